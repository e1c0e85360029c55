import type { LegalBasis } from "../legal-basis.ts";
import { commonLadder } from "./common.ts";

/** A legal basis for trying things out: no law behind it, both periods in the notice, open to every authority. */
export const sandbox: LegalBasis = {
  id: "sandbox",
  version: 1,
  validFrom: "2020-01-01",
  cite: { fr: "Bac à sable, sans base légale", en: "Sandbox, no legal basis" },
  title: { fr: "Essai sans portée juridique", en: "Trial without legal effect" },
  instrument: "order",
  review: "draft",
  enabled: true,
  issuers: "any",
  sandboxOnly: true,
  requires: [
    { at: "/statementOfReasons", by: "DSA 9(2)(a)(ii)" },
    { at: "/items", by: "DSA 9(2)(a)(iv)" },
  ],
  clocks: {
    acknowledge: { within: "acknowledgeWithin", basis: "sla", rule: "elapsed" },
    act: { within: "actWithin", basis: "set_in_order", rule: "elapsed" },
  },
  ladder: [
    ...commonLadder,
    {
      id: "overdue-act-public-prosecutor",
      on: "overdue",
      clock: "act",
      mode: "decision",
      to: "public_prosecutor",
      message: "referral",
      subject: { fr: "Essai d'une saisine du parquet", en: "Trial of a referral to the prosecutor" },
    },
  ],
};
