import { epochOf } from "../../../core/contract/instant.ts";
import type { Journal } from "../journal.ts";
import type { LegalTime } from "../ports.ts";
import type { CaseFile } from "./record.ts";

/** Nothing lost and nothing invented: what a platform was promised is on record once, at the instant of its arrival. */
export function faultsOfAnswers({ caseId, events }: CaseFile, journal: Journal, legal: LegalTime): string[] {
  const faults: string[] = [];
  const recorded = events.flatMap(({ event }) => (event.type === "answer.received" ? [event] : []));
  const requests = journal.answers.filter((request) => request.caseId === caseId);
  const promised = new Set(requests.flatMap(({ told, webhookId }) => (told?.status === 200 ? [webhookId] : [])));
  for (const webhookId of promised) {
    const times = recorded.filter(({ data }) => data.webhookId === webhookId).length;
    if (times !== 1) faults.push(`answer ${webhookId} was accepted and is ${times} times on record`);
    const words = new Set(
      requests.flatMap(({ told, ...one }) => (one.webhookId === webhookId && told?.status === 200 ? [told.body] : [])),
    );
    if (words.size > 1) faults.push(`answer ${webhookId} was answered in ${words.size} ways`);
  }
  for (const { at, data } of recorded) {
    const same = requests.filter(({ webhookId }) => webhookId === data.webhookId);
    if (same.length === 0) faults.push(`answer ${data.webhookId} was never sent`);
    const arrivals = same.map(({ arrivedAt }) => legalOf(arrivedAt, legal));
    if (!arrivals.includes(epochOf(at)))
      faults.push(`answer ${data.webhookId} is on record at ${at}, when it did not arrive`);
    const said = same[0]?.items.map(({ itemId, outcome }) => `${itemId} ${outcome}`).join();
    const kept = (data.items ?? []).map(({ itemId, outcome }) => `${itemId} ${outcome}`).join();
    if (said !== kept) faults.push(`answer ${data.webhookId} is on record with other words`);
  }
  for (const { operation, step, ...act } of journal.acts) {
    if (act.caseId !== caseId) continue;
    const type =
      { withdraw: "case.withdrawn", close: "case.closed", resume: "delivery.resumed", decide: "step." }[operation] ??
      "?";
    const isThere = events.some(
      ({ event }) =>
        event.type.startsWith(type) && (step === undefined || ("step" in event.data && event.data.step === step)),
    );
    if (!isThere) faults.push(`${operation} was accepted and is not on record`);
  }
  return faults;
}

/** The legal instant of a wall instant, in milliseconds. */
export function legalOf(wall: number, { anchorWall, anchorLegal, scale }: LegalTime): number {
  return Math.floor(anchorLegal + (wall - anchorWall) * scale);
}
