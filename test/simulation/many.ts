import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { simulate } from "./simulation.ts";

/** What came of many seeds. */
export type Totals = {
  seeds: number;
  cases: number;
  /** Events on record. */
  events: number;
  /** Awaited effects, each of which could have failed. */
  effects: number;
  /** Virtual milliseconds, on the legal clock. */
  lasted: number;
  /** Seeds by their weather. */
  weathers: Record<string, number>;
  failed: { seed: number; faults: string[] }[];
};

/** Which seeds one thread runs. */
export type Share = { from: number; count: number };

/** Runs so many seeds on from one, in this thread. */
export async function simulateMany({ from, count }: Share): Promise<Totals> {
  const totals = none();
  for (let seed = from; seed < from + count; seed += 1) {
    const { cases, events, effects, lasted, weather, faults } = await simulate(seed);
    const failed = faults.length > 0 ? [{ seed, faults }] : [];
    add(totals, { seeds: 1, cases, events, effects, lasted, weathers: { [weather]: 1 }, failed });
  }
  return totals;
}

/** Seeds that a thread is given at once: few enough for both to end together. */
const shareSize = 25;

/** Runs so many seeds on from one, in two threads: one for each core that the tests are given. */
export async function simulateInThreads(from: number, count: number): Promise<Totals> {
  const shares = sharesOf(from, count)[Symbol.iterator]();
  const [totals, other] = await Promise.all([inThread(shares), inThread(shares)]);
  add(totals, other);
  totals.failed.sort((one, another) => one.seed - another.seed);
  return totals;
}

function sharesOf(from: number, count: number): Share[] {
  return Array.from({ length: Math.ceil(count / shareSize) }, (_, index) => ({
    from: from + index * shareSize,
    count: Math.min(shareSize, count - index * shareSize),
  }));
}

/** Runs one share after another, as long as there are any, in a thread of its own. */
async function inThread(shares: Iterator<Share>): Promise<Totals> {
  const worker = new Worker(new URL("seeds-worker.ts", import.meta.url));
  const totals = none();
  try {
    for (let share = shares.next(); share.done !== true; share = shares.next()) {
      worker.postMessage(share.value);
      // An error in the thread is thrown here: `once` rejects on "error".
      const [more] = (await once(worker, "message")) as [Totals];
      add(totals, more);
    }
    return totals;
  } finally {
    await worker.terminate();
  }
}

function none(): Totals {
  return { seeds: 0, cases: 0, events: 0, effects: 0, lasted: 0, weathers: {}, failed: [] };
}

function add(totals: Totals, more: Totals): void {
  totals.seeds += more.seeds;
  totals.cases += more.cases;
  totals.events += more.events;
  totals.effects += more.effects;
  totals.lasted += more.lasted;
  totals.failed.push(...more.failed);
  for (const [name, count] of Object.entries(more.weathers)) {
    totals.weathers[name] = (totals.weathers[name] ?? 0) + count;
  }
}

const year = 365.25 * 86_400_000;

/** Totals as one line. */
export function told(
  { seeds, cases, events, effects, lasted, weathers, failed }: Totals,
  milliseconds: number,
): string {
  const days = Object.entries(weathers).map(([name, count]) => `${count} ${name}`);
  return [
    `${seeds} seeds (${days.join(", ")}): ${cases} cases, ${events} events, ${effects} effects,`,
    `${(lasted / year).toFixed(0)} virtual years, ${((1_000 * seeds) / milliseconds).toFixed(0)} seeds/s, ${failed.length} failed`,
  ].join(" ");
}

/** A failed seed to be read: its history, what was wrong, and how to see it again. */
export async function retold(seed: number): Promise<string> {
  const { history, faults } = await simulate(seed, { keepsHistory: true });
  return [
    ...history,
    "",
    `seed ${seed}:`,
    ...faults.map((fault) => `  ${fault}`),
    `npm run simulate -- --seed ${seed}`,
  ].join("\n");
}
