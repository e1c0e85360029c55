import { earliest, epochOf, instantOf, plus, type Instant } from "./instant.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The published instants of the first attempts, in milliseconds after the first one. */
const publishedOffsets: readonly number[] = [
  0,
  10 * second,
  30 * second,
  1 * minute,
  2 * minute,
  4 * minute,
  8 * minute,
  15 * minute,
];

/** Where a message stands when an attempt to deliver it has just failed; all instants on the legal clock. */
type FailedAttempt = {
  /** When the first attempt was made: the schedule counts from here. */
  firstAttemptAt: Instant;
  /** The number of the attempt that failed; the first is 1. */
  attempt: number;
  now: Instant;
  /** The last instant at which an attempt may be made. */
  windowEndsAt: Instant;
  /** What the endpoint asked for (`Retry-After`), in seconds. */
  retryAfterSeconds?: number | undefined;
};

/**
 * When to try again: 0, 10 s, 30 s, 1, 2, 4, 8 and 15 min after the first attempt, then hourly, and once more as the
 * delivery window ends. Undefined when the window is exhausted.
 * An instant of the schedule that is already past is skipped, so that an outage of ours, or an endpoint that takes its
 * full 15 s to fail, is not followed by a burst. `Retry-After` only makes the next attempt later, never past the window.
 */
export function nextAttemptAt(failed: FailedAttempt): Instant | undefined {
  const soonest = plus(failed.now, 1 * second);
  if (soonest > failed.windowEndsAt) return undefined;

  const scheduled = firstScheduled(failed.firstAttemptAt, failed.attempt, soonest);
  const asked = plus(failed.now, (failed.retryAfterSeconds ?? 0) * second);
  return earliest(asked > scheduled ? asked : scheduled, failed.windowEndsAt);
}

/** The first instant of the schedule after `attempt` attempts that is not before `soonest`. */
function firstScheduled(firstAttemptAt: Instant, attempt: number, soonest: Instant): Instant {
  const start = epochOf(firstAttemptAt);
  const sought = epochOf(soonest) - start;
  let index = attempt;
  while (offsetOf(index) < sought) index += 1;
  return instantOf(start + offsetOf(index));
}

/** Hourly after the last of the published ones. */
function offsetOf(index: number): number {
  const last = publishedOffsets.length - 1;
  return publishedOffsets[index] ?? offsetOf(last) + (index - last) * hour;
}
