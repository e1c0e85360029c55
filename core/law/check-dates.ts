import { plus, type Instant } from "../contract/instant.ts";
import type { Draft } from "./draft.ts";
import type { NoticeError } from "./notice-error.ts";

const future = { fr: "Cette date est dans le futur.", en: "This date is in the future." };
const past = { fr: "Cette date est passée.", en: "This date has passed." };

/** A day is compared with the calendar day that is the latest anywhere: nobody is refused for their time zone. */
const farthestZone = 14 * 3_600_000;

/** Dates that cannot be: evidence and earlier measures of the future, a search that has ended. */
export function dateErrors(draft: Draft, now: Instant): NoticeError[] {
  const { fields } = draft;
  const latestToday = plus(now, farthestZone).slice(0, 10);
  const earliestToday = plus(now, -farthestZone).slice(0, 10);
  const priorMeasures = (fields.priorMeasures ?? []).map(({ date }) => date > latestToday);
  const evidence = (fields.evidence ?? []).map(({ takenAt }) => takenAt > now);
  return [
    ...priorMeasures.flatMap((late, position) => (late ? [inFuture(`/priorMeasures/${position}/date`)] : [])),
    ...evidence.flatMap((late, position) => (late ? [inFuture(`/evidence/${position}/takenAt`)] : [])),
    ...((fields.adversarialStep?.date ?? "") > latestToday ? [inFuture("/adversarialStep/date")] : []),
    ...((fields.identicalContent?.until ?? earliestToday) < earliestToday ? [inPast("/identicalContent/until")] : []),
  ];
}

function inFuture(pointer: string): NoticeError {
  return { pointer, code: "in_the_future", detail: future };
}

function inPast(pointer: string): NoticeError {
  return { pointer, code: "in_the_past", detail: past };
}
