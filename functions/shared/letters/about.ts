import type { Case } from "../../../core/case/state.ts";
import type { Calendar } from "../../../core/case/state.ts";
import type { Authority, Platform } from "../../../core/contract/directory.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import type { Bilingual, Language } from "../../../core/contract/language.ts";
import type { LegalBasis } from "../../../core/law/legal-basis.ts";

/** What a letter is made from, besides the body that a webhook of the same message would have. */
export type LetterAbout = {
  kase: Case;
  /** Who writes: the issuing authority. */
  authority: Pick<Authority, "name" | "state">;
  platform: Pick<Platform, "name">;
  basis: Pick<LegalBasis, "cite" | "title" | "instrument">;
  /** Whose days count. */
  calendar: Calendar;
  /** What the recipient is called. */
  recipient: Bilingual;
  language: Language;
  /** Where the reader goes, and until when; what is signed expires. */
  link: { url: string; expiresAt?: Instant };
};
