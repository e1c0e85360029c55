import type { Bilingual } from "../../../core/contract/language.ts";

/** What the link to the answering page is called in a mail; the act names it by these words. */
export const answerButton = {
  fr: "Lire l'acte et répondre",
  en: "Read the act and answer",
} as const satisfies Bilingual;
