import type { ProblemKind } from "./problem-kind.ts";

/** Of an act of an authority that has no place now. */
export const actProblems = {
  "case-closed": {
    status: 409,
    title: { fr: "Dossier clos", en: "Case closed" },
    detail: { fr: "Un dossier clos ne change plus.", en: "A closed case no longer changes." },
  },
  "case-not-withdrawn": {
    status: 409,
    title: { fr: "La notification est en vigueur", en: "The notice is in force" },
    detail: {
      fr: "`notice.restored` ne répond qu'à un retrait par l'autorité.",
      en: "`notice.restored` only answers a withdrawal by the authority.",
    },
  },
  "case-not-settled": {
    status: 409,
    title: { fr: "Des réponses sont encore attendues", en: "Answers are still expected" },
    detail: {
      fr: "Un dossier se clôt une fois répondu ou retiré. Pour y renoncer, retirez la notification.",
      en: "A case is closed once answered or withdrawn. To give it up, withdraw the notice.",
    },
  },
  "case-not-undeliverable": {
    status: 409,
    title: { fr: "La remise n'est pas interrompue", en: "Delivery is not interrupted" },
    detail: {
      fr: "La remise ne se reprend que pour un dossier `undeliverable`.",
      en: "Delivery is resumed only for a case that is `undeliverable`.",
    },
  },
  "no-such-question": {
    status: 409,
    title: { fr: "Aucune demande de ce genre n'attend de réponse", en: "No such question waits for a reply" },
    detail: {
      fr: "Relisez `questions` dans le dossier : la plateforme ne l'a pas posée, ou il y a été répondu.",
      en: "Read `questions` in the case again: the platform has not asked it, or it has been replied to.",
    },
  },
  "not-extendable": {
    status: 409,
    title: { fr: "Aucun délai à prolonger", en: "There is no deadline to extend" },
    detail: {
      fr: "Le délai d'exécution ne court pas : il n'a pas commencé, il est suspendu, ou il a pris fin.",
      en: "The clock to act does not run: it has not started, it is suspended, or it has ended.",
    },
  },
  "not-later": {
    status: 422,
    title: { fr: "Cette date n'est pas postérieure", en: "This date is not later" },
    detail: {
      fr: "Indiquez un instant à venir et, pour une prolongation, postérieur à l'échéance actuelle.",
      en: "Give an instant still to come and, for an extension, later than the present due instant.",
    },
  },
  "too-far": {
    status: 422,
    title: { fr: "Cette date est trop lointaine", en: "This date is too far away" },
    detail: { fr: "Restez en deçà d'un an.", en: "Stay within a year." },
  },
  "already-delivered": {
    status: 409,
    title: { fr: "La remise est déjà constatée", en: "The receipt is on record already" },
    detail: {
      fr: "Les délais courent depuis la remise inscrite au dossier (`delivery`).",
      en: "The clocks run from the receipt on record (`delivery`).",
    },
  },
  "impossible-receipt": {
    status: 422,
    title: { fr: "Date de remise impossible", en: "Impossible date of receipt" },
    detail: {
      fr: "La remise ne peut être ni future ni antérieure à l'ouverture du dossier.",
      en: "The receipt can be neither in the future nor before the case was opened.",
    },
  },
  "already-so": {
    status: 409,
    title: { fr: "Rien à changer", en: "Nothing to change" },
    detail: { fr: "Le dossier est déjà ainsi. Relisez-le.", en: "The case is like this already. Read it again." },
  },
  "step-not-pending": {
    status: 409,
    title: { fr: "Aucune décision à prendre sur cette étape", en: "No decision to take on this step" },
    detail: {
      fr: "L'étape n'est pas proposée, ou elle est déjà décidée. Relisez le dossier.",
      en: "The step is not proposed, or has been decided. Read the case again.",
    },
  },
} as const satisfies Record<string, ProblemKind>;
