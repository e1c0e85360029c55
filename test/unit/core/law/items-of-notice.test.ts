import { describe, expect, it } from "vitest";
import type { NoticeItem } from "../../../../core/contract/notice.ts";
import { directoryErrors } from "../../../../core/law/check-directory.ts";
import { platformIn } from "../../../../core/law/directory/directory.ts";
import { presets } from "../../../../core/law/legal-bases.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import { faultsIn, sampleNotice } from "./sample-notice.ts";

const requisition = (changes: object) => sampleNotice("01-campaign-four-platforms", { ...changes });
const listing = (name: number) => ({ url: `https://fr.shein.com/p-${name}.html`, kind: "product_listing" as const });

describe("an item that stands there twice", () => {
  function duplicates(...items: NoticeItem[]) {
    const platform = platformIn(startingDirectory, "shein");
    const placed = items.map((item, position) => ({ position, item, platform }));
    const draft = { input: {}, fields: {}, items: placed, isFaulty: () => false, isBroken: () => false };
    return directoryErrors(draft, startingDirectory, presets).map(({ pointer, code }) => `${pointer} ${code}`);
  }

  it("is found in whatever order its locators are written", () => {
    const one = { ...listing(1), locators: { sku: "sx1", sellerId: "S-1", gtin: "03601029842113" } };
    const other = { ...listing(1), locators: { gtin: "03601029842113", sellerId: "S-1", sku: "sx1" } };
    expect(duplicates(one, other)).toEqual(["/items/1 duplicate"]);
    expect(duplicates(one, { ...listing(1), locators: { sku: "sx1", sellerId: "S-2" } })).toEqual([]);
  });
});

describe("items beyond the fifty a notice may hold", () => {
  it("are refused as too many, and not one by one", () => {
    const many = Array.from({ length: 50 }, (_, index) => listing(index));
    expect(faultsIn(requisition({ items: [...many, listing(0)] }))).toEqual(["/items too_many"]);
  });
});

describe("the shape of a notice", () => {
  const step = (summary: string) => ({ adversarialStep: { date: "2025-10-01", summary } });

  it("knows a text that is too long from a list that is", () => {
    const word = "motif ";
    expect(faultsIn(requisition(step(word.repeat(667))))).toEqual(["/adversarialStep/summary too_long"]);
    expect(faultsIn(requisition(step(word.repeat(666))))).toEqual([]);
    expect(faultsIn(requisition({ keywords: Array.from({ length: 21 }, () => "PROHIBITED_PRODUCTS") }))).toEqual([
      "/keywords too_many",
    ]);
  });

  it("knows only the two modes of disclosure", () => {
    expect(faultsIn(requisition({ disclosure: { mode: "secret" } }))).toEqual(["/disclosure/mode unknown_value"]);
  });

  it("is wrong as a whole where nothing was sent", () => {
    expect(faultsIn(undefined)).toEqual([" wrong_type"]);
  });
});

describe("an earlier measure", () => {
  it("may rest on a basis that is known and cannot be submitted under", () => {
    const earlier = { kind: "fr-lcen-6-3", platform: "shein", reference: "RG-1", date: "2025-10-20" };
    expect(faultsIn(requisition({ items: [listing(1)], priorMeasures: [earlier] }))).toEqual([]);
  });
});
