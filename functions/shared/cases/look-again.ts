import { dueMessages } from "../../../core/case/next-wake.ts";
import { earlyBy } from "../../../core/case/token-protocol.ts";
import type { CaseId } from "../../../core/contract/ids.ts";
import type { StoredCase } from "../dynamo/case-item.ts";
import { logAttempt } from "../messages/log-attempt.ts";
import type { MessageSender } from "../messages/send-message.ts";
import type { CaseServices } from "./case-services.ts";
import { commit } from "./commit.ts";

/** What working a case off needs. */
export type LookAgainServices = CaseServices & { sender: MessageSender };

/** A wake-up that comes up to one wall second early waits; it does not loop. */
const earlyWallMilliseconds = 1_000;

/**
 * Does everything that is due for a case: each step in its own transaction, then each message that is due. Tells nobody.
 * Returns the record as read after the last write; undefined when there is no such case.
 */
export async function lookAgain(services: LookAgainServices, caseId: CaseId): Promise<StoredCase | undefined> {
  const found = await services.cases.read(caseId);
  if (found === undefined) return undefined;
  await waitIfEarly(services, found);
  await takeDueSteps(services, caseId);
  return sendDue(services, caseId);
}

async function waitIfEarly({ clock }: CaseServices, record: StoredCase): Promise<void> {
  const early = earlyBy(record, clock.now(), clock.legalLength(earlyWallMilliseconds));
  // One millisecond more: a timer may fire a fraction early, and legal milliseconds are whole.
  if (early > 0) await clock.pause(Math.ceil(clock.wallLength(early)) + 1);
}

async function takeDueSteps(services: LookAgainServices, caseId: CaseId): Promise<void> {
  let outcome;
  do {
    outcome = await commit(services, caseId, { type: "take_due_step" });
  } while (outcome.kind === "committed");
}

/**
 * Sends every message that is due, once each, and puts the results on record.
 * @throws when an outage of ours kept one from being sent; what came of the others is on record by then.
 */
export async function sendDue(services: LookAgainServices, caseId: CaseId): Promise<StoredCase | undefined> {
  const record = await services.cases.read(caseId);
  if (record === undefined) return undefined;
  const due = dueMessages(record.case, services.clock.now());
  // At once: a slow recipient must not use up the function's time for the others.
  const sends = await Promise.allSettled(due.map(async (message) => services.sender.send(record.case, message)));
  const outages: unknown[] = [];
  for (const [index, { messageId, attempt }] of due.entries()) {
    const send = sends[index];
    if (send?.status === "rejected") outages.push(send.reason);
    if (send?.status !== "fulfilled") continue;
    // Another runner may have recorded this attempt first; one result is enough.
    const made = { messageId, attempt, result: send.value };
    const outcome = await commit(services, caseId, { type: "record_attempt", ...made });
    if (outcome.kind === "committed") logAttempt(services.log, caseId, made, outcome.events);
  }
  if (outages.length > 0) throw new Error("a message could not be sent", { cause: outages[0] });
  return services.cases.read(caseId);
}
