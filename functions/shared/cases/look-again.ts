import { dueMessages, isStepDue } from "../../../core/case/next-wake.ts";
import type { RecordAttempt } from "../../../core/case/commands.ts";
import { earlyBy } from "../../../core/case/token-protocol.ts";
import type { CaseId } from "../../../core/contract/ids.ts";
import type { StoredCase } from "../dynamo/case-item.ts";
import { logAttempts } from "../messages/log-attempt.ts";
import type { MessageSender } from "../messages/send-message.ts";
import type { CaseServices } from "./case-services.ts";
import { commit, type Committed } from "./commit.ts";

/** What working a case off needs. */
export type LookAgainServices = CaseServices & { sender: MessageSender };

/** A wake-up that comes up to one wall second early waits; it does not loop. */
const earlyWallMilliseconds = 1_000;

/**
 * Does everything that is due for a case: each step in its own transaction, then each message that is due. Tells nobody.
 * Returns the record as of the last write; undefined when there is no such case.
 *
 * @param known The record, where the caller has just read it.
 */
export async function lookAgain(
  services: LookAgainServices,
  caseId: CaseId,
  known?: StoredCase,
): Promise<StoredCase | undefined> {
  const found = known ?? (await services.cases.read(caseId));
  if (found === undefined) return undefined;
  await waitIfEarly(services, found);
  return sendDue(services, caseId, await takeDueSteps(services, found));
}

async function waitIfEarly({ clock }: CaseServices, record: StoredCase): Promise<void> {
  const early = earlyBy(record, clock.now(), clock.legalLength(earlyWallMilliseconds));
  // One millisecond more: a timer may fire a fraction early, and legal milliseconds are whole.
  if (early > 0) await clock.pause(Math.ceil(clock.wallLength(early)) + 1);
}

async function takeDueSteps(services: LookAgainServices, found: StoredCase): Promise<StoredCase> {
  let record = found;
  while (isStepDue(record.case, services.clock.now())) {
    const outcome = await commit(services, found.case.caseId, { type: "take_due_step" }, { known: record });
    if (outcome.kind !== "committed") return latest(record, outcome);
    record = outcome.record;
  }
  return record;
}

/** The record as the commit has read or written it. */
function latest(before: StoredCase, outcome: Committed): StoredCase {
  return outcome.kind === "guarded" ? before : (outcome.record ?? before);
}

/**
 * Sends every message that is due, once each, and puts the results on record in one transaction.
 *
 * @param known The record, where the caller has just read or written it.
 * @throws when an outage of ours kept one from being sent; what came of the others is on record by then.
 */
export async function sendDue(
  services: LookAgainServices,
  caseId: CaseId,
  known?: StoredCase,
): Promise<StoredCase | undefined> {
  const record = known ?? (await services.cases.read(caseId));
  if (record === undefined) return undefined;
  const due = dueMessages(record.case, services.clock.now());
  if (due.length === 0) return record;
  // At once: a slow recipient must not use up the function's time for the others.
  const sends = await Promise.allSettled(due.map(async (message) => services.sender.send(record.case, message)));
  const made = due.flatMap(({ messageId, attempt }, index): RecordAttempt[] => {
    const send = sends[index];
    return send?.status === "fulfilled" ? [{ type: "record_attempt", messageId, attempt, result: send.value }] : [];
  });
  // Another runner may have recorded an attempt first; one result is enough.
  const outcome = made.length === 0 ? undefined : await commit(services, caseId, made, { known: record });
  if (outcome?.kind === "committed") logAttempts(services.log, caseId, made, outcome.events);
  const outage = sends.find((send) => send.status === "rejected");
  if (outage !== undefined) throw new Error("a message could not be sent", { cause: outage.reason });
  return outcome === undefined ? record : latest(record, outcome);
}
