import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild";
import { actInOneFile } from "./act-in-one-file.ts";
import { idleWithoutDescriptions, leaveOut } from "./left-out.ts";

/** A function as it is deployed, here and on AWS: one file. */
export type Bundle = {
  /** Name of the function: of its folder. */
  name: string;
  /** Absolute path: CommonJS that exports `handler`. */
  file: string;
  bytes: number;
};

/** Where functions are read, and where bundles are written. */
export type Folders = { functions: string; output: string };

const project = fileURLToPath(new URL("../../", import.meta.url));

/** `functions/<name>/index.ts` becomes `dist/functions/<name>/index.js`. */
const ofTheProject: Folders = { functions: join(project, "functions"), output: join(project, "dist/functions") };

/** Functions that turn schemas into JSON Schema. */
const describing = new Set(["describe-api"]);

/** Bundles, and the files they were made of: absolute paths. */
export type Build = { bundles: Bundle[]; inputs: string[] };

let underWay = 0;

/** Bundles every function, after what a former run left was removed. */
export async function bundle(folders: Folders = ofTheProject): Promise<Bundle[]> {
  const { bundles } = await buildBundles(folders);
  return bundles;
}

/** The same, and says of what. */
export async function buildBundles(folders: Folders): Promise<Build> {
  underWay += 1;
  try {
    return await bundleAll(folders);
  } finally {
    underWay -= 1;
    // The bundler's process would stay for the next time, and keep 100 MB and more until then.
    if (underWay === 0) await stop();
  }
}

async function bundleAll(folders: Folders): Promise<Build> {
  const { functions, output } = folders;
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  // The project's modules are ECMAScript modules; its bundles are not. Lambda, given one alone, sees it by itself.
  await writeFile(join(output, "package.json"), '{ "type": "commonjs" }\n');
  const names = await functionsIn(functions);
  const builds = await Promise.all([
    bundleThese(
      names.filter((name) => describing.has(name)),
      folders,
      {},
    ),
    bundleThese(
      names.filter((name) => !describing.has(name)),
      folders,
      idleWithoutDescriptions,
    ),
  ]);
  return {
    bundles: builds.flatMap((one) => one.bundles).sort((one, other) => one.name.localeCompare(other.name)),
    inputs: [...new Set(builds.flatMap((one) => one.inputs))],
  };
}

async function bundleThese(
  names: readonly string[],
  { functions, output }: Folders,
  idle: Parameters<typeof leaveOut>[0],
): Promise<Build> {
  const { metafile } = await build({
    entryPoints: names.map((name) => join(functions, name, "index.ts")),
    absWorkingDir: project,
    outbase: functions,
    outdir: output,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    // The ECMAScript builds of libraries are the ones of which the unused part can be left out.
    mainFields: ["module", "main"],
    plugins: [leaveOut(idle), actInOneFile],
    minify: true,
    // Both languages' accents as they are, one or two bytes each, not as escapes.
    charset: "utf8",
    keepNames: false,
    // Bundling the SDK makes a cold start quicker than reading it from the runtime's folder.
    external: [],
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  return {
    bundles: Object.entries(metafile.outputs).map(([path, { bytes }]) => ({
      name: basename(dirname(path)),
      file: resolve(project, path),
      bytes,
    })),
    inputs: Object.keys(metafile.inputs).map((path) => resolve(project, path)),
  };
}

/** Names of the functions in a folder. */
export async function functionsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== "shared")
    .map(({ name }) => name)
    .filter((name) => existsSync(join(folder, name, "index.ts")));
}

/** One line of a table: the name, and the size in kilobytes of 1,000 bytes. */
export function sizeLine({ name, bytes }: Bundle): string {
  return `${name.padEnd(24)} ${Math.ceil(bytes / 1_000)
    .toString()
    .padStart(5)} kB`;
}

if (import.meta.main) {
  const bundles = await bundle();
  if (process.argv.includes("--sizes")) for (const one of bundles) console.log(sizeLine(one));
  const total = bundles.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${bundles.length} functions bundled, ${Math.ceil(total / 1_000)} kB`);
}
