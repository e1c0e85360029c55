import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { writeAtomically } from "../data-folder/write-atomically.ts";
import { buildBundles, functionsIn, type Bundle } from "./bundle.ts";

/** Where functions are read, where bundles are kept from one start to the next, and where they go if they cannot be. */
export type KeptFolders = { functions: string; kept: string; otherwise: string };

/** What was built last. */
const Kept = z.strictObject({
  /** Digest of names, sizes and times of everything it was made of. */
  stamp: z.string(),
  inputs: z.array(z.string()),
  bundles: z.array(z.strictObject({ name: z.string(), bytes: z.int() })),
});
type Kept = z.infer<typeof Kept>;

/** What decides on a bundle without being bundled. */
const besides = ["./bundle.ts", "./act-in-one-file.ts", "./left-out.ts", "../../node_modules/.package-lock.json"].map(
  (path) => fileURLToPath(new URL(path, import.meta.url)),
);

const keptDays = 7;

/**
 * The bundles of the present sources: those of an earlier start, if nothing they were made of has changed since. Bundling
 * takes longer than everything else a start does.
 */
export async function presentBundles({ functions, kept, otherwise }: KeptFolders): Promise<Bundle[]> {
  const last = await lastIn(kept);
  if (last !== undefined && last.stamp === (await stampOf(functions, last.inputs))?.digest) {
    const folder = join(kept, last.stamp);
    // In use: not to be removed by another start.
    if (await touched(folder)) return bundlesIn(folder, last);
  }
  try {
    await mkdir(kept, { recursive: true });
  } catch {
    return (await buildBundles({ functions, output: otherwise })).bundles;
  }
  return keepAnew(functions, kept);
}

async function keepAnew(functions: string, kept: string): Promise<Bundle[]> {
  const begun = Date.now();
  // Beside the others, so that it can be put in its place in one step: another start may be doing the same.
  const draft = join(kept, `${randomUUID()}.draft`);
  const { bundles, inputs } = await buildBundles({ functions, output: draft });
  const stamp = await stampOf(functions, inputs);
  // Written while it was read: whoever starts next must not take it for the present one.
  if (stamp === undefined || stamp.youngest >= begun) return bundles;
  const folder = join(kept, stamp.digest);
  await rename(draft, folder).catch(async () => rm(draft, { recursive: true, force: true }));
  const last: Kept = { stamp: stamp.digest, inputs, bundles: bundles.map(({ name, bytes }) => ({ name, bytes })) };
  await writeAtomically(join(kept, "last.json"), JSON.stringify(last));
  await removeOld(kept);
  return bundlesIn(folder, last);
}

function bundlesIn(folder: string, { bundles }: Kept): Bundle[] {
  return bundles.map(({ name, bytes }) => ({ name, file: join(folder, name, "index.js"), bytes }));
}

async function lastIn(kept: string): Promise<Kept | undefined> {
  try {
    return Kept.parse(JSON.parse(await readFile(join(kept, "last.json"), "utf8")));
  } catch {
    // None yet, or not of this version: it is made anew.
    return undefined;
  }
}

/** Undefined when a file is gone. `youngest`: when one of them was last written, in milliseconds since the epoch. */
async function stampOf(
  functions: string,
  inputs: readonly string[],
): Promise<{ digest: string; youngest: number } | undefined> {
  try {
    const files = [...inputs, ...besides].sort();
    const stats = await Promise.all(files.map(async (file) => stat(file)));
    const lines = files.map((file, index) => `${file} ${stats[index]?.size} ${stats[index]?.mtimeMs}`);
    const digest = createHash("sha256").update([...lines, ...(await functionsIn(functions))].join("\n"));
    const youngest = Math.max(...stats.map(({ mtimeMs }) => mtimeMs));
    return { digest: digest.digest("hex").slice(0, 24), youngest };
  } catch {
    return undefined;
  }
}

async function touched(path: string): Promise<boolean> {
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

async function removeOld(kept: string): Promise<void> {
  const oldest = Date.now() - keptDays * 86_400_000;
  for (const name of await readdir(kept)) {
    const path = join(kept, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true && found.mtimeMs < oldest) await rm(path, { recursive: true, force: true });
  }
}
