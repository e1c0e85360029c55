import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import type { Plugin } from "esbuild";
import { fontFiles } from "../../functions/serve-act/font-files.ts";

const packages = createRequire(import.meta.url);
const compress = promisify(brotliCompress);
const pdfLibrary = packages.resolve("pdfkit");

/**
 * Lets the PDF of an act be made by one file: what its makers read from files beside them, typefaces and colour profile, is bundled
 * with them. The decoder of WOFF2 is left out: our typefaces are TrueType.
 */
export const actInOneFile: Plugin = {
  name: "act-in-one-file",
  setup: (bundling) => {
    bundling.onLoad({ filter: /[\\/]serve-act[\\/]fonts\.ts$/ }, async () => ({
      contents: await fonts(),
      loader: "js",
    }));
    // The CommonJS build: the other one wants to know its own address, which a bundle has not.
    bundling.onResolve({ filter: /^pdfkit$/ }, () => ({ path: pdfLibrary }));
    bundling.onLoad({ filter: /[\\/]pdfkit[\\/]js[\\/]pdfkit\.js$/ }, async ({ path }) => ({
      contents: await withColourProfile(path),
      loader: "js",
    }));
    bundling.onLoad({ filter: /[\\/]brotli[\\/]decompress\.js$/ }, () => ({
      contents: 'module.exports = () => { throw new Error("left out of the bundle: brotli"); };',
      loader: "js",
    }));
  },
};

async function fonts(): Promise<string> {
  const entries = await Promise.all(
    Object.entries(fontFiles).map(async ([face, file]) => {
      const bytes = await compress(await readFile(packages.resolve(file)));
      return `${face}: bytes("${bytes.toString("base64")}")`;
    }),
  );
  return `import { brotliDecompressSync } from "node:zlib";
const bytes = (text) => brotliDecompressSync(Buffer.from(text, "base64"));
export const fonts = { ${entries.join(", ")} };`;
}

async function withColourProfile(library: string): Promise<string> {
  const profile = await readFile(join(library, "../data/sRGB_IEC61966_2_1.icc"));
  const source = await readFile(library, "utf8");
  return `${source}\nregisterFile(ICC_PROFILE_PATH, Buffer.from("${profile.toString("base64")}", "base64"));`;
}
