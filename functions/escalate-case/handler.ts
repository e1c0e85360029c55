import { clockOf } from "../../core/case/token-protocol.ts";
import type { NextClock } from "../../core/contract/workflow-clock.ts";
import { lookAgain, type LookAgainServices } from "../shared/cases/look-again.ts";

/** *Remind, retry or escalate*: everything that is due, then what to wait for. Nothing due is a normal result. */
export function makeEscalateCase(services: LookAgainServices) {
  return async ({ clock }: { clock: NextClock }): Promise<NextClock> => {
    const found = await services.cases.read(clock.caseId);
    if (found === undefined) throw new Error(`no case ${clock.caseId}`);
    if (found.generation !== clock.generation) return clockOf(found, clock, services.clock.now());
    const record = (await lookAgain(services, clock.caseId, found)) ?? found;
    return clockOf(record, clock, services.clock.now());
  };
}
