import type { Bilingual } from "../contract/language.ts";
import type { MessageType } from "./state.ts";

/** What a message is, with its article, as at the head of `… a été remis à …`. */
export const messageWords = {
  "notice.prior_information": { fr: "l'information préalable", en: "the prior information" },
  "notice.issued": { fr: "l'acte", en: "the notice" },
  "notice.reminder": { fr: "un rappel", en: "a reminder" },
  "notice.corrected": { fr: "l'acte rectifié", en: "the corrected notice" },
  "notice.clarified": { fr: "la précision demandée", en: "the clarification asked for" },
  "notice.decided": { fr: "la décision de l'autorité", en: "the authority's decision" },
  "notice.extended": { fr: "l'avis de prolongation du délai", en: "the extension of the time limit" },
  "notice.disclosure_ended": {
    fr: "l'avis que le vendeur peut être informé",
    en: "word that the seller may be told",
  },
  "notice.withdrawn": { fr: "l'avis de retrait de l'acte", en: "the withdrawal of the notice" },
  "case.undeliverable": {
    fr: "l'avis que la plateforme n'a pu être jointe",
    en: "word that the platform cannot be reached",
  },
  "case.receipt_taken_back": { fr: "l'avis que la réception est infirmée", en: "word that the receipt is taken back" },
  "case.disclosure_ended": {
    fr: "l'avis que le vendeur peut être informé",
    en: "word that the seller may be told",
  },
  "case.answer_received": { fr: "l'avis d'une réponse", en: "word of an answer" },
  "case.overdue": { fr: "l'avis d'un délai dépassé", en: "word of a missed time limit" },
  "case.decision_needed": { fr: "l'avis qu'une décision est attendue", en: "word that a decision is needed" },
  "case.decision_lapsed": {
    fr: "l'avis qu'une suite non décidée est caduque",
    en: "word that an undecided step has lapsed",
  },
  "case.settled": { fr: "l'avis que chaque contenu a reçu une réponse", en: "word that every item has its answer" },
  "escalation.copy": { fr: "l'envoi pour information", en: "the copy for information" },
  "escalation.referral": { fr: "l'acte de saisine", en: "the referral" },
  "escalation.follow_up": { fr: "l'information sur la suite donnée", en: "word of the effect given" },
} as const satisfies Record<MessageType, Bilingual>;
