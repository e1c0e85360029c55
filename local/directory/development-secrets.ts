import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { makeSecretFile } from "../../functions/shared/secret-files.ts";
import { writeAtomically } from "../data-folder/write-atomically.ts";

/**
 * The webhook secrets of development. Everybody may know them: they guard nothing but the simulation on this machine,
 * and the documentation prints them so that answers can be signed by hand.
 */
export function developmentSecret(direction: "to" | "from", party: string): string {
  const text = `sommation-development-${direction}-${party}`;
  return `whsec_${Buffer.from(text.padEnd(32, "-")).toString("base64")}`;
}

/** Folder of the secrets below the data folder, a file for each: those of development, and those the API makes. */
export function secretsFolder(folder: string): string {
  return join(folder, "secrets");
}

/** Writes the secrets of these parties to the folder, and says how to refer to them. */
export async function writeSecrets(folder: string, parties: readonly string[]) {
  await mkdir(secretsFolder(folder), { recursive: true, mode: 0o700 });
  const fileOf = (direction: "to" | "from", party: string) => join(secretsFolder(folder), `${direction}-${party}`);
  await Promise.all(
    parties.flatMap((party) =>
      (["to", "from"] as const).map(async (direction) =>
        writeAtomically(fileOf(direction, party), developmentSecret(direction, party)),
      ),
    ),
  );
  return (direction: "to" | "from", party: string) => `file:${fileOf(direction, party)}`;
}

/** The secret that links to acts are signed with: made once for a data folder. Gives the reference to it. */
export async function actLinksSecret(folder: string): Promise<string> {
  const place = `file:${secretsFolder(folder)}`;
  const name = "act-links";
  if (existsSync(join(secretsFolder(folder), name))) return `${place}/${name}`;
  return makeSecretFile(place, name, randomBytes(32).toString("base64url"));
}
