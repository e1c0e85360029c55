import { join } from "node:path";
import { writeAtomically } from "../data-folder/write-atomically.ts";

/**
 * The webhook secrets of development. Everybody may know them: they guard nothing but the simulation on this machine,
 * and the documentation prints them so that answers can be signed by hand.
 */
export function developmentSecret(direction: "to" | "from", party: string): string {
  const text = `sommation-development-${direction}-${party}`;
  return `whsec_${Buffer.from(text.padEnd(32, "-")).toString("base64")}`;
}

/** Writes the secrets of these parties to the folder, and says how to refer to them. */
export async function writeSecrets(folder: string, parties: readonly string[]) {
  const file = join(folder, "secrets.json");
  const names = parties.flatMap((party) => [nameOf("to", party), nameOf("from", party)]);
  const secrets = parties.flatMap((party) => [developmentSecret("to", party), developmentSecret("from", party)]);
  await writeAtomically(file, JSON.stringify(Object.fromEntries(names.map((name, index) => [name, secrets[index]]))));
  return (direction: "to" | "from", party: string) => `file:${file}#${nameOf(direction, party)}`;
}

function nameOf(direction: "to" | "from", party: string): string {
  return `${direction}-${party}`;
}
