import type { Calendar, Case } from "../../../core/case/state.ts";
import type { AnswerType } from "../../../core/contract/answer-type.ts";
import type { Authority, Platform } from "../../../core/contract/directory.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import type { Bilingual, Language } from "../../../core/contract/language.ts";
import type { ActLinks } from "../../../core/contract/outgoing-webhook.ts";
import type { ReplyText } from "../../../core/contract/reply-text.ts";
import type { ServedNotice } from "../../../core/contract/served-notice.ts";
import type { LegalBasis } from "../../../core/law/legal-basis.ts";
import { legible } from "../../../core/contract/legible.ts";
import type { FormFields } from "../../shared/http/form-body.ts";
import type { Declared } from "../exchange.ts";
import { unbroken } from "../../shared/pages/french.ts";

/** A form that was sent and refused: it is shown again as it was filled in, with what is wrong. */
export type RefusedForm = {
  /** Which form; undefined where it was none of ours. */
  answer: AnswerType | undefined;
  fields: FormFields;
  title: Bilingual;
  detail: Bilingual;
  /** By field; `""`: of the whole. */
  faults: readonly { field: string; words: Bilingual }[];
};

/** Everything that the page shows. */
export type AnswerView = {
  kase: Case;
  /** The served notice in force; undefined once it is erased. */
  document: ServedNotice | undefined;
  /** `state`: by whose time all of the page speaks, what is typed as what is shown; the one of `calendar`. */
  authority: Pick<Authority, "name" | "state">;
  platform: Pick<Platform, "id" | "name">;
  basis: Pick<LegalBasis, "cite" | "title" | "instrument">;
  calendar: Calendar;
  language: Language;
  act: ActLinks;
  /** The page itself, relative to itself, in a language. */
  address: (language: Language) => string;
  /** Whether the authority has corrected the notice since the link was made. */
  isCorrected: boolean;
  /** What the authority has told the platform in its own words. */
  replies: readonly ReplyText[];
  /** What the platform has asked or declared. */
  declared: readonly Declared[];
  /** The answer that was just put on record. */
  recorded: { receivedAt: Instant; type: AnswerType } | undefined;
  refused: RefusedForm | undefined;
  /** A new name for a form. */
  nextAnswerId: () => string;
  publicUrl: string;
};

/** Says our own words in the language of the page; what others wrote in them is made legible. */
export function sayIn(language: Language) {
  return (words: Bilingual): string => {
    const text = legible(words[language]);
    return language === "fr" ? unbroken(text) : text;
  };
}
