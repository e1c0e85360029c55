import { readFileSync } from "node:fs";

/** Clock ticks of the kernel in a second: what /proc counts processor time in (sysconf(3), 100 on Linux). */
const ticksPerSecond = 100;

/** Processor time that a process has used with all its threads, in milliseconds (proc_pid_stat(5)). */
export function processorMilliseconds(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  // utime and stime are the 14th and 15th field; the name, which may hold anything, is the second.
  return ((Number(afterName[11]) + Number(afterName[12])) * 1_000) / ticksPerSecond;
}

/** Memory of a process that is in RAM, in megabytes of 10^6 bytes: now, and the most it ever was (proc_pid_status(5)). */
export function residentMegabytes(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1_024) / 1e6;
  return { now: field("VmRSS"), most: field("VmHWM") };
}

/** The arguments of a process. */
export function argumentsOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
}
