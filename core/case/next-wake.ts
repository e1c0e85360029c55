import { earliest, latest, plus, type Instant } from "../contract/instant.ts";
import { breachAt } from "./clocks.ts";
import { isDealtWithOf, isOpen, type Question } from "./question.ts";
import type { Case, ClockName, Message, StepRecord } from "./state.ts";
import { isOwed } from "./status.ts";

const day = 86_400_000;

/** A case that nobody disputes is closed so long after its last answer, or the decision on it, or its withdrawal (docs/domain.md). */
const closesAfter = 30 * day;

/** Something that falls due by itself, without anybody saying so. */
export type Milestone = { at: Instant } & (
  | { kind: "breach" | "warning"; clock: ClockName }
  | { kind: "step"; step: StepRecord }
  /** The authority has not replied within its own time. */
  | { kind: "reply"; question: Question }
  /** An accepted impossibility was expected to last until now. */
  | { kind: "possible_again" }
  | { kind: "disclosure" }
  | { kind: "closure" }
);

const clocks = ["acknowledge", "act"] as const;

/** Everything that falls due by itself, earliest first; what hurts the platform least goes first at one instant. */
export function milestonesOf(kase: Case): Milestone[] {
  return [...duringDelivery(kase), ...whileOwed(kase), ...afterwards(kase), ...ofDisclosure(kase)].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  );
}

/** The authority's own clock runs, and a step that it has put off comes back, whatever keeps the ladder still. */
function duringDelivery(kase: Case): Milestone[] {
  if (kase.closedAt !== undefined || kase.withdrawnAt !== undefined) return [];
  const replies = kase.questions.flatMap((question): Milestone[] =>
    isOpen(question) && question.remindedAt === undefined ? [{ kind: "reply", at: question.dueAt, question }] : [],
  );
  const until = kase.questions.find(isDealtWithOf("impossible"))?.accepted?.until;
  const ends: Milestone[] = until === undefined ? [] : [{ kind: "possible_again", at: until }];
  const postponed = kase.ladder.flatMap((step): Milestone[] =>
    step.state === "postponed" && step.dueAt !== undefined ? [{ kind: "step", at: step.dueAt, step }] : [],
  );
  return [...ends, ...replies, ...postponed];
}

/** Warnings, breaches and steps. None while the case is undeliverable, nor while the ladder is kept still. */
function whileOwed(kase: Case): Milestone[] {
  if (!isOwed(kase) || kase.delivery.state !== "delivered" || isKeptStill(kase)) return [];
  const warnings = clocks.flatMap((clock): Milestone[] => {
    const { state, warnAt, warnedAt } = kase.clocks[clock];
    return state === "running" && warnAt !== undefined && warnedAt === undefined
      ? [{ kind: "warning", at: warnAt, clock }]
      : [];
  });
  const breaches = clocks.flatMap((clock): Milestone[] => {
    const at = breachAt(kase.clocks[clock]);
    return at === undefined ? [] : [{ kind: "breach", at, clock }];
  });
  const steps = kase.ladder.flatMap((step): Milestone[] => {
    if (step.state !== "scheduled" || step.dueAt === undefined) return [];
    const heldUntil = step.clock === undefined ? undefined : kase.clocks[step.clock].heldUntil;
    return [{ kind: "step", at: latest(step.dueAt, heldUntil), step }];
  });
  return [...warnings, ...breaches, ...steps];
}

/** Whether no step may be taken: the authority owes a clarification, or an impossibility that it has accepted lasts. */
export function isKeptStill({ questions }: Case): boolean {
  return questions.some(({ type, accepted }) => type === "clarification_requested" || accepted !== undefined);
}

function afterwards(kase: Case): Milestone[] {
  const at = closureOf(kase);
  return at === undefined ? [] : [{ kind: "closure", at }];
}

/** When a case that is answered or withdrawn closes by itself, unless the platform waits for the authority. */
export function closureOf({ withdrawnAt, answeredAt, spokenAt, closedAt, questions }: Case): Instant | undefined {
  const settledAt = withdrawnAt ?? answeredAt;
  const isDisputed = questions.some(isOpen);
  if (closedAt !== undefined || settledAt === undefined || isDisputed) return undefined;
  return plus(latest(settledAt, spokenAt), closesAfter);
}

/** Secrecy towards the seller ends by itself, whatever has become of the case. */
function ofDisclosure({ disclosure }: Case): Milestone[] {
  return disclosure.mode === "withheld" ? [{ kind: "disclosure", at: disclosure.until }] : [];
}

/** What is to be done first of all that is due at `now`. Nobody is warned of a breach that is to be recorded already. */
export function dueMilestone(kase: Case, now: Instant): Milestone | undefined {
  const [first, ...others] = milestonesOf(kase).filter(({ at }) => at <= now);
  if (first?.kind !== "warning") return first;
  return others.find((other) => other.kind === "breach" && other.clock === first.clock) ?? first;
}

/** Whether something falls due by itself at `now`. */
export function isStepDue(kase: Case, now: Instant): boolean {
  return dueMilestone(kase, now) !== undefined;
}

/**
 * The instant at which something is to be done for this case: a milestone or the next attempt of a message.
 * Undefined when only a person can move it, or when it is closed.
 */
export function nextWake(kase: Case): Instant | undefined {
  return earliest(milestonesOf(kase)[0]?.at, ...kase.outbox.map(({ nextAttemptAt }) => nextAttemptAt));
}

/** Messages whose attempt is due, the served notice first, then in the order they were queued. */
export function dueMessages(kase: Case, now: Instant): Message[] {
  const rank = ({ type, sequence }: Message) => (type === "notice.issued" ? 0 : sequence);
  return kase.outbox.filter(({ nextAttemptAt }) => nextAttemptAt <= now).sort((a, b) => rank(a) - rank(b));
}
