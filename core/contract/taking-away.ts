import type { Measure } from "./measures.ts";

/**
 * The measures after which an item is not to be found any more where it was: if it is, it has been put back. A warning, a
 * lower rank or a measure on the seller leaves it there.
 */
const takingAway: readonly Measure[] = [
  "removed",
  "disabled_eu",
  "disabled_in_state",
  "delisted",
  "identical_removed",
  "already_unavailable",
];

/** Whether a measure takes its item away. */
export function takesAway(measure: Measure): boolean {
  return takingAway.includes(measure);
}
