import { answerEffects } from "../contract/answer-effects.ts";
import { AnswerType } from "../contract/answer-type.ts";
import type { RefusalCode } from "./commands.ts";
import type { QuestionType } from "./question.ts";
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
  if (answer === "acknowledged" && kase.acknowledgedAt !== undefined) return "already_acknowledged";
  // What the authority has accepted stands until it ends: then it can be declared anew.
  const isAccepted = kase.questions.some(({ type, accepted }) => type === answer && accepted !== undefined);
  if (isAccepted) return "already_answered";
  const isAfterAll = kase.answeredAt !== undefined && !answerEffects[answer].afterAllItems;
  return isAfterAll ? "already_answered" : undefined;
}

/** The answers that have a place now: told whenever one is refused that has none. */
export function possibleAnswers(kase: Case): AnswerType[] {
  return AnswerType.options.filter((answer) => whyNot(kase, answer) === undefined);
}
