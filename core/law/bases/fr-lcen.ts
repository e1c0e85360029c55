import type { KeptBasis, LegalBasis } from "../legal-basis.ts";
import { lasting } from "../lasting.ts";
import { commonElements, commonLadder } from "./common.ts";

/** Request of the police unit to remove child sexual abuse material: twenty-four hours. */
export const frLcen61Csam: LegalBasis = {
  id: "fr-lcen-6-1-csam",
  version: 1,
  validFrom: "2024-05-23",
  cite: { fr: "LCEN art. 6-1, 6-2 à 6-2-2 ; C. pén. 227-23", en: "LCEN art. 6-1, 6-2 to 6-2-2; C. pén. 227-23" },
  title: {
    fr: "Demande de retrait d'images d'abus sexuels sur mineurs",
    en: "Request to remove child sexual abuse material",
  },
  instrument: "order",
  review: "draft",
  enabled: true,
  issuers: ["police_unit"],
  requires: commonElements,
  measures: ["removed", "disabled_eu"],
  clocks: {
    acknowledge: { within: lasting("PT2H"), basis: "sla", rule: "elapsed" },
    act: { within: lasting("PT24H"), basis: "statute", rule: "elapsed" },
  },
  priorInformation: { firstOrderToHost: lasting("PT12H"), waiver: "/emergency" },
  resets: ["impossibility_ended", "clarification_received"],
  disclosure: { withholdMax: lasting("P42D") },
  ladder: [
    ...commonLadder,
    {
      id: "issued-arcom-qualified-person",
      on: "issued",
      mode: "automatic",
      to: "arcom_qualified_person",
      message: "copy",
      subject: { fr: "Copie de la demande (LCEN art. 6-1)", en: "Copy of the request (LCEN art. 6-1)" },
    },
    {
      id: "issued-public-prosecutor",
      on: "issued",
      mode: "decision",
      to: "public_prosecutor",
      message: "referral",
      subject: { fr: "Signalement (CPP art. 40)", en: "Report (CPP art. 40)" },
    },
    {
      id: "overdue-act-internet-access-providers",
      on: "overdue",
      clock: "act",
      mode: "decision",
      to: "internet_access_providers",
      message: "referral",
      subject: { fr: "Liste de blocage", en: "Blocking list" },
    },
    {
      id: "overdue-act-search-engines",
      on: "overdue",
      clock: "act",
      mode: "decision",
      to: "search_engines",
      message: "referral",
      subject: { fr: "Déréférencement", en: "Delisting" },
    },
    {
      id: "overdue-act-court",
      on: "overdue",
      clock: "act",
      after: lasting("PT48H"),
      mode: "decision",
      to: "court",
      message: "referral",
      subject: {
        fr: "Saisine du tribunal judiciaire de Paris (LCEN art. 6-3)",
        en: "Application to the Paris court (LCEN art. 6-3)",
      },
    },
  ],
};

const kept = { version: 1, validFrom: "2024-05-23", review: "draft", enabled: false } as const;

export const frLcen61Terror: KeptBasis = {
  ...kept,
  id: "fr-lcen-6-1-terror",
  cite: "LCEN art. 6-1 ; C. pén. 421-2-5",
  title: { fr: "Demande de retrait d'un contenu terroriste", en: "Request to remove terrorist content" },
  instrument: "order",
  why: {
    fr: "Le règlement (UE) 2021/784 prime pour les hébergeurs ; à confirmer.",
    en: "Reg. (EU) 2021/784 takes precedence for hosts; to be confirmed.",
  },
};

export const frLcen61Drugs: KeptBasis = {
  ...kept,
  id: "fr-lcen-6-1-drugs",
  validFrom: "2025-06-15",
  cite: "LCEN art. 6-1 ; C. pén. 222-39 ; loi 2025-532, art. 28",
  title: { fr: "Demande de retrait d'une offre de stupéfiants", en: "Request to remove an offer of drugs" },
  instrument: "order",
  why: { fr: "Le décret d'application reste à vérifier.", en: "The implementing decree is to be checked." },
};

export const frLcen63: KeptBasis = {
  ...kept,
  id: "fr-lcen-6-3",
  cite: "LCEN art. 6-3",
  title: { fr: "Mesure ordonnée par le tribunal", en: "Measure ordered by the court" },
  instrument: "court_order",
  why: {
    fr: "L'annuaire ne compte encore aucune juridiction.",
    en: "There is no court in the directory yet.",
  },
};

export const frSren101: KeptBasis = {
  ...kept,
  id: "fr-sren-10-1",
  cite: "LCEN art. 10-1 (SREN)",
  title: { fr: "Blocage et déréférencement d'un site", en: "Blocking and delisting of a site" },
  instrument: "order",
  why: {
    fr: "Elle s'adresse aux fournisseurs d'accès et aux moteurs de recherche, non aux plateformes.",
    en: "It is addressed to access providers and search engines, not to platforms.",
  },
};
