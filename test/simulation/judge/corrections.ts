import { isDeepStrictEqual } from "node:util";
import { bodyOf, isDone, type NoticeBody } from "../corrections.ts";
import type { Journal } from "../journal.ts";
import { platformOf } from "../notices.ts";
import type { CaseFile } from "./record.ts";

/** A correction is in force where it changes what a platform is served, and touches nothing anywhere else. */
export function faultsOfCorrections({ events, record }: CaseFile, journal: Journal): string[] {
  const { noticeId, platform } = record.case;
  const submission = journal.submissions.find(({ answers }) => answers.some(({ body }) => body.includes(noticeId)));
  const onRecord = new Map(
    events.flatMap(({ event }) =>
      event.type === "notice.corrected" ? [[event.data.noticeVersion, event.data] as const] : [],
    ),
  );
  if (submission === undefined) return [];
  const isOver = events.some(({ event }) => event.type === "case.withdrawn" || event.type === "case.closed");
  let served = partOf(bodyOf(submission), platform);
  const faults: string[] = [];
  for (const { version, notice } of journal.corrections.filter((one) => one.noticeId === noticeId && isDone(one))) {
    const part = partOf(notice, platform);
    const event = onRecord.get(version);
    onRecord.delete(version);
    if (event === undefined) {
      if (!isDeepStrictEqual(part, served) && !isOver) faults.push(`version ${version} is in force and not on record`);
      continue;
    }
    if (isDeepStrictEqual(part, served)) faults.push(`version ${version} changes nothing here, and is on record`);
    if (event.items.length !== part.items.length) faults.push(`version ${version} has other items than were named`);
    if (event.addsObligation !== isMore(part, served))
      faults.push(`version ${version} ${event.addsObligation ? "adds" : "does not add"} an obligation`);
    served = part;
  }
  return [...faults, ...[...onRecord.keys()].map((version) => `nobody has made version ${version}`)];
}

/** What a notice says to one platform. */
function partOf(notice: NoticeBody, platform: string): NoticeBody {
  return { ...notice, items: notice.items.filter(({ url }) => platformOf(url) === platform) };
}

/** Whether something is asked that was not asked before. */
function isMore(part: NoticeBody, before: NoticeBody): boolean {
  const known = before.items.map(({ url }) => url);
  const asked = part.orderedMeasures ?? [];
  const asBefore = before.orderedMeasures ?? [];
  // Each of them is a way to comply: one way more asks for nothing more, one less does; naming some leaves out the others.
  const isNarrower =
    asked.length > 0 && (asBefore.length === 0 || asBefore.some((measure) => !asked.includes(measure)));
  return isNarrower || part.items.some(({ url }) => !known.includes(url));
}
