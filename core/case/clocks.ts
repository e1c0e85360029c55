import { elapsedMilliseconds, type Duration } from "../contract/duration.ts";
import { epochOf, latest, millisecondsBetween, plus, type Instant } from "../contract/instant.ts";
import { dueOf } from "../law/time/due-of.ts";
import type { State } from "../law/directory/states.ts";
import type { LegalBasis } from "../law/legal-basis.ts";
import type { Case, Clock, ClockName, LateCause } from "./state.ts";
import type { Ended, Started } from "./events.ts";

const hour = 3_600_000;

/** The clock as a case opens with it: nothing runs before receipt (docs/domain.md). */
export function pendingClock(
  basis: LegalBasis,
  name: ClockName,
  within: Duration,
  settleMilliseconds: number,
): Pick<Clock, "basis" | "rule" | "within" | "settleMilliseconds"> {
  const { basis: source, rule } = basis.clocks[name];
  return { basis: source, rule, within, settleMilliseconds: isShort(within) ? 0 : settleMilliseconds };
}

/**
 * Only windows under an hour (the sandbox's) go without a pause between the due instant and the escalation, and are given
 * nothing back for an outage of ours: five seconds, or a quarter of an hour, would be a large part of the window.
 */
export function isShort(within: Duration): boolean {
  return (elapsedMilliseconds(within) ?? Infinity) < hour;
}

/**
 * The clock's instants for a receipt; never due before what the authority has extended it to.
 * @throws when the calendar does not cover the receipt; a notice is refused when it does not cover the day of its issue.
 */
export function startedAt(
  { rule, within, extension }: Pick<Clock, "rule" | "within" | "extension">,
  receivedAt: Instant,
  state: State,
): Started {
  const due = dueOf({ rule, within, receivedAt, state });
  if (due.kind === "refused") throw new Error(`no calendar for a receipt at ${receivedAt} in ${state}`);
  const isExtended = extension !== undefined && extension.dueLegal > due.dueLegal;
  return { startedAt: receivedAt, ...withWarning({ within }, receivedAt, isExtended ? extension : due) };
}

/** How much of the window has passed when the platform is warned (docs/domain.md). */
const warnedAfter = 0.8;

/** A due instant with that of its warning; a window under an hour is too short to be warned in. */
export function withWarning(
  { within }: Pick<Clock, "within">,
  from: Instant,
  { dueOperational, dueLegal }: Pick<Started, "dueOperational" | "dueLegal">,
): Omit<Started, "startedAt"> {
  if (isShort(within)) return { dueOperational, dueLegal };
  const warnAt = plus(from, Math.round(warnedAfter * millisecondsBetween(from, dueOperational)));
  return { dueOperational, dueLegal, warnAt };
}

/**
 * The instant that escalation goes by: `dueLegal`; where we could not be reached across it, or the authority owed a reply,
 * the end of the time that is given back. Undefined before receipt.
 */
export function escalatesFrom({ dueLegal, within, serviceInterrupted, heldUntil }: Clock): Instant | undefined {
  if (dueLegal === undefined) return undefined;
  return latest(dueLegal, isShort(within) ? undefined : serviceInterrupted?.until, heldUntil);
}

/** When the breach of a running clock may be recorded: strictly after the instant it goes by, and its pause. */
export function breachAt(clock: Clock): Instant | undefined {
  const from = escalatesFrom(clock);
  if (clock.state !== "running" || from === undefined) return undefined;
  return plus(from, clock.settleMilliseconds + 1);
}

/**
 * How an answer ends a clock. In time means: it arrived no later than `dueLegal`, and no escalation for this clock is
 * on record. Undefined when the clock has ended already.
 */
export function endedBy(clock: Clock, receivedAt: Instant): Ended | undefined {
  if (clock.endedAt !== undefined) return undefined;
  if (clock.dueLegal !== undefined && receivedAt > clock.dueLegal) {
    return { verdict: "missed", lateCause: givenBackFor(clock, receivedAt) ?? "after_due" };
  }
  if (clock.missedAt !== undefined) return { verdict: "missed", lateCause: "after_escalation" };
  return { verdict: "met" };
}

function givenBackFor({ serviceInterrupted, heldUntil, missedAt }: Clock, receivedAt: Instant): LateCause | undefined {
  if (missedAt !== undefined) return undefined;
  if (serviceInterrupted !== undefined && receivedAt <= serviceInterrupted.until) return "service_interrupted";
  return heldUntil !== undefined && receivedAt <= heldUntil ? "authority_owed" : undefined;
}

/**
 * The act clock judges the measures as well: taken in time and reported late is a verdict of its own.
 * @param takenBy By when each measure had been taken at the latest.
 */
export function actEndedBy(
  kase: Case,
  takenBy: readonly (Instant | undefined)[],
  receivedAt: Instant,
): Ended | undefined {
  const ended = endedBy(kase.clocks.act, receivedAt);
  const due = kase.clocks.act.dueLegal;
  if (ended?.verdict !== "missed" || due === undefined) return ended;
  const inTime = takenBy.every((instant) => instant !== undefined && epochOf(instant) <= epochOf(due));
  return inTime ? { ...ended, verdict: "met_reported_late" } : ended;
}
