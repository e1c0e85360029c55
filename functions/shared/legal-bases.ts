import { readFileSync } from "node:fs";
import { presets, type LegalBases } from "../../core/law/legal-bases.ts";
import { withOwnBases } from "../../core/law/own-bases.ts";

/**
 * The legal bases of the deployment: those that the product brings, and its own where it has a file of them.
 *
 * @throws where the file is not there or not good. It was checked before it was deployed: something else was put in its place.
 */
export function openLegalBases(file: string | undefined): LegalBases {
  if (file === undefined) return presets;
  const read = withOwnBases(presets, JSON.parse(readFileSync(file, "utf8")));
  if (read.kind === "good") return read.bases;
  const [first] = read.faults;
  throw new Error(`the file of legal bases has ${read.faults.length} faults, the first at ${first?.pointer ?? ""}`);
}
