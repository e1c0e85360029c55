import fc from "fast-check";
import type { ServedNotice } from "../../../../../core/contract/served-notice.ts";
import { requisition } from "./served-samples.ts";

/** Texts no officer types: any code point, markup, right to left, emoji, control characters, words without end. */
const oddText = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    `"><img src=x onerror=alert(1)> & 'x' ]]> <!--`,
    "שלום עולם مرحبا بالعالم",
    "👩‍👩‍👧‍👦🏳️‍🌈 e\u0301\u0323\u200f\u202e",
    "\u0000\u0008\ufffe\u{10ffff}",
    "x".repeat(4_000),
    "  \n\r\n\u2028 ",
    " ".repeat(300),
  ),
);

/** A served notice whose every free text is odd. */
export const oddNotices: fc.Arbitrary<ServedNotice> = fc
  .tuple(oddText, oddText, oddText, oddText, oddText, oddText)
  .map(([reasons, provision, name, person, locator, translated]) => ({
    ...requisition,
    reference: name,
    authority: { ...requisition.authority, name: { fr: name, en: name } },
    addressee: { id: "shein", name: person },
    statementOfReasons: reasons,
    provision,
    redress: { provider: reasons, recipient: provision },
    signatory: { firstName: person, lastName: name, capacity: provision, service: locator, delegationReference: name },
    emergency: { reason: reasons },
    adversarialStep: { date: "2025-10-06", reference: name, summary: translated },
    translations: { ar: { statementOfReasons: translated } },
    items: requisition.items.slice(0, 1).map((item) => ({ ...item, locators: { sku: locator, model: name } })),
    contact: { name: person },
  }));
