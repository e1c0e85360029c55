import * as z from "zod";
import { isOver } from "../../core/case/status.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import { plus } from "../../core/contract/instant.ts";
import { errorFields } from "../shared/logger.ts";
import type { LookAgainServices } from "../shared/cases/look-again.ts";
import { bump, missedAfter, reconcileCase, type Repair } from "./reconcile.ts";

/** `due`: what a machine has missed. `all`: every open case gets a new execution, after a restore or a local start. */
export const ReconcileInput = z.strictObject({ scope: z.enum(["due", "all"]).default("due") });

/** How many cases each kind of repair was made on. */
export const ReconcileOutput = z.strictObject({
  worked_off: z.int(),
  started: z.int(),
  bumped: z.int(),
  failed: z.int(),
  gone: z.int(),
});

/** At most so many new executions a second: StartExecution allows 150 in the smaller regions. */
const bumpsPerSecond = 50;
/** Beyond this backlog something is wrong with more than single machines; no new executions, an alarm instead. */
const largestBacklog = 5_000;
/** Cases worked off at once. */
const lanes = 8;

/** The safety net: each minute it works off what no machine did. */
export function makeReconcileCases(services: LookAgainServices) {
  return async ({ scope }: z.infer<typeof ReconcileInput>): Promise<z.infer<typeof ReconcileOutput>> => {
    const counts: Record<Repair, number> = { worked_off: 0, started: 0, bumped: 0, failed: 0, gone: 0 };
    const found = await Array.fromAsync(scope === "all" ? openCases(services) : missedCases(services));
    const mayStart = scope === "all" || found.length <= largestBacklog;
    if (!mayStart) services.log.error("reconcile.backlog", { cases: found.length });
    const queue = [...found];
    const work = async () => {
      for (let caseId = queue.shift(); caseId !== undefined; caseId = queue.shift()) {
        const made = await repair(services, caseId, scope, mayStart);
        counts[made] += 1;
        // Paced within a lane, so that all lanes together stay below the limit.
        if (made === "bumped" || made === "started") await services.clock.pause((1_000 * lanes) / bumpsPerSecond);
      }
    };
    await Promise.all(Array.from({ length: lanes }, work));
    if (found.length > 0) services.log.info("reconciled", { scope, ...counts });
    return counts;
  };
}

/** One case that cannot be repaired must not keep the others from it. */
async function repair(
  services: LookAgainServices,
  caseId: CaseId,
  scope: "due" | "all",
  mayStart: boolean,
): Promise<Repair> {
  try {
    return await (scope === "all" ? restart(services, caseId) : reconcileCase(services, caseId, mayStart));
  } catch (error) {
    services.log.error("case.not_reconciled", { caseId, ...errorFields(error) });
    return "failed";
  }
}

async function* missedCases({ cases, clock }: LookAgainServices): AsyncGenerator<CaseId> {
  const before = plus(clock.now(), -clock.legalLength(missedAfter));
  const due = await Array.fromAsync(cases.due(before));
  due.sort((a, b) => (a.wakeAt < b.wakeAt ? -1 : 1));
  for (const { caseId } of due) yield caseId;
}

async function* openCases({ cases, directory }: LookAgainServices): AsyncGenerator<CaseId> {
  const { authorities } = await directory.read();
  for (const { id } of authorities) {
    let cursor: string | undefined;
    do {
      const page = await cases.ofAuthority(id, { state: "open" }, { limit: 100, cursor });
      if (page.kind === "bad_cursor") throw new Error("a cursor of our own was refused");
      for (const { caseId } of page.items) yield caseId;
      cursor = page.next;
    } while (cursor !== undefined);
  }
}

async function restart(services: LookAgainServices, caseId: CaseId): Promise<Repair> {
  const record = await services.cases.read(caseId);
  if (record === undefined) return "gone";
  return isOver(record.case) ? "worked_off" : bump(services, record);
}
