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

/** Runs so many seeds on from one. */
export async function simulateMany(from: number, count: number): Promise<Totals> {
  const totals: Totals = { seeds: 0, cases: 0, events: 0, effects: 0, lasted: 0, weathers: {}, failed: [] };
  for (let seed = from; seed < from + count; seed += 1) {
    const report = await simulate(seed);
    totals.seeds += 1;
    totals.cases += report.cases;
    totals.events += report.events;
    totals.effects += report.effects;
    totals.lasted += report.lasted;
    totals.weathers[report.weather] = (totals.weathers[report.weather] ?? 0) + 1;
    if (report.faults.length > 0) totals.failed.push({ seed, faults: report.faults });
  }
  return totals;
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
