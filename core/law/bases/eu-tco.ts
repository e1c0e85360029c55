import type { KeptBasis } from "../legal-basis.ts";
import { lasting } from "../lasting.ts";

export const euTco3: KeptBasis = {
  id: "eu-tco-3",
  version: 1,
  validFrom: "2022-06-07",
  cite: { fr: "Règl. (UE) 2021/784, art. 3", en: "Reg. (EU) 2021/784 art. 3" },
  title: { fr: "Injonction de retrait d'un contenu terroriste", en: "Removal order for terrorist content" },
  instrument: "order",
  review: "draft",
  enabled: false,
  why: {
    fr: "Il y faut les formulaires des annexes I à III et une permanence jour et nuit.",
    en: "It needs the forms of Annexes I to III and a desk that is open day and night.",
  },
  clocks: {
    acknowledge: { within: lasting("PT15M"), basis: "sla", rule: "elapsed" },
    act: { within: lasting("PT1H"), basis: "statute", rule: "eu_1182_71" },
  },
  priorInformation: { firstOrderToHost: lasting("PT12H"), waiver: "/emergency" },
  resets: ["impossibility_ended", "clarification_received"],
  disclosure: { withholdMax: lasting("P42D"), renewable: 1 },
};
