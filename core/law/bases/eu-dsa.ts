import type { KeptBasis, LegalBasis } from "../legal-basis.ts";
import { lasting } from "../lasting.ts";
import { commonElements, commonLadder } from "./common.ts";

/** Order to act against illegal content. It sets neither power nor deadline: both come from elsewhere. */
export const euDsa9: LegalBasis = {
  id: "eu-dsa-9",
  version: 1,
  validFrom: "2024-02-17",
  cite: {
    fr: "Règl. (UE) 2022/2065, art. 9, avec sa base matérielle",
    en: "Reg. (EU) 2022/2065 art. 9 with its substantive basis",
  },
  title: { fr: "Injonction d'agir contre un contenu illicite", en: "Order to act against illegal content" },
  instrument: "order",
  review: "draft",
  enabled: true,
  issuers: ["judicial", "administrative"],
  requires: [
    ...commonElements,
    {
      at: "/substantiveBasis",
      by: "DSA 9(1)",
      note: { fr: "l'article 9 n'est pas une base à lui seul", en: "art. 9 is no legal basis of its own" },
    },
    {
      at: "/orderedDelay",
      by: "DSA 9(1)",
      note: {
        fr: "l'article 9 ne fixe aucun délai : l'injonction le fixe",
        en: "art. 9 sets no deadline: the order does",
      },
    },
  ],
  clocks: {
    acknowledge: { within: lasting("PT24H"), basis: "sla", rule: "elapsed" },
    act: { within: "orderedDelay", basis: "set_in_order", rule: "elapsed" },
  },
  ladder: [
    ...commonLadder,
    {
      id: "issued-own-coordinator",
      on: "issued",
      mode: "automatic",
      to: "own_coordinator",
      message: "copy",
      subject: { fr: "Copie de l'injonction (DSA art. 9(3))", en: "Copy of the order (DSA art. 9(3))" },
    },
    {
      id: "answer-own-coordinator",
      on: "answer",
      mode: "automatic",
      to: "own_coordinator",
      message: "information",
      subject: { fr: "Suite donnée (DSA art. 9(3))", en: "Information on the effect (DSA art. 9(3))" },
    },
    {
      id: "overdue-act-sanctioning-authority",
      on: "overdue",
      clock: "act",
      after: lasting("PT24H"),
      mode: "decision",
      to: "sanctioning_authority",
      message: "referral",
      subject: { fr: "Sanction prévue par la base matérielle", en: "Penalty of the substantive basis" },
    },
    {
      id: "overdue-act-coordinator-of-establishment",
      on: "overdue",
      clock: "act",
      after: lasting("PT48H"),
      mode: "decision",
      to: "coordinator_of_establishment",
      message: "referral",
      subject: {
        fr: "Saisine du coordinateur d'établissement (DSA art. 53, 58)",
        en: "Referral to the coordinator of establishment (DSA art. 53, 58)",
      },
    },
  ],
};

/** Notice of illegal content. It binds nobody to a deadline, so both clocks are service levels. */
export const euDsa16: LegalBasis = {
  id: "eu-dsa-16",
  version: 1,
  validFrom: "2024-02-17",
  cite: { fr: "Règl. (UE) 2022/2065, art. 16", en: "Reg. (EU) 2022/2065 art. 16" },
  title: { fr: "Signalement d'un contenu illicite", en: "Notice of illegal content" },
  instrument: "report",
  review: "draft",
  enabled: true,
  issuers: ["judicial", "administrative", "public_body"],
  requires: [
    { at: "/statementOfReasons", by: "DSA 16(2)(a)" },
    { at: "/items", by: "DSA 16(2)(b)" },
    { at: "/contact/name", by: "DSA 16(2)(c)" },
    { at: "/contact/email", by: "DSA 16(2)(c)" },
    { at: "/goodFaith", by: "DSA 16(2)(d)" },
  ],
  clocks: {
    acknowledge: { within: lasting("PT24H"), basis: "sla", rule: "elapsed" },
    act: { within: lasting("PT72H"), basis: "sla", rule: "elapsed" },
  },
  ladder: [
    ...commonLadder,
    {
      id: "overdue-act-authority-convert",
      on: "overdue",
      clock: "act",
      mode: "decision",
      to: "authority",
      message: "referral",
      subject: { fr: "Convertir en injonction, ou clore", en: "Convert into an order, or close" },
    },
  ],
};

export const euDsa10: KeptBasis = {
  id: "eu-dsa-10",
  version: 1,
  validFrom: "2024-02-17",
  cite: { fr: "Règl. (UE) 2022/2065, art. 10", en: "Reg. (EU) 2022/2065 art. 10" },
  title: { fr: "Injonction de fournir des informations", en: "Order to provide information" },
  instrument: "information_order",
  review: "draft",
  enabled: false,
  why: {
    fr: "La réponse contient des données personnelles, qui ne doivent pas passer par ce système.",
    en: "The answer is personal data, which must not pass through this system.",
  },
};

export const euDsa22: KeptBasis = {
  id: "eu-dsa-22",
  version: 1,
  validFrom: "2024-02-17",
  cite: { fr: "Règl. (UE) 2022/2065, art. 22", en: "Reg. (EU) 2022/2065 art. 22" },
  title: { fr: "Signalement d'un signaleur de confiance", en: "Notice of a trusted flagger" },
  instrument: "report",
  review: "draft",
  enabled: false,
  why: {
    fr: "L'annuaire ne compte encore aucun signaleur de confiance.",
    en: "There is no trusted flagger in the directory yet.",
  },
};
