import type { Bilingual } from "../../../core/contract/language.ts";

/** What every letter says around its own words. */
export const frameWords = {
  colon: { fr: "\u00a0:", en: ":" },
  carried: {
    fr: "Sommation transmet ce message pour le compte de l'autorité, qui seule en est l'auteur.",
    en: "Sommation carries this message for the authority, which alone is its author.",
  },
  verify: {
    fr: "Pour vérifier : l'empreinte ci-dessus est celle de l'acte et figure en toutes lettres sur celui-ci. En cas de doute, n'ouvrez pas le lien et demandez à l'autorité, par une adresse que vous connaissez déjà.",
    en: "To check: the digest above is that of the act and stands on it in full. In doubt, do not open the link and ask the authority, at an address that you already know.",
  },
  noReply: {
    fr: "Ne répondez pas à ce courriel : personne ne le lirait.",
    en: "Do not reply to this mail: nobody would read it.",
  },
  copy: {
    fr: "Si le bouton ne s'ouvre pas, copiez cette adresse :",
    en: "If the button does not open, copy this address:",
  },
} as const satisfies Record<string, Bilingual>;
