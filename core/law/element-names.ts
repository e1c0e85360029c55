import type { Bilingual } from "../contract/language.ts";

/** The elements a legal basis can ask for: JSON pointer in the notice and the name an officer reads. */
export const elementNames = {
  "/statementOfReasons": { fr: "exposé des motifs", en: "statement of reasons" },
  "/provision": { fr: "disposition enfreinte", en: "provision infringed" },
  "/substantiveBasis": { fr: "base matérielle", en: "substantive basis" },
  "/signatory": { fr: "signataire", en: "signatory" },
  "/items": { fr: "contenus visés", en: "items" },
  "/orderedMeasures": { fr: "mesures ordonnées", en: "ordered measures" },
  "/orderedDelay": { fr: "délai imparti", en: "ordered delay" },
  "/acknowledgeWithin": { fr: "délai d'accusé de réception", en: "acknowledge window" },
  "/actWithin": { fr: "délai d'exécution", en: "act window" },
  "/redress/provider": { fr: "voies de recours de la plateforme", en: "redress for the platform" },
  "/redress/recipient": { fr: "voies de recours du vendeur ou de l'auteur", en: "redress for the seller or author" },
  "/effectAuthority": {
    fr: "autorité destinataire du rapport d'exécution",
    en: "authority that receives the report on effect",
  },
  "/territorialScope": { fr: "portée territoriale", en: "territorial scope" },
  "/language": { fr: "langue", en: "language" },
  "/contact/name": { fr: "nom du contact", en: "name of the contact" },
  "/contact/email": { fr: "adresse du contact", en: "address of the contact" },
  "/goodFaith": { fr: "déclaration de bonne foi", en: "statement of good faith" },
  "/adversarialStep": { fr: "phase contradictoire", en: "adversarial step" },
  "/authorUnidentifiable": { fr: "auteur non identifiable", en: "author unidentifiable" },
  "/priorMeasures": { fr: "mesures antérieures restées sans effet", en: "earlier measures ignored" },
} as const satisfies Record<`/${string}`, Bilingual>;

/** JSON pointer (RFC 6901) of an element in a notice. */
export type ElementPointer = keyof typeof elementNames;
