import type { Wait } from "../../core/case/token-protocol.ts";
import { nextWake } from "../../core/case/next-wake.ts";
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

/**
 * Does what a case has missed, in process, and tells its machine. A wake-up that is less than `pastMilliseconds` of wall time
 * ago is left to the machine.
 */
export async function workOff(
  services: LookAgainServices,
  caseId: CaseId,
  pastMilliseconds: number,
): Promise<"worked_off" | "not_missed" | "failed" | "gone"> {
  const { cases, clock } = services;
  const found = await cases.read(caseId);
  if (found === undefined) return "gone";
  if (!isWokenBy(found, plus(clock.now(), -clock.legalLength(pastMilliseconds)))) {
    if (!isOver(found.case) && machineOf(found, clock) === "gone") return "worked_off";
    await putInPlace(services, found);
    return "not_missed";
  }
  const record = await lookedAt(services, found);
  if (record === "failed") return "failed";
  await tell(services, record);
  return "worked_off";
}

/** Which cases are given a machine: those that have `none`, `all`, whatever has become of theirs, or `nobody`. */
type Machines = "none" | "all" | "nobody";

/** Gives a case that is not over a new execution where that is called for; else sees that it is found when it is due. */
export async function giveMachine(services: LookAgainServices, caseId: CaseId, machines: Machines): Promise<Repair> {
  const record = await services.cases.read(caseId);
  if (record === undefined) return "gone";
  if (isOver(record.case)) return "worked_off";
  if (machines === "all") return bump(services, record);
  const { wait, generation } = record;
  if (machines === "none" && wait?.generation !== generation) {
    const outcome = await services.workflow.start(caseId, generation);
    return outcome === "started" ? "started" : bump(services, record);
  }
  const machine = machineOf(record, services.clock);
  if (machines === "none" && machine === "gone") return bump(services, record);
  const isInDoubt = machines === "none" && machine === "late" && nextWake(record.case) === undefined;
  if (isInDoubt && wait !== undefined) await lookLater(services, record, wait);
  else await putInPlace(services, record);
  return "worked_off";
}

/** Whether the machine of a case has come back from its own wake; one that has told nothing of itself yet is beginning. */
function machineOf({ wait, generation }: StoredCase, clock: LookAgainServices["clock"]): "waits" | "late" | "gone" {
  if (wait?.generation !== generation) return "waits";
  const late = clock.wallLength(millisecondsBetween(wait.wakeAt, clock.now()));
  return late > goneAfter ? "gone" : late > 0 ? "late" : "waits";
}

/**
 * A machine that is late may be slow, or gone. Where nothing is due any more by which that would be found out, it is looked
 * after again when it is known; one that comes back takes the case from that place.
 */
async function lookLater(services: LookAgainServices, record: StoredCase, { wakeAt }: Wait): Promise<void> {
  await services.cases.update(record, { wakeAt: plus(wakeAt, services.clock.legalLength(goneAfter) + 1) });
}

/** So that it is not found again before it is due again. Refused: somebody else has moved it. */
async function putInPlace({ cases }: LookAgainServices, record: StoredCase): Promise<void> {
  if (record.failures === 0 && record.wakeAt !== nextWake(record.case)) await cases.update(record, {});
}

/** A place in the due index may be earlier than the wake-up itself, which is what counts. */
function isWokenBy({ case: kase }: StoredCase, instant: string): boolean {
  const wake = nextWake(kase);
  return wake !== undefined && wake < instant;
}

async function lookedAt(services: LookAgainServices, found: StoredCase): Promise<StoredCase | "failed"> {
  try {
    return (await lookAgain(services, found.case.caseId, found)) ?? found;
  } catch (error) {
    await backOff(services, found, error);
    return "failed";
  }
}

/** How often a case is bumped that others write meanwhile. */
const mostTries = 8;

/**
 * Gives a case a new execution; the old one is told to end. Refused: somebody else has written. If that was a newer
 * generation, it may have been this very call, whose answer was lost: to start it again is to start it once. Anything else,
 * as an answer that came in between, has given the case no machine.
 */
async function bump(services: LookAgainServices, record: StoredCase, triesLeft = mostTries): Promise<Repair> {
  const { caseId } = record.case;
  const generation = record.generation + 1;
  if ((await services.cases.update(record, { generation })) === "stored") {
    await tell(services, { ...record, generation, rev: record.rev + 1 });
    await services.workflow.start(caseId, generation);
    return "bumped";
  }
  const moved = await services.cases.read(caseId);
  if (moved === undefined) return "gone";
  if (isOver(moved.case)) return "worked_off";
  if (moved.generation === record.generation) {
    return triesLeft > 1 ? bump(services, moved, triesLeft - 1) : "failed";
  }
  await tell(services, moved);
  await services.workflow.start(caseId, moved.generation);
  return "worked_off";
}

/** Puts a case off. What it did before it failed does not make it well: the failures count on from those it came with. */
async function backOff(services: LookAgainServices, found: StoredCase, error: unknown): Promise<void> {
  const { caseId } = found.case;
  const record = await services.cases.read(caseId);
  if (record === undefined) return;
  const failures = found.failures + 1;
  const pause = Math.min(longestBackOff, 2 ** failures * minute);
  const wakeAt = plus(services.clock.now(), services.clock.legalLength(pause));
  await services.cases.update(record, { failures, wakeAt });
  const fields = { caseId, failures, ...errorFields(error) };
  if (failures >= poisonedFrom) services.log.error("case.poisoned", fields);
  else services.log.warn("case.not_worked_off", fields);
}
