import type { DueCase } from "../shared/dynamo/case-store.ts";

/** Characters of an instant up to its whole second: within one, nobody was due before anybody else. */
const untilSecond = "2025-11-03T08:00:00".length;

/**
 * The order in which due cases are worked off: by the second they were due in; within one second a case of each authority
 * in turn, so that one with thousands does not keep one with three waiting.
 */
export function inFairOrder(due: readonly DueCase[]): DueCase[] {
  const oldestFirst = [...due].sort((a, b) => (a.wakeAt < b.wakeAt ? -1 : a.wakeAt > b.wakeAt ? 1 : 0));
  const turns = new Map<string, number>();
  const ranked = oldestFirst.map((one) => {
    const second = one.wakeAt.slice(0, untilSecond);
    const queue = `${second} ${one.authority}`;
    const turn = turns.get(queue) ?? 0;
    turns.set(queue, turn + 1);
    return { one, second, turn };
  });
  // Stable: within one turn the order of due instants stays.
  ranked.sort((a, b) => (a.second < b.second ? -1 : a.second > b.second ? 1 : a.turn - b.turn));
  return ranked.map(({ one }) => one);
}
