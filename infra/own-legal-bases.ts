import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Code, LayerVersion } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { presets } from "../core/law/legal-bases.ts";
import { withOwnBases } from "../core/law/own-bases.ts";

/** The file of a deployment's own legal bases, where its functions find it. */
export type LegalBasesFile = { layer: LayerVersion; path: string };

const name = "legal-bases.json";

/**
 * Puts the deployment's own legal bases (`sommation:legalBases`) into a layer of its own: the functions stay as they are.
 *
 * @param folder Where the layer is made up.
 * @throws with every fault of the file at once.
 */
export function ownLegalBases(scope: Construct, file: string, folder: string): LegalBasesFile {
  const text = readFileSync(file, "utf8");
  const read = withOwnBases(presets, JSON.parse(text));
  if (read.kind === "faulty") {
    const lines = read.faults.map(({ pointer, detail }) => `  ${pointer}: ${detail.en}`);
    throw new Error(`the legal bases in ${file} cannot be used:\n${lines.join("\n")}`);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  const layer = new LayerVersion(scope, "LegalBases", {
    code: Code.fromAsset(folder),
    description: "Sommation: legal bases of this deployment",
  });
  // Lambda unpacks a layer there (AWS: Lambda, working with layers).
  return { layer, path: `/opt/${name}` };
}
