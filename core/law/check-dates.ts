import { elapsedMilliseconds } from "../contract/duration.ts";
import { plus, type Instant } from "../contract/instant.ts";
import type { Bilingual } from "../contract/language.ts";
import type { Disclosure } from "../contract/notice.ts";
import type { Draft } from "./draft.ts";
import type { LegalBasis } from "./legal-basis.ts";
import type { NoticeError } from "./notice-error.ts";
import { spokenDuration } from "./time/spoken.ts";

const future = { fr: "Cette date est dans le futur.", en: "This date is in the future." };
const past = { fr: "Cette date est passée.", en: "This date has passed." };

/** A day is compared with the calendar day that is the latest anywhere: nobody is refused for their time zone. */
const farthestZone = 14 * 3_600_000;

/** Dates that cannot be: evidence and earlier measures of the future, ends that have passed, secrecy without end. */
export function dateErrors(draft: Draft, basis: LegalBasis, now: Instant): NoticeError[] {
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
    ...(fields.disclosure === undefined ? [] : disclosureErrors(fields.disclosure, basis, now)),
  ];
}

/** When the seller may be told; undefined where they may be told at once, or where the end cannot be read. */
export function disclosureEnds(disclosure: Disclosure | undefined, acceptedAt: Instant): Instant | undefined {
  if (disclosure?.mode !== "withheld") return undefined;
  if (disclosure.until !== undefined) return disclosure.until;
  const length = disclosure.duration === undefined ? undefined : elapsedMilliseconds(disclosure.duration);
  return length === undefined ? undefined : plus(acceptedAt, length);
}

function disclosureErrors(disclosure: Disclosure, basis: LegalBasis, now: Instant): NoticeError[] {
  if (disclosure.mode === "allowed") return [];
  const ends = disclosureEnds(disclosure, now);
  if (ends === undefined || (disclosure.until === undefined) === (disclosure.duration === undefined)) {
    return [
      disclosureError("/disclosure", {
        fr: "Indiquez soit une fin (until), soit une durée en heures ou en jours (duration).",
        en: "Give either an end (until), or a duration in hours or days (duration).",
      }),
    ];
  }
  const pointer = disclosure.until === undefined ? "/disclosure/duration" : "/disclosure/until";
  if (ends <= now) return [inPast(pointer)];
  const longest = basis.disclosure?.withholdMax;
  if (longest === undefined || ends <= plus(now, elapsedMilliseconds(longest) ?? 0)) return [];
  const { fr, en } = spokenDuration(longest);
  return [
    disclosureError(pointer, {
      fr: `La confidentialité ne peut dépasser ${fr}.`,
      en: `The seller may be kept uninformed for ${en} at most.`,
    }),
  ];
}

function disclosureError(pointer: string, detail: Bilingual): NoticeError {
  return { pointer, code: "disclosure_end", detail };
}

function inFuture(pointer: string): NoticeError {
  return { pointer, code: "in_the_future", detail: future };
}

function inPast(pointer: string): NoticeError {
  return { pointer, code: "in_the_past", detail: past };
}
