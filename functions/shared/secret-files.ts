import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const scheme = "file:";

/** The secret in a file, `file:/path`: for one's own machine. @throws when there is none. */
export async function readSecretFile(reference: string): Promise<string> {
  return (await readFile(reference.slice(scheme.length), "utf8")).trim();
}

/** Keeps a secret in a file of its own in the folder `file:/path`, for its owner's eyes only. @throws when the name is taken. */
export async function makeSecretFile(place: string, name: string, secret: string): Promise<string> {
  const folder = place.slice(scheme.length);
  const file = join(folder, name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, `${secret}\n`, { flag: "wx", mode: 0o600 });
  return `${scheme}${file}`;
}
