import { readFileSync, rmSync } from "node:fs";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import * as z from "zod";

/** Who holds a folder: the process and, where the system tells, when it started (clock ticks since boot). */
const Holder = z.strictObject({ pid: z.int().positive(), startedAt: z.string().optional() });
type Holder = z.infer<typeof Holder>;

/** The folder is ours until `release`, or a living process of this id has it. */
export type Locked = { kind: "locked"; release: () => Promise<void> } | { kind: "taken"; pid: number };

/** Takes the lock of a folder; a lock whose holder is gone is taken over. */
export async function lock(folder: string): Promise<Locked> {
  const file = join(folder, "lock.json");
  const mine = JSON.stringify(await holderOf(process.pid));
  for (;;) {
    if (await createWhole(file, mine)) return { kind: "locked", release: () => rm(file, { force: true }) };
    const found = await textOf(file);
    if (found === undefined) continue;
    const holder = parseHolder(found);
    if (holder !== undefined && (await isAlive(holder))) return { kind: "taken", pid: holder.pid };
    removeStale(file, found);
  }
}

/** Creates the file with all of its content at once; false when it is there. */
async function createWhole(file: string, content: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content);
  try {
    await link(draft, file);
    return true;
  } catch (cause) {
    if (codeOf(cause) === "EEXIST") return false;
    throw cause;
  } finally {
    await rm(draft);
  }
}

/**
 * Removes a lock that is still the stale one. Without a pause in between, as nothing but quickness keeps another process
 * from replacing it after the look.
 */
function removeStale(file: string, stale: string): void {
  try {
    if (readFileSync(file, "utf8") === stale) rmSync(file);
  } catch (cause) {
    if (codeOf(cause) !== "ENOENT") throw cause;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (cause) {
    // EPERM: it lives, and belongs to somebody else.
    if (codeOf(cause) !== "EPERM") return false;
  }
  const now = await holderOf(holder.pid);
  return now.startedAt === holder.startedAt;
}

async function holderOf(pid: number): Promise<Holder> {
  const stat = await textOf(`/proc/${pid}/stat`);
  // proc(5): the second field, the name, is in brackets and may hold blanks; starttime is the 22nd, so the 20th after it.
  const startedAt = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return startedAt === undefined ? { pid } : { pid, startedAt };
}

function parseHolder(text: string): Holder | undefined {
  try {
    return Holder.safeParse(JSON.parse(text)).data;
  } catch {
    // A lock that cannot be read was left by no run of this program.
    return undefined;
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (codeOf(cause) === "ENOENT" || codeOf(cause) === "ESRCH") return undefined;
    throw cause;
  }
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && "code" in cause ? cause.code : undefined;
}
