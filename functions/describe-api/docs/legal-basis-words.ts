import type { LegalBasisView } from "../../../core/contract/legal-basis-view.ts";
import type { AuthorityKind, Instrument } from "../../../core/contract/directory.ts";
import type { Bilingual } from "../../../core/contract/language.ts";

type Step = NonNullable<LegalBasisView["ladder"]>[number];

/** The powers of authorities. */
export const instrumentWords = {
  order: { fr: "ordre", en: "order" },
  report: { fr: "signalement", en: "report" },
  injunction: { fr: "injonction de mise en conformité", en: "injunction to comply" },
  requisition: { fr: "réquisition", en: "requisition" },
  information_order: { fr: "injonction de fournir des informations", en: "order to provide information" },
  court_order: { fr: "décision de justice", en: "court order" },
} as const satisfies Record<Instrument, Bilingual>;

/** What authorities are in law. */
export const authorityKindWords = {
  judicial: { fr: "autorité judiciaire", en: "judicial authority" },
  administrative: { fr: "autorité administrative", en: "administrative authority" },
  public_body: { fr: "organisme public", en: "public body" },
  market_surveillance: { fr: "autorité de surveillance du marché", en: "market surveillance authority" },
  police_unit: { fr: "unité de police", en: "police unit" },
  consumer_protection: { fr: "autorité de protection des consommateurs", en: "consumer protection authority" },
  coordinator: { fr: "coordinateur pour les services numériques", en: "Digital Services Coordinator" },
  prosecutor: { fr: "parquet", en: "public prosecutor's office" },
} as const satisfies Record<AuthorityKind, Bilingual>;

/** Whom steps go to. */
export const recipientWords = {
  authority: { fr: "l'autorité émettrice", en: "the issuing authority" },
  platform_second_contact: { fr: "le second contact de la plateforme", en: "the platform's second contact" },
  platform_legal_representative: {
    fr: "le représentant légal de la plateforme",
    en: "the platform's legal representative",
  },
  sanctioning_authority: { fr: "l'autorité de sanction", en: "the sanctioning authority" },
  own_coordinator: {
    fr: "le coordinateur pour les services numériques de l'État de l'autorité",
    en: "the Digital Services Coordinator of the authority's State",
  },
  arcom_qualified_person: { fr: "la personnalité qualifiée de l'Arcom", en: "Arcom's qualified person" },
  public_prosecutor: { fr: "le procureur de la République", en: "the public prosecutor" },
  coordinator_of_establishment: {
    fr: "le coordinateur de l'État où la plateforme est établie",
    en: "the coordinator of the State where the platform is established",
  },
  court: { fr: "le tribunal", en: "the court" },
  internet_access_providers: { fr: "les fournisseurs d'accès à internet", en: "internet access providers" },
  search_engines: { fr: "les moteurs de recherche", en: "search engines" },
  european_commission: { fr: "la Commission européenne", en: "the European Commission" },
} as const satisfies Record<Step["to"], Bilingual>;

/** Who acts at a step, and what is sent. */
export const messageWords = {
  reminder: { fr: "rappel, automatique", en: "reminder, automatic" },
  information: { fr: "information, automatique", en: "information, automatic" },
  copy: { fr: "copie, automatique", en: "copy, automatic" },
  referral: {
    fr: "saisine, qu'une personne nommée décide et signe",
    en: "referral, decided and signed by a named person",
  },
} as const satisfies Record<Step["message"], Bilingual>;

/** What makes the time to act start anew. */
export const resetWords = {
  impossibility_ended: {
    fr: "une impossibilité déclarée par la plateforme prend fin",
    en: "an impossibility that the platform declared comes to an end",
  },
  clarification_received: {
    fr: "la plateforme reçoit la précision demandée",
    en: "the platform receives the clarification it asked for",
  },
} as const satisfies Record<NonNullable<LegalBasisView["resets"]>[number], Bilingual>;
