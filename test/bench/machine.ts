import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";

/** Where and when something was measured. */
export type Machine = {
  processor: string;
  cores: number;
  memoryGigabytes: number;
  /** Mean number of processes that wanted a core in the last minute, before we began. */
  load: number;
  node: string;
  /** Commit of the working tree, with `+` where it has changes. */
  commit: string;
  command: string;
};

/** What can be known of this machine. */
export function machineNow(): Machine {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0] ?? 0,
    node: process.version,
    commit: commitOf(),
    command: ["npm run bench --", ...process.argv.slice(2)].join(" "),
  };
}

/** The machine in one line. */
export function machineLine({ processor, cores, memoryGigabytes, load, node, commit, command }: Machine): string {
  return `${cores} × ${processor}, ${memoryGigabytes} GB, load ${load.toFixed(1)} before; Node ${node}, commit ${commit}; ${command}`;
}

function commitOf(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    return `${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain") === "" ? "" : "+"}`;
  } catch {
    // A copy of the sources without their history.
    return "unknown";
  }
}
