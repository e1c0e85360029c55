import { access, constants, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { lock } from "./lock.ts";

/** The folder a run keeps its data in; nobody else has it open. */
export type DataFolder = {
  /** Absolute path. */
  path: string;
  /** Whether the data stays after the run. */
  persistent: boolean;
  /** Gives the folder back; a temporary one is removed. */
  close: () => Promise<void>;
};

/** The folder is open, or another process has it: `message` is the one line to print. */
export type OpenedFolder =
  | { kind: "opened"; folder: DataFolder }
  | { kind: "taken"; pid: number; message: string }
  /** No such folder can be made, or written to. */
  | { kind: "unusable"; message: string };

/**
 * Opens the data folder, creating it where needed.
 *
 * @param path Where the data is kept; undefined: a temporary folder.
 */
export async function openDataFolder(path?: string): Promise<OpenedFolder> {
  if (path === undefined) {
    const temporary = await mkdtemp(join(tmpdir(), "sommation-"));
    const close = () => rm(temporary, { recursive: true, force: true });
    return { kind: "opened", folder: { path: temporary, persistent: false, close } };
  }
  const kept = resolve(path);
  // It holds a signing key and secrets of the simulated platforms.
  try {
    await mkdir(kept, { recursive: true, mode: 0o700 });
    await access(kept, constants.W_OK);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    return {
      kind: "unusable",
      message: `The data folder ${kept} cannot be used (${code}). Set SOMMATION_DATA to another.`,
    };
  }
  const locked = await lock(kept);
  if (locked.kind === "taken") {
    const message = `The data folder ${kept} is in use by process ${locked.pid}. Stop it, or set SOMMATION_DATA to another folder.`;
    return { kind: "taken", pid: locked.pid, message };
  }
  return { kind: "opened", folder: { path: kept, persistent: true, close: locked.release } };
}
