import * as z from "zod";
import type { CaseId } from "../../core/contract/ids.ts";
import { plus, type Instant } from "../../core/contract/instant.ts";
import { errorFields } from "../shared/logger.ts";
import type { LookAgainServices } from "../shared/cases/look-again.ts";
import { inFairOrder } from "./fair-order.ts";
import { paced } from "./pace.ts";
import { giveMachine, missedAfter, workOff, type Repair } from "./reconcile.ts";

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

/** New executions a second, at most: StartExecution allows 150 in the smaller regions, and others start some, too. */
const startsEverywhere = 50;
/** Beyond this backlog something is wrong with more than single machines; no new executions, an alarm instead. */
const largestBacklog = 5_000;
/** Cases worked off at once: most of the time of one is spent waiting for others, the slowest of them for 15 s. */
const lanes = 32;

/**
 * The safety net: each minute it does what no machine did, in the order in which it was due; then, at a pace that the machine
 * bears, it gives new executions to those that have none any more.
 */
export function makeReconcileCases(services: LookAgainServices, startsPerSecond = startsEverywhere) {
  const { clock, log, workflow } = services;
  return async ({ scope }: z.infer<typeof ReconcileInput>): Promise<z.infer<typeof ReconcileOutput>> => {
    const turn = paced(clock, startsPerSecond);
    const start: typeof workflow.start = async (caseId, generation) => {
      await turn();
      return workflow.start(caseId, generation);
    };
    const pacing = { ...services, workflow: { ...workflow, start } };
    const repairs = new Map<CaseId, Repair | "not_missed">();
    const repair = async (found: Iterable<CaseId>, one: (caseId: CaseId) => Promise<Repair | "not_missed">) => {
      const cases = found[Symbol.iterator]();
      const lane = async () => {
        for (let next = cases.next(); next.done !== true; next = cases.next()) {
          repairs.set(next.value, await attempted(services, next.value, one));
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
    };

    const begun = clock.now();
    const past = scope === "all" ? 0 : missedAfter;
    const due = await dueBefore(services, past);
    await repair(due, async (caseId) => workOff(services, caseId, past));
    if (scope === "all") {
      const known = new Set([...due, ...(await Array.fromAsync(openCases(services, begun)))]);
      const isFree = (caseId: CaseId) => repairs.get(caseId) !== "failed" && repairs.get(caseId) !== "gone";
      await repair([...known].filter(isFree), async (caseId) => giveMachine(pacing, caseId, "all"));
    } else {
      const machines = due.length <= largestBacklog ? "none" : "nobody";
      if (machines === "nobody") log.error("reconcile.backlog", { cases: due.length });
      const workedOff = due.filter((caseId) => repairs.get(caseId) === "worked_off");
      await repair(workedOff, async (caseId) => giveMachine(pacing, caseId, machines));
    }
    const counts = counted(repairs.values());
    if (repairs.size > 0) log.info("reconciled", { scope, ...counts });
    return counts;
  };
}

function counted(repairs: Iterable<Repair | "not_missed">): Record<Repair, number> {
  const counts = { worked_off: 0, started: 0, bumped: 0, failed: 0, gone: 0 };
  for (const repair of repairs) counts[repair === "not_missed" ? "worked_off" : repair] += 1;
  return counts;
}

/** One case that cannot be repaired must not keep the others from it. */
async function attempted<R>(
  { log }: LookAgainServices,
  caseId: CaseId,
  one: (caseId: CaseId) => Promise<R>,
): Promise<R | "failed"> {
  try {
    return await one(caseId);
  } catch (error) {
    log.error("case.not_reconciled", { caseId, ...errorFields(error) });
    return "failed";
  }
}

/** Cases whose wake-up is so many wall milliseconds past, in the order in which they have a claim to be worked off. */
async function dueBefore({ cases, clock }: LookAgainServices, wallMilliseconds: number): Promise<CaseId[]> {
  const before = plus(clock.now(), -clock.legalLength(wallMilliseconds));
  return inFairOrder(await Array.fromAsync(cases.due(before))).map(({ caseId }) => caseId);
}

/** Open cases of before this run; one that is opened during it has a machine of its own. */
async function* openCases({ cases, directory }: LookAgainServices, begun: Instant): AsyncGenerator<CaseId> {
  const { authorities } = await directory.read();
  for (const { id } of authorities) {
    let cursor: string | undefined;
    do {
      const page = await cases.ofAuthority(id, { state: "open" }, { limit: 100, cursor });
      if (page.kind === "bad_cursor") throw new Error("a cursor of our own was refused");
      for (const { caseId, openedAt } of page.items) if (openedAt <= begun) yield caseId;
      cursor = page.next;
    } while (cursor !== undefined);
  }
}
