import type { Bilingual } from "../../../core/contract/language.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";

/** What each webhook of ours tells its receiver. */
export const webhookWords = {
  "notice.prior_information": {
    fr: "un premier ordre va vous être adressé : comment y répondre, et dans quels délais",
    en: "a first order is about to be served on you: how it is answered, and by when",
  },
  "notice.corrected": {
    fr: "l'autorité a corrigé la notification ; répondez avec cette version et son empreinte",
    en: "the authority has corrected the notice; answer with this version and its digest",
  },
  "notice.clarified": {
    fr: "l'autorité répond à votre demande de précision",
    en: "the authority replies to your request for clarification",
  },
  "notice.decided": {
    fr: "l'autorité se prononce sur ce que vous avez déclaré",
    en: "the authority decides on what you have declared",
  },
  "notice.extended": { fr: "l'autorité accorde plus de temps", en: "the authority gives more time" },
  "notice.disclosure_ended": {
    fr: "le vendeur peut désormais être informé",
    en: "the seller may be told from now on",
  },
  "case.receipt_taken_back": {
    fr: "le courriel qui avait été remis est revenu : aucun délai ne court de cette réception",
    en: "the mail that had been delivered came back: no clock runs from that receipt",
  },
  "case.disclosure_ended": {
    fr: "le vendeur peut désormais être informé",
    en: "the seller may be told from now on",
  },
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
  "case.decision_lapsed": {
    fr: "une étape que personne n'a décidée est caduque : le dossier s'est clos",
    en: "a step that nobody decided on has lapsed: the case has closed",
  },
  "case.settled": { fr: "chaque élément a sa réponse", en: "every item has been answered" },
  "escalation.copy": { fr: "une copie que la loi prévoit", en: "a copy that the law provides for" },
  "escalation.referral": { fr: "une étape qu'une personne a signée", en: "a step that a person has signed" },
  "escalation.follow_up": { fr: "la suite d'une étape", en: "what has come of a case after a step" },
} as const satisfies Record<OutgoingWebhook["type"], Bilingual>;
