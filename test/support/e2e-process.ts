import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** How a process has ended, with all it said. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** The local runtime's own process, from its start to its end. */
export type Launched = {
  pid: number;
  /** What it has said so far. */
  said: () => Pick<Ended, "stdout" | "stderr">;
  ended: Promise<Ended>;
  kill: (signal: NodeJS.Signals) => void;
};

/** What is set for a launch; `TMPDIR` is where temporary folders are made. */
export type LaunchEnvironment = {
  PORT?: string;
  SOMMATION_DATA?: string;
  SOMMATION_LEGAL_BASES?: string;
  TMPDIR?: string;
};

/** Starts the launcher as `npm start` does. */
export function launch(args: readonly string[], environment: LaunchEnvironment = {}): Launched {
  const child = spawn(process.execPath, ["local/start.mjs", ...args], {
    cwd: project,
    // The channel is for the runtime's own watch over its parent: it ends when the test's process does.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Nothing else of the test's own surroundings: they could change what is tested.
    env: { PATH: process.env["PATH"], ...environment },
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
  }
  return {
    pid: child.pid ?? 0,
    said: () => texts,
    ended: once(child, "close").then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      ...texts,
    })),
    kill: (signal) => child.kill(signal),
  };
}

/** The processes that a process has started, and theirs, that are alive (proc(5)). */
export function descendantsOf(pid: number): number[] {
  const children = childrenOf(pid);
  return [...children, ...children.flatMap(descendantsOf)];
}

/** Whether a process runs the program of this name, and not a shell that was given it. */
export function runs(pid: number, program: string): boolean {
  return textOf(`/proc/${pid}/comm`).trim() === program;
}

/** Whether a process is alive. */
export function isAlive(pid: number): boolean {
  const state = /\) (\S)/.exec(textOf(`/proc/${pid}/stat`))?.[1];
  // A zombie has ended; only nobody has asked for its exit code yet.
  return state !== undefined && state !== "Z";
}

function childrenOf(pid: number): number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // The process has ended, and its file with it.
    return "";
  }
}
