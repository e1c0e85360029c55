import { elapsedMilliseconds } from "../contract/duration.ts";
import { plus, type Instant } from "../contract/instant.ts";
import type { Bilingual } from "../contract/language.ts";
import type { Disclosure } from "../contract/notice.ts";
import type { Draft } from "./draft.ts";
import type { LegalBasis } from "./legal-basis.ts";
import type { NoticeError } from "./notice-error.ts";
import { spokenDuration } from "./time/spoken.ts";

/** When the seller may be told; undefined where they may be told at once, or where the end cannot be read. */
export function disclosureEnds(disclosure: Disclosure | undefined, acceptedAt: Instant): Instant | undefined {
  if (disclosure?.mode !== "withheld") return undefined;
  if (disclosure.until !== undefined) return disclosure.until;
  const length = disclosure.duration === undefined ? undefined : elapsedMilliseconds(disclosure.duration);
  return length === undefined ? undefined : plus(acceptedAt, length);
}

/** Secrecy towards the seller needs one end, still to come, and within the limit of the basis. */
export function disclosureErrors({ fields }: Draft, basis: LegalBasis, now: Instant): NoticeError[] {
  const { disclosure } = fields;
  if (disclosure?.mode !== "withheld") return [];
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
  if (ends <= now) {
    const detail = { fr: "Cette date est passée.", en: "This date has passed." };
    return [{ pointer, code: "in_the_past", detail }];
  }
  const longest = basis.disclosure?.withholdMax;
  if (longest === undefined || ends <= plus(now, elapsedMilliseconds(longest) ?? 0)) return [];
  const { fr, en } = spokenDuration(longest);
  const tooLong = disclosureError(pointer, {
    fr: `La confidentialité ne peut dépasser ${fr}.`,
    en: `The seller may be kept uninformed for ${en} at most.`,
  });
  return [{ ...tooLong, provision: basis.cite }];
}

function disclosureError(pointer: string, detail: Bilingual): NoticeError {
  return { pointer, code: "disclosure_end", detail };
}
