import type { Clock } from "../../../core/case/state.ts";
import { elapsedMilliseconds, periodOf, type Duration } from "../../../core/contract/duration.ts";
import { epochOf, type Instant } from "../../../core/contract/instant.ts";

/** What the end of a link depends on. */
export type Awaited = { clocks: Record<"acknowledge" | "act", LinkedClock> };
type LinkedClock = Pick<Clock, "within" | "dueLegal" | "heldUntil" | "endedAt">;

const day = 86_400_000;
/** Beyond what is foreseen: room for days that do not count, for a late receipt, and to answer after all. */
const thirtyDays = 30 * day;

/**
 * When a link that is made now ends, in seconds since 1970-01-01T00:00Z: thirty days after the latest instant at which an
 * answer can fall due as far as is known now, so never less than thirty days from now.
 */
export function linkEnd({ clocks: { acknowledge, act } }: Awaited, now: Instant): number {
  const latest = Math.max(epochOf(now), ...[acknowledge, act].flatMap((clock) => foreseen(clock, acknowledge, now)));
  return Math.floor((latest + thirtyDays) / 1_000);
}

function foreseen(
  { within, dueLegal, heldUntil, endedAt }: LinkedClock,
  { within: window }: LinkedClock,
  now: Instant,
) {
  if (endedAt !== undefined) return [];
  const known = [dueLegal, heldUntil].flatMap((at) => (at === undefined ? [] : [epochOf(at)]));
  // Not started, or to start anew: from a receipt that comes at the end of the window in which the message is delivered.
  return dueLegal === undefined ? [...known, epochOf(now) + lengthOf(window) + lengthOf(within)] : known;
}

/** No shorter than the period can be on any calendar. */
function lengthOf(duration: Duration): number {
  return elapsedMilliseconds(duration) ?? periodOf(duration).count * 2 * day;
}
