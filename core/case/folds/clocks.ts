import type { CaseEvent, Ended, EventOf, Started } from "../events.ts";
import type { Case, Clock, StepRecord } from "../state.ts";

/** A clock that begins to run at a receipt. */
export function started(clock: Clock, start: Started): Clock {
  return clock.state === "not_started" ? { ...clock, ...start, state: "running" } : clock;
}

/** A clock that has not begun after all; more time that was given stays given. */
export function takenBack({ basis, rule, within, settleMilliseconds, extension }: Clock): Clock {
  return {
    basis,
    rule,
    within,
    settleMilliseconds,
    state: "not_started",
    ...(extension !== undefined && { extension }),
  };
}

/** A clock that an answer has ended. */
export function ended(clock: Clock, end: Ended | undefined, endedAt: Clock["endedAt"]): Clock {
  if (end === undefined) return clock;
  const { suspended: _suspended, ...rest } = clock;
  return { ...rest, state: end.verdict === "met" ? "met" : "missed", endedAt, ...end };
}

/** A clock that runs for nothing any more. */
export function stopped(clock: Clock, { at }: CaseEvent): Clock {
  if (clock.endedAt !== undefined) return clock;
  const { suspended: _suspended, ...rest } = clock;
  return { ...rest, state: "stopped", endedAt: at };
}

/** A clock whose period stands still: it has no due instant until it starts anew, and nothing of what it came to counts. */
export function suspended(clock: Clock, { at, data }: EventOf<"clock.suspended">): Clock {
  const { startedAt } = clock;
  return {
    ...takenBack(clock),
    state: "suspended",
    suspended: { at, ground: data.ground },
    ...(startedAt !== undefined && { startedAt }),
  };
}

/** A clock that starts anew, with its whole period. */
export function reset(clock: Clock, { at, data }: EventOf<"clock.reset">): Clock {
  const { reason, startedAt, dueOperational, dueLegal, warnAt } = data;
  const start = { startedAt, dueOperational, dueLegal, ...(warnAt !== undefined && { warnAt }) };
  return { ...takenBack(clock), ...start, state: "running", moved: { kind: "reset", at, reason } };
}

/** A clock with a later due instant; a breach that was on record is none any more. */
export function extended(clock: Clock, { at, data }: EventOf<"clock.extended">): Clock {
  const { startedAt } = clock;
  const { dueOperational, dueLegal } = data;
  return {
    ...takenBack(clock),
    ...(startedAt !== undefined && { startedAt }),
    dueOperational,
    dueLegal,
    extension: { dueOperational, dueLegal },
    ...(data.warnAt !== undefined && { warnAt: data.warnAt }),
    state: "running",
    moved: { kind: "extended", at },
  };
}

/** A breach on record, and the steps that follow it after a delay. */
export function missed(before: Case, { at, data }: EventOf<"clock.missed">): Case {
  const scheduled = (data.scheduled ?? []).map(({ step, dueAt }): StepRecord => ({
    step,
    state: "scheduled",
    at,
    dueAt,
    clock: data.clock,
  }));
  const others = before.ladder.filter(({ step }) => !scheduled.some((one) => one.step === step));
  return {
    ...withClock(before, data.clock, (clock) => ({ ...clock, state: "missed", missedAt: at })),
    ladder: [...others, ...scheduled],
  };
}

/** A case with one of its clocks changed. */
export function withClock(kase: Case, name: "acknowledge" | "act", change: (clock: Clock) => Clock): Case {
  return { ...kase, clocks: { ...kase.clocks, [name]: change(kase.clocks[name]) } };
}
