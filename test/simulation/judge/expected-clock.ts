import type { Deployment } from "../deployment.ts";
import { legalOf } from "../ports.ts";
import { isShort, type Period } from "./period.ts";

/** Two and a half beats of the watch. */
const noticedFrom = 150_000;

/** What a clock should have come to, worked out here from the law's own words. Instants in legal milliseconds. */
export type Expected = Period & {
  receivedAt?: number;
  due?: number;
  /** It has no due instant: something keeps it still. */
  still: boolean;
  /** Until when nobody is escalated, because we could not be reached. */
  givenBackUntil?: number;
  /** Until when nobody is escalated, because the authority owed a reply. */
  heldUntil?: number;
  missed: boolean;
  verdict?: string;
  lateCause?: string;
  endedAt?: number;
  stopped: boolean;
};

/** A clock that has not begun; also what one comes to whose period does not count any more. */
export function unbegun({ within, rule }: Period): Expected {
  return { within, rule, still: false, missed: false, stopped: false };
}

/** Whether it runs towards its due instant, with no breach on record. */
export function isRunning({ receivedAt, still, missed, endedAt }: Expected): boolean {
  return receivedAt !== undefined && !still && !missed && endedAt === undefined;
}

/** The instant that escalation goes by. */
export function escalatedFrom(clock: Expected): number {
  return Math.max(clock.due ?? Infinity, isShort(clock) ? 0 : (clock.givenBackUntil ?? 0), clock.heldUntil ?? 0);
}

/** An answer that ends a clock, in time or late. */
export function answer(clock: Expected, at: number, measured?: (string | undefined)[]): void {
  if (clock.endedAt !== undefined) return;
  clock.endedAt = at;
  const { due } = clock;
  if (due !== undefined && at > due) clock.lateCause = causeOf(clock, at);
  else if (clock.missed) clock.lateCause = "after_escalation";
  const wereInTime = measured?.every(
    (instant) => instant !== undefined && due !== undefined && Date.parse(instant) <= due,
  );
  clock.verdict = clock.lateCause === undefined ? "met" : wereInTime === true ? "met_reported_late" : "missed";
  clock.still = false;
}

function causeOf({ missed, givenBackUntil = 0, heldUntil = 0 }: Expected, at: number): string {
  if (missed) return "after_due";
  if (at <= givenBackUntil) return "service_interrupted";
  return at <= heldUntil ? "authority_owed" : "after_due";
}

/** It runs for nothing any more. */
export function stop(clock: Expected, at: number): void {
  if (clock.endedAt !== undefined) return;
  clock.stopped = true;
  clock.endedAt = at;
  clock.still = false;
}

/** Outages of ours across a due instant, long enough to be noticed, in legal milliseconds. */
export function hurting(clock: Expected, { inbound, legal }: Deployment): { from: number; to: number }[] {
  const { due } = clock;
  if (due === undefined || isShort(clock)) return [];
  return inbound
    .outages()
    .filter(({ from, to }) => to - from > noticedFrom)
    .map(({ from, to }) => ({ from: legalOf(from, legal), to: legalOf(to, legal) }))
    .filter(({ from, to }) => from <= due && due <= to);
}
