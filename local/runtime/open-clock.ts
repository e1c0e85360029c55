import { epochOf, type Instant } from "../../core/contract/instant.ts";
import { legalClock, type LegalClock } from "../clock/legal-clock.ts";
import { readClockAnchor, writeClockAnchor } from "../data-folder/clock-anchor.ts";

/** Monday 3 November 2025, 09:00 in Paris: where a scaled clock begins. */
const scaledStart = "2025-11-03T08:00:00.000Z" as Instant;

/**
 * The legal clock of a data folder. Kept data keeps its clock, across a stop as across a kill; another scale goes on
 * from where the clock stands.
 */
export async function openClock(folder: string, scale: number): Promise<LegalClock> {
  const kept = await readClockAnchor(folder);
  if (kept?.scale === scale) return legalClock(kept);
  const wall = Date.now();
  const fresh = scale === 1 ? wall : epochOf(scaledStart);
  const legal = kept === undefined ? fresh : legalClock(kept).legalNow();
  const anchor = { anchorWall: wall, anchorLegal: legal, scale };
  await writeClockAnchor(folder, anchor);
  return legalClock(anchor);
}
