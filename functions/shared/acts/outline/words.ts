import { Instrument } from "../../../../core/contract/directory.ts";
import type { Bilingual, Language } from "../../../../core/contract/language.ts";
import type { ServedNotice } from "../../../../core/contract/served-notice.ts";

const titles = {
  order: { fr: "Ordre adressé à", en: "Order addressed to" },
  report: { fr: "Signalement adressé à", en: "Report addressed to" },
  injunction: { fr: "Injonction adressée à", en: "Injunction addressed to" },
  requisition: { fr: "Réquisition adressée à", en: "Requisition addressed to" },
  information_order: { fr: "Demande d'informations adressée à", en: "Order to provide information addressed to" },
  court_order: { fr: "Décision de justice adressée à", en: "Court order addressed to" },
} as const satisfies Record<Instrument, Bilingual>;

/** How an act of that instrument is headed, before the name of its addressee. */
export function titleOf(instrument: string): Bilingual {
  const { data } = Instrument.safeParse(instrument);
  return data === undefined ? { fr: "Acte adressé à", en: "Act addressed to" } : titles[data];
}

/** Kinds of illegal content in words. */
export const categoryWords = {
  ANIMAL_WELFARE: { fr: "bien-être animal", en: "animal welfare" },
  CONSUMER_INFORMATION: { fr: "information des consommateurs", en: "consumer information" },
  CYBER_VIOLENCE: { fr: "cyberviolence", en: "cyber violence" },
  CYBER_VIOLENCE_AGAINST_WOMEN: {
    fr: "cyberviolence à l'égard des femmes",
    en: "cyber violence against women",
  },
  DATA_PROTECTION_AND_PRIVACY_VIOLATIONS: {
    fr: "atteinte à la protection des données et à la vie privée",
    en: "data protection and privacy violations",
  },
  ILLEGAL_OR_HARMFUL_SPEECH: { fr: "propos illicites ou préjudiciables", en: "illegal or harmful speech" },
  INTELLECTUAL_PROPERTY_INFRINGEMENTS: {
    fr: "atteinte à la propriété intellectuelle",
    en: "intellectual property infringements",
  },
  NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS: {
    fr: "effets négatifs sur le débat public ou les élections",
    en: "negative effects on civic discourse or elections",
  },
  PROTECTION_OF_MINORS: { fr: "protection des mineurs", en: "protection of minors" },
  RISK_FOR_PUBLIC_SECURITY: { fr: "risque pour la sécurité publique", en: "risk for public security" },
  SCAMS_AND_FRAUD: { fr: "escroquerie et fraude", en: "scams and fraud" },
  SELF_HARM: { fr: "automutilation", en: "self-harm" },
  UNSAFE_AND_PROHIBITED_PRODUCTS: {
    fr: "produits dangereux ou interdits",
    en: "unsafe and prohibited products",
  },
  VIOLENCE: { fr: "violence", en: "violence" },
} as const satisfies Record<NonNullable<ServedNotice["category"]>, Bilingual>;

/** A language by its ISO 639-1 code, as in `en anglais`, `into English`; the code where it has no name. */
export function languageName(code: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: "language" }).of(code) ?? code;
}

/** A territory of a notice by its code. */
export function territoryName(code: string, language: Language): string {
  if (code === "EEA") return { fr: "Espace économique européen", en: "European Economic Area" }[language];
  return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
}

/** Several things in one sentence: `a, b et c`. */
export function listed(things: readonly string[], language: Language): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(things);
}
