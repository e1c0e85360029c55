import type { LegalBasis } from "../legal-basis.ts";
import { lasting } from "../lasting.ts";
import { commonElements, commonLadder } from "./common.ts";

/** Injunction to comply, after an adversarial step, within a reasonable delay. */
export const frConso5211: LegalBasis = {
  id: "fr-conso-521-1",
  version: 1,
  validFrom: "2020-12-05",
  cite: "C. conso. L.521-1, L.521-2, R.521-1",
  title: { fr: "Injonction de mise en conformité", en: "Injunction to comply" },
  instrument: "injunction",
  review: "draft",
  enabled: true,
  issuers: ["consumer_protection"],
  requires: [
    ...commonElements,
    { at: "/orderedDelay", by: "C. conso. L.521-1", note: { fr: "un délai raisonnable", en: "a reasonable delay" } },
    { at: "/adversarialStep", by: "C. conso. L.521-1" },
  ],
  clocks: {
    acknowledge: { within: lasting("2WD"), basis: "sla", rule: "fr_days" },
    act: { within: "orderedDelay", basis: "set_in_order", rule: "fr_days" },
  },
  ladder: [
    ...commonLadder,
    {
      id: "overdue-act-authority-penalty",
      on: "overdue",
      clock: "act",
      mode: "decision",
      to: "authority",
      message: "referral",
      subject: {
        fr: "Astreinte journalière à compter du lendemain ; publicité (L.521-2)",
        en: "Daily penalty from the day after; publicity (L.521-2)",
      },
    },
    {
      id: "overdue-act-authority-requisition",
      on: "overdue",
      clock: "act",
      mode: "decision",
      to: "authority",
      message: "referral",
      subject: { fr: "Réquisition (L.521-3-1)", en: "Requisition (L.521-3-1)" },
    },
  ],
};

/** Requisition to remove, delist or warn. Its delay is set in the act and is never under forty-eight hours. */
export const frConso52131: LegalBasis = {
  id: "fr-conso-521-3-1",
  version: 1,
  validFrom: "2020-12-05",
  cite: "C. conso. L.521-3-1, R.521-1, L.532-5",
  title: { fr: "Réquisition visant une interface en ligne", en: "Requisition about an online interface" },
  instrument: "requisition",
  review: "draft",
  enabled: true,
  issuers: ["consumer_protection"],
  requires: [
    ...commonElements,
    {
      at: "/orderedDelay",
      by: "C. conso. L.521-3-1",
      note: { fr: "pas moins de 48 heures", en: "not under 48 hours" },
      min: lasting("PT48H"),
    },
    {
      anyOf: ["/authorUnidentifiable", "/priorMeasures"],
      by: "C. conso. L.521-3-1",
      note: {
        fr: "auteur non identifiable, ou mesure antérieure restée sans effet auprès de cette plateforme",
        en: "author unidentifiable, or an earlier measure ignored by this platform",
      },
    },
  ],
  measures: ["removed", "delisted", "disabled_in_state", "warning_displayed"],
  complementaryMeasures: ["seller_suspended", "seller_terminated", "payments_suspended", "consumers_informed"],
  clocks: {
    acknowledge: { within: lasting("PT12H"), basis: "sla", rule: "elapsed" },
    act: { within: "orderedDelay", basis: "set_in_order", rule: "elapsed" },
  },
  ladder: [
    ...commonLadder,
    {
      id: "issued-own-coordinator",
      on: "issued",
      mode: "automatic",
      to: "own_coordinator",
      message: "information",
      subject: { fr: "Information de l'Arcom", en: "Information of Arcom" },
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
      id: "overdue-act-public-prosecutor",
      on: "overdue",
      clock: "act",
      mode: "decision",
      to: "public_prosecutor",
      message: "referral",
      subject: {
        fr: "Inexécution de la réquisition (L.532-5)",
        en: "Failure to comply with the requisition (L.532-5)",
      },
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
    {
      id: "manual-european-commission",
      on: "manual",
      mode: "decision",
      to: "european_commission",
      message: "referral",
      subject: {
        fr: "Saisine de la Commission : très grande plateforme (DSA)",
        en: "Referral to the Commission: very large platform (DSA)",
      },
    },
  ],
};
