import { clockOf } from "../../core/case/token-protocol.ts";
import type { NextClock, StepClock } from "../../core/contract/workflow-clock.ts";
import { sendDue, type LookAgainServices } from "../shared/cases/look-again.ts";

/** *Deliver*: sends what is due and says what to wait for. A stale generation sends nothing and is told to end. */
export function makeDeliverMessages(services: LookAgainServices) {
  return async ({ clock }: { clock: StepClock }): Promise<NextClock> => {
    const found = await services.cases.read(clock.caseId);
    if (found === undefined) throw new Error(`no case ${clock.caseId}`);
    if (found.generation !== clock.generation) return clockOf(found, clock, services.clock.now());
    const record = (await sendDue(services, clock.caseId, found)) ?? found;
    return clockOf(record, clock, services.clock.now());
  };
}
