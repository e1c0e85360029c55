import type { Refusal, RefusalCode } from "../../../core/case/commands.ts";
import { statusOf } from "../../../core/case/status.ts";
import { problems, type ProblemKey } from "../../../core/contract/problems.ts";
import type { StoredCase } from "../dynamo/case-item.ts";
import { problem, type Outcome } from "./outcome.ts";

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
  case_withdrawn: "case-withdrawn",
  case_closed: "case-closed",
  case_not_withdrawn: "case-not-withdrawn",
  case_not_settled: "case-not-settled",
  case_not_undeliverable: "case-not-undeliverable",
  unknown_step: "not-found",
  step_not_pending: "step-not-pending",
} as const satisfies Record<RefusalCode, ProblemKey>;

/** A refusal as an answer: what is wrong, where, and where the case stands. */
export function refusalProblem({ code, faults = [], record }: Refusal & { record?: StoredCase }): Outcome {
  return problem(problemOf[code], {
    errors: faults.map((fault) => ({ ...fault, detail: problems[problemOf[fault.code]].detail })),
    ...(record !== undefined && { caseStatus: statusOf(record.case) }),
  });
}
