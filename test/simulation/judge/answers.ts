import { epochOf } from "../../../core/contract/instant.ts";
import type { Journal } from "../journal.ts";
import { legalOf, type LegalTime } from "../ports.ts";
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
    if (same[0]?.identified !== data.identified) faults.push(`answer ${data.webhookId} did not come by ${data.identified}`);
    const said = wordsOf(same[0]?.type, same[0]?.items, same[0]?.concerned);
    const kept = wordsOf(data.answer, data.items, data.concerned);
    if (said !== kept) faults.push(`answer ${data.webhookId} is on record with other words`);
  }
  return faults;
}

function wordsOf(
  type: string | undefined,
  items: readonly { itemId: string; outcome: string }[] = [],
  concerned: readonly string[] = [],
): string {
  return [type, ...items.map(({ itemId, outcome }) => `${itemId} ${outcome}`), ...concerned].join();
}
