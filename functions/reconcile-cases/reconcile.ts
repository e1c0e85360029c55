import { isOver } from "../../core/case/status.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import { millisecondsBetween, plus } from "../../core/contract/instant.ts";
import { lookAgain, type LookAgainServices } from "../shared/cases/look-again.ts";
import { tell } from "../shared/cases/tell.ts";
import { errorFields } from "../shared/logger.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";

const minute = 60_000;
/** A wake-up this long ago was missed; a living machine is a second late. Wall time. */
export const missedAfter = minute;
/** A machine that did not come back from its own wake for so long is gone. Not before: slow is not dead. Wall time. */
const goneAfter = 15 * minute;
/** A case that cannot be worked off is tried again after 2^n minutes, at most every 6 hours. */
const longestBackOff = 6 * 60 * minute;
/** From so many failures on an alarm names the case. */
const poisonedFrom = 5;

/** What came of a case. */
export type Repair = "worked_off" | "started" | "bumped" | "failed" | "gone";

/** Works one case off in process, tells its machine, and gives it a new one if it has none and that is allowed. */
export async function reconcileCase(services: LookAgainServices, caseId: CaseId, mayStart: boolean): Promise<Repair> {
  let record: StoredCase | undefined;
  try {
    record = await lookAgain(services, caseId);
  } catch (error) {
    return backOff(services, caseId, error);
  }
  if (record === undefined) return "gone";
  await tell(services, record);
  if (isOver(record.case) || !mayStart) return "worked_off";
  const { wait } = record;
  if (wait?.generation !== record.generation) {
    const outcome = await services.workflow.start(caseId, record.generation);
    return outcome === "started" ? "started" : bump(services, record);
  }
  const late = services.clock.wallLength(millisecondsBetween(wait.wakeAt, services.clock.now()));
  return late > goneAfter ? bump(services, record) : "worked_off";
}

/** Gives a case a new execution; the old one is told to end. Refused: somebody else did it. */
export async function bump(services: LookAgainServices, record: StoredCase): Promise<Repair> {
  const generation = record.generation + 1;
  if ((await services.cases.update(record, { generation })) === "stale") return "worked_off";
  await tell(services, { ...record, generation, rev: record.rev + 1 });
  await services.workflow.start(record.case.caseId, generation);
  return "bumped";
}

async function backOff(services: LookAgainServices, caseId: CaseId, error: unknown): Promise<Repair> {
  const record = await services.cases.read(caseId);
  if (record === undefined) return "gone";
  const failures = record.failures + 1;
  const pause = Math.min(longestBackOff, 2 ** failures * minute);
  const wakeAt = plus(services.clock.now(), services.clock.legalLength(pause));
  await services.cases.update(record, { failures, wakeAt });
  const fields = { caseId, failures, ...errorFields(error) };
  if (failures >= poisonedFrom) services.log.error("case.poisoned", fields);
  else services.log.warn("case.not_worked_off", fields);
  return "failed";
}
