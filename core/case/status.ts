import { isOpen } from "./question.ts";
import type { Case, CaseStatus } from "./state.ts";

/** What the case is waiting for. Derived, by this one written precedence; no status is ever set. */
export function statusOf(kase: Case): CaseStatus {
  if (kase.closedAt !== undefined) return "closed";
  if (kase.withdrawnAt !== undefined) return "withdrawn";
  if (kase.answeredAt !== undefined) return "answered";
  if (kase.questions.some(isOpen)) return "awaiting_authority";
  if (kase.delivery.state === "exhausted") return "undeliverable";
  if (kase.delivery.state === "pending") {
    return isInformedFirst(kase) && !kase.delivery.attempted ? "prior_information" : "delivering";
  }
  return kase.clocks.acknowledge.endedAt === undefined ? "awaiting_acknowledgement" : "awaiting_action";
}

/** Whether the order may be served only after the host has been informed, or some time after that. */
function isInformedFirst({ delivery: { prior, notBefore } }: Case): boolean {
  return prior !== undefined || notBefore !== undefined;
}

/** Whether the platform still owes an answer: the clocks and the ladder have a subject. */
export function isOwed(kase: Case): boolean {
  return kase.closedAt === undefined && kase.withdrawnAt === undefined && kase.answeredAt === undefined;
}

/**
 * Whether the case needs no execution any more: nothing is owed and nothing is left to send.
 * An undeliverable case is not over; it waits for a person.
 */
export function isOver(kase: Case): boolean {
  return !isOwed(kase) && kase.outbox.length === 0;
}

/** The facet beside the status: which clocks are past due and still unanswered. */
export function overdueClocks(kase: Case): ("acknowledge" | "act")[] {
  return (["acknowledge", "act"] as const).filter((name) => {
    const { state, endedAt } = kase.clocks[name];
    return state === "missed" && endedAt === undefined;
  });
}
