import type { LegalBasis } from "../legal-basis.ts";
import { lasting } from "../lasting.ts";
import { commonElements, commonLadder } from "./common.ts";

/** Order of a market surveillance authority: two working days. */
export const euGpsr22Order: LegalBasis = {
  id: "eu-gpsr-22-order",
  version: 1,
  validFrom: "2024-12-13",
  cite: { fr: "Règl. (UE) 2023/988, art. 22(4)-(5)", en: "Reg. (EU) 2023/988 art. 22(4)-(5)" },
  title: { fr: "Injonction relative à un produit dangereux", en: "Order about a dangerous product" },
  instrument: "order",
  review: "draft",
  enabled: true,
  issuers: ["market_surveillance"],
  requires: commonElements,
  measures: ["removed", "disabled_eu", "warning_displayed", "identical_removed"],
  complementaryMeasures: ["seller_suspended", "seller_terminated", "consumers_informed"],
  clocks: {
    acknowledge: { within: lasting("1WD"), basis: "sla", rule: "eu_1182_71" },
    act: { within: lasting("2WD"), basis: "statute", rule: "eu_1182_71" },
  },
  ladder: [
    ...commonLadder,
    {
      id: "overdue-act-sanctioning-authority",
      on: "overdue",
      clock: "act",
      after: lasting("PT24H"),
      mode: "decision",
      to: "sanctioning_authority",
      message: "referral",
      subject: {
        fr: "Sanction (RSGP art. 44 ; C. conso. L.452-5-1)",
        en: "Penalty (GPSR art. 44; C. conso. L.452-5-1)",
      },
    },
    {
      id: "manual-coordinator-of-establishment",
      on: "manual",
      mode: "decision",
      to: "coordinator_of_establishment",
      message: "referral",
      subject: {
        fr: "Saisine du coordinateur d'établissement (DSA art. 53)",
        en: "Referral to the coordinator of establishment (DSA art. 53)",
      },
    },
  ],
};

/** Product-safety notice: three working days. */
export const euGpsr22Notice: LegalBasis = {
  id: "eu-gpsr-22-notice",
  version: 1,
  validFrom: "2024-12-13",
  cite: { fr: "Règl. (UE) 2023/988, art. 22", en: "Reg. (EU) 2023/988 art. 22" },
  title: { fr: "Signalement de sécurité d'un produit", en: "Product-safety notice" },
  instrument: "report",
  review: "draft",
  enabled: true,
  issuers: ["judicial", "administrative", "market_surveillance", "public_body"],
  requires: [
    { at: "/statementOfReasons", by: "DSA 16(2)(a)" },
    { at: "/items", by: "DSA 16(2)(b)" },
    { at: "/contact/email", by: "DSA 16(2)(c)" },
  ],
  clocks: {
    acknowledge: { within: lasting("1WD"), basis: "sla", rule: "eu_1182_71" },
    act: { within: lasting("3WD"), basis: "statute", rule: "eu_1182_71" },
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
      subject: { fr: "Convertir en injonction (art. 22(4))", en: "Convert into an order (art. 22(4))" },
    },
  ],
};
