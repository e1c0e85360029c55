import { epochOf, type Instant } from "../../core/contract/instant.ts";
import { legalClock, type LegalClock } from "../clock/legal-clock.ts";
import { readClockAnchor, writeClockAnchor } from "../data-folder/clock-anchor.ts";

/** Monday 3 November 2025, 09:00 in Paris: where a scaled clock begins. */
const scaledStart = "2025-11-03T08:00:00.000Z" as Instant;

/** The clock, and whether it goes on from an earlier run. */
export type OpenedClock = { clock: LegalClock; isResumed: boolean };

/**
 * The legal clock of a data folder; to be opened when everything is loaded, since a fresh scaled one begins at once.
 * Kept data keeps its clock, across a stop as across a kill; another scale goes on from where the clock stands.
 */
export async function openClock(folder: string, scale: number): Promise<OpenedClock> {
  const kept = await readClockAnchor(folder);
  if (kept?.scale === scale) return { clock: legalClock(kept), isResumed: true };
  const anchorWall = Date.now();
  const fresh = scale === 1 ? anchorWall : epochOf(scaledStart);
  const anchorLegal = kept === undefined ? fresh : legalClock(kept).legalNow();
  const anchor = { anchorWall, anchorLegal, scale };
  await writeClockAnchor(folder, anchor);
  return { clock: legalClock(anchor), isResumed: kept !== undefined };
}
