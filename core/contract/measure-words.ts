import type { Bilingual } from "./language.ts";
import type { OrderedMeasure } from "./measures.ts";

/** Each measure as an order words it: what is to be done. */
export const measureWords = {
  removed: { fr: "retirer le contenu", en: "remove the content" },
  disabled_eu: {
    fr: "empêcher l'accès au contenu dans toute l'Union européenne",
    en: "disable access to the content throughout the European Union",
  },
  disabled_in_state: {
    fr: "empêcher l'accès au contenu dans l'État de l'autorité",
    en: "disable access to the content in the authority's State",
  },
  delisted: { fr: "déréférencer le contenu", en: "delist the content" },
  warning_displayed: {
    fr: "afficher un message d'avertissement auprès du contenu",
    en: "display a warning next to the content",
  },
  demoted: { fr: "rétrograder le contenu dans les classements", en: "demote the content in rankings" },
  age_restricted: { fr: "réserver l'accès au contenu aux majeurs", en: "restrict access to the content to adults" },
  seller_suspended: { fr: "suspendre le vendeur", en: "suspend the seller" },
  seller_terminated: { fr: "fermer le compte du vendeur", en: "close the seller's account" },
  payments_suspended: { fr: "suspendre les paiements au vendeur", en: "suspend payments to the seller" },
  identical_removed: {
    fr: "rechercher et retirer les contenus identiques",
    en: "find and remove identical content",
  },
  consumers_informed: {
    fr: "informer les consommateurs concernés",
    en: "inform the consumers concerned",
  },
} as const satisfies Record<OrderedMeasure, Bilingual>;
