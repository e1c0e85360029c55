import type { KeptBasis } from "../legal-basis.ts";
import { lasting } from "../lasting.ts";

export const auOsa109: KeptBasis = {
  id: "au-osa-109",
  version: 1,
  validFrom: "2022-01-23",
  cite: "Online Safety Act 2021 (AU) s.109",
  title: { fr: "Avis de retrait (Australie)", en: "Removal notice (Australia)" },
  instrument: "order",
  review: "draft",
  enabled: false,
  why: {
    fr: "L'annuaire ne compte aucune autorité australienne.",
    en: "There is no Australian authority in the directory.",
  },
  clocks: { act: { within: lasting("PT24H"), basis: "statute", rule: "elapsed" } },
};

export const ukOsa: KeptBasis = {
  id: "uk-osa",
  version: 1,
  validFrom: "2025-03-17",
  cite: "Online Safety Act 2023 (UK)",
  title: { fr: "Devoirs des services en ligne (Royaume-Uni)", en: "Duties of online services (United Kingdom)" },
  instrument: "report",
  review: "draft",
  enabled: false,
  why: {
    fr: "Elle impose des devoirs sur les systèmes, non des injonctions par contenu.",
    en: "It lays duties on systems; it knows no order per item.",
  },
};

export const usTida: KeptBasis = {
  id: "us-tida",
  version: 1,
  validFrom: "2026-05-19",
  cite: "TAKE IT DOWN Act (US) s.3",
  title: { fr: "Demande de retrait d'une victime (États-Unis)", en: "A victim's request for removal (United States)" },
  instrument: "report",
  review: "draft",
  enabled: false,
  why: {
    fr: "La demande vient d'une victime, non d'une autorité.",
    en: "The request is a victim's, not an authority's.",
  },
};
