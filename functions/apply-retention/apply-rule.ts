import { isOverdue, type ClosureRule } from "../../core/law/retention.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import type { Tomb } from "../shared/dynamo/erasure-store.ts";
import { sellersChange } from "./pseudonymise.ts";
import type { CaseLine, Result } from "./report.ts";
import type { Run } from "./run.ts";

/** What came of a case: a line of the report, or that there is nothing in it for the rule, or not yet. */
export type Passed = CaseLine | "nothing" | "not_due";

/** Erases a case, or goes on with an erasure that was broken off. */
export async function keepNoLonger(run: Run, caseId: CaseId): Promise<Passed> {
  const { erasures } = run.services;
  const found = await erasures.read(caseId);
  if (found === undefined) return "nothing";
  if ("tomb" in found) {
    const { authority } = found.tomb;
    const outcome = await erasures.buryRest(found.tomb);
    if (outcome === "done") await settle(run, found.tomb);
    return { caseId, authority, rule: "case_record", result: outcome === "done" ? "erased" : "moved", parts: 0 };
  }
  const { record } = found;
  const said = lineOf(record, "case_record");
  if (!isOver(run, record, "case_record")) return "not_due";
  if (record.case.legalHold) return said("held", 0);
  if (run.dryRun) return said("erased", (await erasures.partsOf(caseId)).length);
  const { outcome, parts } = await erasures.bury(record, run.at);
  if (outcome === "stale") return said("moved", 0);
  const left = await erasures.read(caseId);
  if (left !== undefined && "tomb" in left) await settle(run, left.tomb);
  return said("erased", parts);
}

/** The notice goes with the last of its cases; only then is the case on no list any more. */
async function settle({ services: { erasures } }: Run, tomb: Tomb): Promise<void> {
  await erasures.buryNotice(tomb);
  await erasures.finish(tomb.caseId);
}

/** Pseudonymises the sellers of a case. What is about to be erased whole is left to that rule. */
export async function forgetSellers(run: Run, caseId: CaseId): Promise<Passed> {
  const { erasures, chance } = run.services;
  const found = await erasures.read(caseId);
  if (found === undefined || "tomb" in found) return "nothing";
  const { record } = found;
  const said = lineOf(record, "seller_identifiers");
  if (!isOver(run, record, "seller_identifiers")) return "not_due";
  if (isOver(run, record, "case_record")) return "nothing";
  const change = await sellersChange(erasures, chance, record);
  if (change === undefined) return "nothing";
  if (record.case.legalHold) return said("held", 0);
  const parts = change.documents.length + change.notices.length;
  if (run.dryRun) return said("pseudonymised", parts);
  const outcome = await erasures.rewrite(record, change, run.at);
  return outcome === "done" ? said("pseudonymised", parts) : said("moved", 0);
}

function isOver({ at }: Run, { case: { closedAt } }: StoredCase, rule: ClosureRule): boolean {
  return closedAt !== undefined && isOverdue(rule, closedAt, at);
}

function lineOf({ case: { caseId, authority } }: StoredCase, rule: ClosureRule) {
  return (result: Result, parts: number): CaseLine => ({ caseId, authority, rule, result, parts });
}
