import * as z from "zod";
import { CaseId, DirectoryId } from "../../core/contract/ids.ts";
import { Instant } from "../../core/contract/instant.ts";

/**
 * What became of a case under a rule. `held`: a legal hold stops it; `moved`: somebody was at it, the next run sees to it;
 * `failed`: it could not be done, the log says why.
 */
const Result = z.enum(["erased", "pseudonymised", "held", "moved", "failed"]);
export type Result = z.infer<typeof Result>;

/** One line: ids, codes and counts. */
export const CaseLine = z.strictObject({
  caseId: CaseId,
  authority: DirectoryId,
  rule: z.enum(["case_record", "seller_identifiers"]),
  result: Result,
  /** Documents and versions of the notice that were, or would be, changed; of an erasure, everything that stands under the case. */
  parts: z.int().nonnegative(),
});
export type CaseLine = z.infer<typeof CaseLine>;

/** What a run did; of a dry run, what it would have done. */
export const RetentionReport = z.strictObject({
  dryRun: z.boolean(),
  at: Instant,
  erased: z.int(),
  pseudonymised: z.int(),
  held: z.int(),
  moved: z.int(),
  failed: z.int(),
  /** Whether a bound was met: there may be more, which the next run goes on with. */
  more: z.boolean(),
  cases: z.array(CaseLine),
});
export type RetentionReport = z.infer<typeof RetentionReport>;

/** How many cases each result is of. */
export function countsOf(lines: readonly CaseLine[]): Record<Result, number> {
  const counts = { erased: 0, pseudonymised: 0, held: 0, moved: 0, failed: 0 };
  for (const { result } of lines) counts[result] += 1;
  return counts;
}
