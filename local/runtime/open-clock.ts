import { epochOf, type Instant } from "../../core/contract/instant.ts";
import { legalClock, type LegalClock } from "../clock/legal-clock.ts";
import { readClockAnchor, writeClockAnchor } from "../data-folder/clock-anchor.ts";

/** Monday 3 November 2025, 09:00 in Paris: where a scaled clock begins. */
const scaledStart = "2025-11-03T08:00:00.000Z" as Instant;

/** What a fresh scaled clock waits for the functions to load: at 7,200 legal seconds a second, each counts hours. */
const lead = 2_000;

/** The clock, whether it goes on from an earlier run, and the real milliseconds until a fresh one begins. */
export type OpenedClock = { clock: LegalClock; isResumed: boolean; startsIn: () => number };

/**
 * The legal clock of a data folder. Kept data keeps its clock, across a stop as across a kill; another scale goes on
 * from where the clock stands. A fresh scaled clock shows its start when everything is ready, not when it was made.
 */
export async function openClock(folder: string, scale: number): Promise<OpenedClock> {
  const kept = await readClockAnchor(folder);
  if (kept?.scale === scale) return { clock: legalClock(kept), isResumed: true, startsIn: () => 0 };
  const now = Date.now();
  const isScaledStart = kept === undefined && scale !== 1;
  const anchorWall = isScaledStart ? now + lead : now;
  const anchorLegal = isScaledStart ? epochOf(scaledStart) : kept === undefined ? now : legalClock(kept).legalNow();
  const anchor = { anchorWall, anchorLegal, scale };
  await writeClockAnchor(folder, anchor);
  return {
    clock: legalClock(anchor),
    isResumed: kept !== undefined,
    startsIn: () => Math.max(0, anchorWall - Date.now()),
  };
}
