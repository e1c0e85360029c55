import type { Bilingual } from "../../../core/contract/language.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";

/** What each webhook of ours tells its receiver. */
export const webhookWords = {
  "notice.issued": {
    fr: "une notification vous est adressée, avec ses deux délais",
    en: "a notice is served on you, with its two deadlines",
  },
  "notice.reminder": { fr: "un délai est passé sans réponse", en: "a deadline has passed without an answer" },
  "notice.withdrawn": { fr: "l'autorité a retiré la notification", en: "the authority has withdrawn the notice" },
  "case.undeliverable": { fr: "la plateforme est restée injoignable", en: "the platform could not be reached" },
  "case.answer_received": { fr: "la plateforme a répondu", en: "the platform has answered" },
  "case.overdue": { fr: "un délai est passé sans réponse", en: "a deadline has passed without an answer" },
  "case.decision_needed": {
    fr: "une étape attend la décision d'une personne",
    en: "a step waits for the decision of a person",
  },
  "case.settled": { fr: "chaque élément a sa réponse", en: "every item has been answered" },
  "escalation.copy": { fr: "une copie que la loi prévoit", en: "a copy that the law provides for" },
  "escalation.referral": { fr: "une étape qu'une personne a signée", en: "a step that a person has signed" },
  "escalation.follow_up": { fr: "la suite d'une étape", en: "what has come of a case after a step" },
} as const satisfies Record<OutgoingWebhook["type"], Bilingual>;
