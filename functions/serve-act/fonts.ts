import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fontFiles, type Face } from "./font-files.ts";

const packages = createRequire(import.meta.url);
const bytesOf = (face: Face): Uint8Array => readFileSync(packages.resolve(fontFiles[face]));

/** The typefaces themselves. A bundle holds them instead of this file: it has no packages to read them from. */
export const fonts: Record<Face, Uint8Array> = {
  text: bytesOf("text"),
  strong: bytesOf("strong"),
  code: bytesOf("code"),
};
