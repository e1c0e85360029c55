import type { Bilingual } from "../contract/language.ts";
import type { RecipientRole } from "../law/directory/recipients.ts";
import type { Recipient } from "./state.ts";

/** The contacts of a platform, as in `reçu par …`. */
export const contactWords = {
  point_of_contact: { fr: "le point de contact", en: "the point of contact" },
  second_contact: { fr: "le second contact", en: "the second contact" },
  legal_representative: { fr: "le représentant légal", en: "the legal representative" },
} as const satisfies Record<Extract<Recipient, { kind: "platform" }>["contact"], Bilingual>;

/** What somebody is to a case to whom a step is addressed, without article. */
export const roleWords = {
  platform_second_contact: { fr: "second contact de la plateforme", en: "second contact of the platform" },
  platform_legal_representative: {
    fr: "représentant légal de la plateforme",
    en: "legal representative of the platform",
  },
  authority: { fr: "autorité émettrice", en: "issuing authority" },
  sanctioning_authority: { fr: "autorité de sanction", en: "sanctioning authority" },
  own_coordinator: {
    fr: "coordinateur pour les services numériques de l'État de l'autorité",
    en: "Digital Services Coordinator of the authority's State",
  },
  arcom_qualified_person: { fr: "personnalité qualifiée de l'Arcom", en: "qualified person of Arcom" },
  public_prosecutor: { fr: "procureur de la République", en: "public prosecutor" },
  coordinator_of_establishment: {
    fr: "coordinateur pour les services numériques de l'État d'établissement",
    en: "Digital Services Coordinator of establishment",
  },
  court: { fr: "juridiction", en: "court" },
  internet_access_providers: { fr: "fournisseurs d'accès à internet", en: "internet access providers" },
  search_engines: { fr: "moteurs de recherche", en: "search engines" },
  european_commission: { fr: "Commission européenne", en: "European Commission" },
} as const satisfies Record<RecipientRole, Bilingual>;
