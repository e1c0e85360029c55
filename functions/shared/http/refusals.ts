import type { Refusal, RefusalCode } from "../../../core/case/commands.ts";
import { possibleAnswers } from "../../../core/case/possible-answers.ts";
import { statusOf } from "../../../core/case/status.ts";
import { problems, type ProblemKey } from "../../../core/contract/problems.ts";
import type { StoredCase } from "../dynamo/case-item.ts";
import { problem, type Problematic } from "./outcome.ts";

/** The problem that each refusal of the core is to the outside. */
const problemOf = {
  unknown_case: "not-found",
  already_open: "internal-error",
  attempt_not_pending: "internal-error",
  nothing_due: "internal-error",
  not_current_version: "not-current-version",
  unknown_item: "unknown-item",
  repeated_item: "repeated-item",
  measured_in_future: "impossible-time",
  measured_before_notice: "impossible-time",
  already_acknowledged: "already-answered",
  already_answered: "already-answered",
  nothing_owed: "nothing-owed",
  case_withdrawn: "case-withdrawn",
  case_closed: "case-closed",
  case_not_withdrawn: "case-not-withdrawn",
  case_not_settled: "case-not-settled",
  case_not_undeliverable: "case-not-undeliverable",
  unknown_step: "not-found",
  step_not_pending: "step-not-pending",
  no_such_question: "no-such-question",
  not_extendable: "not-extendable",
  not_later: "not-later",
  too_far: "too-far",
  already_delivered: "already-delivered",
  received_in_future: "impossible-receipt",
  received_before_notice: "impossible-receipt",
  message_not_awaited: "internal-error",
  time_has_passed: "not-by-correction",
  nothing_changes: "already-so",
  already_so: "already-so",
} as const satisfies Record<RefusalCode, ProblemKey>;

/** What the core refused, and the case as it was then. */
type Refused = Refusal & { record?: StoredCase };

/** A refused act as an answer: what is wrong, where, and where the case stands. */
export function refusedAct({ code, faults = [], record }: Refused): Problematic {
  return problem(problemOf[code], {
    errors: faults.map((fault) => ({ ...fault, detail: problems[problemOf[fault.code]].detail })),
    ...(record !== undefined && { caseStatus: statusOf(record.case) }),
  });
}

/** A refused answer of a platform: the same, with the answers that have a place now. */
export function refusedAnswer(refused: Refused): Problematic {
  const { record } = refused;
  return {
    ...refusedAct(refused),
    ...(record !== undefined && { possibleAnswers: possibleAnswers(record.case) }),
  };
}
