import type { CaseView } from "../contract/api.ts";
import type { Measure } from "../contract/measures.ts";
import type { LegalBasis } from "../law/legal-basis.ts";
import { clocksWithReasons } from "./clock-view.ts";
import { closureOf } from "./next-wake.ts";
import { possibleAnswers } from "./possible-answers.ts";
import { isOpen, type Question } from "./question.ts";
import type { Case } from "./state.ts";
import { overdueClocks, statusOf } from "./status.ts";

/** A whole case as its authority reads it: nothing of the protocol, no token. */
export function caseView(kase: Case, basis: LegalBasis): CaseView {
  const { caseId, noticeId, reference, authority, platform, openedAt, items, digest, noticeVersion, version } = kase;
  const { disclosure, legalHold, relistedFrom, relistedIn, answeredAt, withdrawnAt, restoredAt, closedAt } = kase;
  const closesAt = closureOf(kase);
  const path = `/v1/cases/${caseId}`;
  return {
    caseId,
    noticeId,
    reference,
    authority,
    platform,
    legalBasis: kase.basis.id,
    status: statusOf(kase),
    overdue: overdueClocks(kase),
    openedAt,
    version,
    noticeVersion,
    digest,
    clocks: clocksWithReasons(kase),
    ...(kase.calendar !== undefined && { calendar: kase.calendar }),
    items: items.map((item) => ({ ...item, ...marked(item.outcome, kase.ordered) })),
    questions: kase.questions.map(questionView),
    possibleAnswers: possibleAnswers(kase),
    delivery: deliveryView(kase),
    ladder: ladderView(kase, basis),
    outbox: kase.outbox.map(({ messageId, type, to, channel, attempt, nextAttemptAt, windowEndsAt }) => ({
      messageId,
      type,
      to,
      channel,
      attempt,
      nextAttemptAt,
      windowEndsAt,
    })),
    disclosure,
    legalHold,
    ...(relistedFrom !== undefined && { relistedFrom }),
    relistedIn,
    ...(answeredAt !== undefined && { answeredAt }),
    ...(withdrawnAt !== undefined && { withdrawnAt }),
    ...(restoredAt !== undefined && { restoredAt }),
    ...(closesAt !== undefined && { closesAt }),
    ...(closedAt !== undefined && { closedAt }),
    review: "draft",
    links: {
      self: path,
      events: `${path}/events`,
      document: `${path}/document`,
      notice: `/v1/notices/${noticeId}`,
    },
  };
}

function questionView(question: Question): CaseView["questions"][number] {
  const { replied, remindedAt, ...shown } = question;
  const state = replied !== undefined ? "replied" : question.accepted !== undefined ? "accepted" : "open";
  return { ...shown, state, overdue: isOpen(question) && remindedAt !== undefined };
}

function deliveryView({ delivery }: Case): CaseView["delivery"] {
  const { state, notBefore, deliveredAt, means } = delivery;
  return {
    state,
    ...(notBefore !== undefined && { notBefore }),
    ...(deliveredAt !== undefined && { deliveredAt }),
    ...(means !== undefined && { means }),
  };
}

/** A measure other than those ordered is recorded and marked. Nothing left to act on is nobody's fault. */
function marked(outcome: Measure | undefined, ordered: Case["ordered"]): { asOrdered?: boolean } {
  if (outcome === undefined || ordered === undefined) return {};
  return { asOrdered: outcome === "already_unavailable" || ordered.some((measure) => measure === outcome) };
}

/** Steps that have begun, in order, then those that may be begun by hand. */
function ladderView(kase: Case, basis: LegalBasis): CaseView["ladder"] {
  const begun = kase.ladder.flatMap((record) => {
    const step = basis.ladder.find(({ id }) => id === record.step);
    return step === undefined ? [] : [{ ...record, subject: step.subject, mode: step.mode }];
  });
  const available = basis.ladder
    .filter(({ id, on }) => on === "manual" && !kase.ladder.some(({ step }) => step === id))
    .map(({ id, subject, mode }) => ({ step: id, subject, mode, state: "available" as const }));
  return [...begun, ...(kase.closedAt === undefined && kase.withdrawnAt === undefined ? available : [])];
}
