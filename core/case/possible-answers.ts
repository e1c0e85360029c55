import { answerEffects } from "../contract/answer-effects.ts";
import { AnswerType } from "../contract/answer-type.ts";
import type { RefusalCode } from "./commands.ts";
import type { ItemId } from "../contract/ids.ts";
import { owedItems } from "./items.ts";
import { isAbout, type QuestionType } from "./question.ts";
import type { Case } from "./state.ts";

/** Whether an answer waits for a reply of the authority. */
export function asks(answer: AnswerType): answer is QuestionType {
  return answerEffects[answer].asks;
}

/** Why an answer of a kind has no place now; undefined where it has one. */
export function whyNot(kase: Case, answer: AnswerType): RefusalCode | undefined {
  if (kase.closedAt !== undefined) return "case_closed";
  if (answer === "restored") {
    if (kase.withdrawnAt === undefined) return "case_not_withdrawn";
    return kase.restoredAt === undefined ? undefined : "already_answered";
  }
  if (kase.withdrawnAt !== undefined) return "case_withdrawn";
  if (answer === "acknowledged" && isAcknowledged(kase)) return "already_acknowledged";
  return asks(answer) ? whyNotAbout(kase, answer, undefined) : undefined;
}

/** Each version can be acknowledged once. */
function isAcknowledged({ acknowledgedAt, acknowledgedVersion = 1, noticeVersion }: Case): boolean {
  return acknowledgedAt !== undefined && acknowledgedVersion === noticeVersion;
}

/** Why what waits for a reply has no place for some items, or for all: nothing is owed of them, or it is accepted already. */
export function whyNotAbout(
  kase: Case,
  answer: QuestionType,
  concerned: readonly ItemId[] | undefined,
): RefusalCode | undefined {
  if (answerEffects[answer].afterAllItems) return undefined;
  const owed = owedItems(kase).filter(({ itemId }) => concerned === undefined || concerned.includes(itemId));
  if (owed.length === 0) return "nothing_owed";
  // What the authority has accepted stands until it ends: then it can be declared anew.
  const accepted = kase.questions.filter(({ type, accepted: since }) => type === answer && since !== undefined);
  const isAccepted = owed.every(({ itemId }) => accepted.some((question) => isAbout(question, itemId)));
  return isAccepted ? "already_answered" : undefined;
}

/** The answers that have a place now: told whenever one is refused that has none. */
export function possibleAnswers(kase: Case): AnswerType[] {
  return AnswerType.options.filter((answer) => whyNot(kase, answer) === undefined);
}
