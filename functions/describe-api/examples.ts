import type * as z from "zod";
import type { Answer } from "../../core/contract/answer.ts";
import type { Notice } from "../../core/contract/notice.ts";

/** A notice that a reader can submit as it stands: a report under DSA art. 16. The listing is fictional. */
export const exampleNotice = {
  reference: "EXAMPLE-2025-001",
  legalBasis: "eu-dsa-16",
  language: "fr",
  category: "PROTECTION_OF_MINORS",
  keywords: ["PROHIBITED_PRODUCTS"],
  territorialScope: ["FR"],
  goodFaith: true,
  statementOfReasons: "Annonce d'un produit interdit à la vente ; le titre et la description ne laissent aucun doute.",
  provision: "Code pénal, art. 227-23",
  items: [
    {
      url: "https://www.vinted.fr/items/9000000001-example",
      kind: "product_listing",
      locators: { itemId: "9000000001" },
    },
  ],
  contact: { name: "Cellule plateformes", email: "plateformes@authority.example" },
} as const satisfies Readonly<z.input<typeof Notice>>;

const named = {
  caseId: "case_019a48f0-0000-7000-8000-000000000001",
  version: 1,
  digest: "sha-256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
} as const;

/** An acknowledgement with the platform's own ticket number. */
export const exampleAcknowledgement = {
  type: "notice.acknowledged",
  data: { ...named, reference: "our-ticket-77" },
} as const satisfies z.input<typeof Answer>;

/** A report that the one item was removed. */
export const exampleAnswer = {
  type: "notice.action_taken",
  data: {
    ...named,
    items: [
      {
        itemId: "itm_019a48f0-0000-7000-8000-000000000002",
        outcome: "removed",
        measuredAt: "2025-11-03T09:30:00Z",
        territory: ["EU"],
      },
    ],
  },
} as const satisfies Readonly<z.input<typeof Answer>>;
