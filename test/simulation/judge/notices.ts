import type { Deployment } from "../deployment.ts";
import type { Journal } from "../journal.ts";
import type { CaseFile } from "./record.ts";

type Accepted = { noticeId: `ntc_${string}`; cases: { caseId: string; items: { itemId: string }[] }[] };

/** Every 202 is readable with all its cases; one request, one notice; no case without a notice. */
export async function faultsOfNotices(
  files: readonly CaseFile[],
  { notices, memory }: Deployment,
  journal: Journal,
): Promise<string[]> {
  const faults: string[] = [];
  const accounted = new Set<string>();
  for (const { key, answers } of journal.submissions) {
    const accepted = new Set(answers.filter(({ status }) => status === 202).map(({ body }) => body));
    if (accepted.size > 1) faults.push(`${key} was accepted in ${accepted.size} ways`);
    for (const { status } of answers) {
      if (status !== 202 && status < 500) faults.push(`a good notice was answered with ${status} under ${key}`);
    }
    for (const text of accepted) {
      const { noticeId, cases } = JSON.parse(text) as Accepted;
      const stored = await notices.read(noticeId);
      if (stored === undefined) faults.push(`${noticeId} was accepted and is not there`);
      for (const { caseId, items } of cases) {
        accounted.add(caseId);
        const file = files.find((one) => one.caseId === caseId);
        if (file === undefined) faults.push(`${caseId} was promised and is not there`);
        else if (itemsAtFirst(file) !== items.length) faults.push(`${caseId} has other items than promised`);
      }
    }
    if (accepted.size === 0) faults.push(`${key} was never accepted`);
  }
  for (const { caseId } of files)
    if (!accounted.has(caseId)) faults.push(`${caseId} belongs to nothing that was accepted`);
  const keys = memory.items().flatMap(({ pk }) => (typeof pk === "string" && pk.startsWith("NOTICE#") ? [pk] : []));
  const inTable = new Set(keys).size;
  if (inTable !== journal.submissions.length)
    faults.push(`${inTable} notices of ${journal.submissions.length} submissions`);
  return faults;
}

/** Before any correction. */
function itemsAtFirst({ events }: CaseFile): number {
  const opened = events[0]?.event;
  return opened?.type === "case.opened" ? opened.data.items.length : 0;
}
