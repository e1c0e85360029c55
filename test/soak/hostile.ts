import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { descendantsOf, runs } from "../support/e2e-process.ts";
import { drawsOf } from "../support/hostile-draws.ts";
import { sendHostile } from "../support/hostile-run.ts";
import { startRuntime } from "../support/runtime.ts";

/**
 * Hostile requests against the runtime in a process of its own: `node test/soak/hostile.ts --requests 100000 --seed 7`.
 * Says what was answered, what took longest, and how much memory the runtime and its store hold after each tenth of the
 * requests. Ends with 1 where anything was found: a failure of ours, a record that changed, memory that
 * grows.
 */
const { values } = parseArgs({
  options: { requests: { type: "string", default: "100000" }, seed: { type: "string" } },
});
const requests = Number(values.requests);
const seed = values.seed === undefined ? drawsOf(Date.now(), process.pid).int(1_000_000) : Number(values.seed);

/** Largest growth of the runtime's memory from a tenth of the requests to all of them. */
const largestGrowth = 1.1;

/** Resident memory in megabytes. */
type Memory = { runtime: number; store: number };

const runtime = await startRuntime();
/** What was held a quiet second after each tenth of the requests. */
const held: Memory[] = [];
/** What the runtime held at each look since the last tenth: a dozen heaps are swept each in its own time. */
let looks: number[] = [];
const begun = performance.now();
const report = await sendHostile(runtime, {
  seed,
  requests,
  onProgress: async (sent) => {
    looks.push(memoryOf(runtime.pid).runtime);
    if (sent < ((held.length + 1) * requests) / 10) return;
    await pause(1_000);
    const memory = memoryOf(runtime.pid);
    held.push(memory);
    const between = `between ${Math.min(...looks)} and ${Math.max(...looks)}`;
    looks = [];
    say(`${sent} sent in ${seconds()} s; runtime ${memory.runtime} MB (${between}), store ${memory.store} MB`);
  },
});
const ended = await runtime.stop();

say(`seed ${seed}, ${requests} requests in ${seconds()} s`);
say(`answers: ${JSON.stringify(report.counts)}`);
say(`problems: ${JSON.stringify(report.problems)}`);
for (const { milliseconds, index, name } of report.slowest) say(`${milliseconds} ms: number ${index}, ${name}`);
const [first] = held;
const last = held.at(-1);
const growth = first === undefined || last === undefined ? 0 : last.runtime / first.runtime;
say(`memory after all: ${growth.toFixed(2)} times what it was after a tenth`);
const findings = [
  ...report.findings,
  ...(ended.stderr === "" ? [] : [`the process complained: ${ended.stderr.slice(0, 2_000)}`]),
  ...(ended.code === 0 ? [] : [`the process ended with ${ended.code ?? ended.signal ?? "nothing"}`]),
  ...(growth > largestGrowth ? [`memory has grown by ${growth.toFixed(2)}`] : []),
];
for (const finding of findings) say(`FOUND ${finding}`);
process.exitCode = findings.length === 0 ? 0 : 1;

/** What the runtime's own process holds, which is the largest of its kind, and the embedded store (proc(5), VmRSS). */
function memoryOf(pid: number): Memory {
  const all = [pid, ...descendantsOf(pid)];
  const largest = (program: (one: number) => boolean) => Math.max(0, ...all.filter(program).map(residentOf));
  return {
    runtime: largest((one) => runs(one, "node") || runs(one, "MainThread")),
    store: largest((one) => runs(one, "dynoxide")),
  };
}

function residentOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
  return Math.round(Number(kilobytes) / 1_024);
}

function seconds(): number {
  return Math.round((performance.now() - begun) / 1_000);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
