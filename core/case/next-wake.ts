import { earliest, type Instant } from "../contract/instant.ts";
import { breachAt } from "./clocks.ts";
import type { Case, Message, StepRecord } from "./state.ts";
import { isOwed } from "./status.ts";

/** A clock whose breach is to be recorded, or a ladder step whose delay has passed. */
export type Milestone = { at: Instant } & ({ clock: "acknowledge" | "act" } | { step: StepRecord });

/** Everything that falls due by itself while an answer is owed, earliest first. No step while undeliverable. */
export function milestonesOf(kase: Case): Milestone[] {
  if (!isOwed(kase) || kase.delivery.state !== "delivered") return [];
  const clocks = (["acknowledge", "act"] as const).flatMap((clock) => {
    const at = breachAt(kase.clocks[clock]);
    return at === undefined ? [] : [{ at, clock }];
  });
  const steps = kase.ladder.flatMap((step) =>
    step.state === "scheduled" && step.dueAt !== undefined ? [{ at: step.dueAt, step }] : [],
  );
  return [...clocks, ...steps].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Whether a breach is to be recorded or a step to be set off. */
export function isStepDue(kase: Case, now: Instant): boolean {
  const [first] = milestonesOf(kase);
  return first !== undefined && first.at <= now;
}

/**
 * The instant at which something is to be done for this case: a milestone or the next attempt of a message.
 * Undefined when only a person can move it, or when it is over.
 */
export function nextWake(kase: Case): Instant | undefined {
  return earliest(milestonesOf(kase)[0]?.at, ...kase.outbox.map(({ nextAttemptAt }) => nextAttemptAt));
}

/** Messages whose attempt is due, the served notice first, then in the order they were queued. */
export function dueMessages(kase: Case, now: Instant): Message[] {
  const rank = ({ type, sequence }: Message) => (type === "notice.issued" ? 0 : sequence);
  return kase.outbox.filter(({ nextAttemptAt }) => nextAttemptAt <= now).sort((a, b) => rank(a) - rank(b));
}
