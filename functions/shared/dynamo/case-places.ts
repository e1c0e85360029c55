import type { Case, Clock } from "../../../core/case/state.ts";
import { nextWake } from "../../../core/case/next-wake.ts";
import { isOver, isOwed, statusOf } from "../../../core/case/status.ts";
import { periodOf } from "../../../core/contract/duration.ts";
import { earliest, millisecondsBetween, plus, type Instant } from "../../../core/contract/instant.ts";

/**
 * Where a case stands in each list. Moving it costs four write units where changing it in place costs two, so it is
 * moved when the order would be wrong and not when an instant differs by little (docs/adr/0023).
 */
export type Places = {
  /** In its authority's list: what is due first, or when it was closed. */
  listedAt: Instant;
  /** In its platform's list: when it must have acted. Absent while the platform has nothing to answer. */
  platformDue?: Instant | undefined;
  /** In the reconciler's: no later than the next wake-up. Absent when there is nothing to wake for. */
  wakeAt?: Instant | undefined;
};

/** Sorts after every due instant. */
const farAway = "9999-12-31T23:59:59.999Z" as Instant;

/** A place is kept while it is off by less than a hundredth of the period, and by less than five minutes. */
const toleratedPart = 0.01;
const mostTolerated = 5 * 60_000;

/** The places of a case as it is now, given those it had; `isPutOff`: the reconciler had moved its wake-up. */
export function placesOf(kase: Case, before?: Places, isPutOff = false): Places {
  const platformDue = dueForPlatform(kase);
  return {
    listedAt: near(before?.listedAt, dueForAuthority(kase), kase),
    ...(platformDue !== undefined && { platformDue: near(before?.platformDue, platformDue, kase) }),
    wakeAt: wakeOf(kase, isPutOff ? undefined : before?.wakeAt),
  };
}

/**
 * A wake-up that moves later keeps its place until the machine stores its next token: there the move costs half, and a
 * place that is too early only makes the reconciler look.
 */
function wakeOf(kase: Case, before: Instant | undefined): Instant | undefined {
  const wake = nextWake(kase);
  // No machine will store a token for a case that is over: its place is exact, or the reconciler would look each minute.
  if (isOver(kase)) return wake;
  return wake !== undefined && before !== undefined && before < wake ? before : wake;
}

function near(before: Instant | undefined, exact: Instant, kase: Case): Instant {
  if (before === undefined) return exact;
  const tolerated = Math.min(mostTolerated, toleratedPart * roughLength(kase.clocks.acknowledge));
  return Math.abs(millisecondsBetween(before, exact)) < tolerated ? before : exact;
}

function dueForAuthority(kase: Case): Instant {
  if (kase.closedAt !== undefined) return kase.closedAt;
  // What nobody can move but the officer comes first: it has no due instant and must not sink.
  if (statusOf(kase) === "undeliverable") return kase.openedAt;
  const { acknowledge, act } = kase.clocks;
  return (
    earliest(...[acknowledge, act].map((clock) => (clock.endedAt === undefined ? dueOf(kase, clock) : undefined))) ??
    farAway
  );
}

function dueForPlatform(kase: Case): Instant | undefined {
  if (statusOf(kase) === "prior_information" || !(isOwed(kase) || isRestorationOpen(kase))) return undefined;
  return dueOf(kase, kase.clocks.act);
}

/** When a clock runs out; before it has begun, when it would, had it begun at the opening. */
function dueOf(kase: Case, clock: Clock): Instant {
  return clock.dueLegal ?? plus(kase.openedAt, roughLength(clock));
}

const lengths = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000, working_day: 86_400_000 } as const;

function roughLength({ within }: Clock): number {
  const { count, unit } = periodOf(within);
  return count * lengths[unit];
}

function isRestorationOpen(kase: Case): boolean {
  return kase.withdrawnAt !== undefined && kase.restoredAt === undefined && kase.closedAt === undefined;
}
