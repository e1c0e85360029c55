import { describe, expect, it } from "vitest";
import {
  documentWithoutSellers,
  isSellerInUrl,
  itemsIn,
  noticeWithoutSellers,
  sellerOf,
} from "../../../../../core/case/record/sellers.ts";

const pseudonym = "pseudonym-0123456789ab";
const pseudonyms = new Map([["9100001", pseudonym]]);
const listing = (url: string, sellerId?: string) => ({
  url,
  kind: "product_listing",
  ...(sellerId !== undefined && { locators: { sellerId, sku: "9100001" } }),
});

describe("a notice without its sellers", () => {
  it("keeps everything but them, other locators of equal value included", () => {
    const notice = {
      reference: "R-1",
      items: [listing("https://shop.example/1", "9100001"), listing("https://shop.example/2")],
    };
    expect(noticeWithoutSellers(notice, pseudonyms)).toEqual({
      reference: "R-1",
      items: [
        { ...listing("https://shop.example/1"), locators: { sellerId: pseudonym, sku: "9100001" } },
        listing("https://shop.example/2"),
      ],
    });
  });

  it("is not another where there is nothing to replace", () => {
    expect(noticeWithoutSellers({ items: [listing("https://shop.example/1", "77")] }, pseudonyms)).toBeUndefined();
    expect(noticeWithoutSellers({ reason: "9100001" }, pseudonyms)).toBeUndefined();
    const done = noticeWithoutSellers({ items: [listing("https://shop.example/1", "9100001")] }, pseudonyms);
    expect(itemsIn(done).map(sellerOf)).toEqual([undefined]);
  });

  it.each([
    ["https://shop.example/9100001", `https://shop.example/${pseudonym}`],
    ["https://shop.example/a?mall=9100001&p=2", `https://shop.example/a?mall=${pseudonym}&p=2`],
    ["https://shop.example/19100001", "https://shop.example/19100001"],
    ["https://shop.example/9100001x", "https://shop.example/9100001x"],
  ])("reads %s as %s", (url, expected) => {
    const replaced = noticeWithoutSellers({ items: [listing(url, "9100001")] }, pseudonyms);
    expect(itemsIn(replaced)[0]?.url).toBe(expected);
    expect(isSellerInUrl(listing(url, "9100001"))).toBe(url !== expected);
  });

  it("takes a dot in an identifier for a dot", () => {
    const dotted = new Map([["a.b", pseudonym]]);
    const replaced = noticeWithoutSellers({ items: [listing("https://shop.example/a.b/axb", "a.b")] }, dotted);
    expect(itemsIn(replaced)[0]?.url).toBe(`https://shop.example/${pseudonym}/axb`);
  });

  it("touches only the addresses it is given", () => {
    const items = [listing("https://shop.example/1", "9100001"), listing("https://shop.example/2", "9100001")];
    const replaced = noticeWithoutSellers({ items }, pseudonyms, new Set(["https://shop.example/2"]));
    expect(itemsIn(replaced).map(({ locators }) => locators?.sellerId)).toEqual(["9100001", pseudonym]);
  });
});

describe("another document without sellers", () => {
  it("has values replaced that are an identifier and nothing else, in its body as well", () => {
    const body = JSON.stringify({ reference: "9100001", note: "We spoke to 9100001.", items: ["9100001", "x"] });
    const replaced = documentWithoutSellers({ seller: "9100001", body }, pseudonyms) as {
      seller: string;
      body: string;
    };
    expect(replaced.seller).toBe(pseudonym);
    expect(JSON.parse(replaced.body)).toEqual({
      reference: pseudonym,
      note: "We spoke to 9100001.",
      items: [pseudonym, "x"],
    });
  });

  it.each([
    { body: '{ "note" : "We spoke to 9100001." }' },
    { body: "not JSON" },
    { reason: "none", at: 9_100_001 },
    {},
  ])("is not another, to the letter, where there is nothing to replace: %j", (document) => {
    expect(documentWithoutSellers(document, pseudonyms)).toBeUndefined();
  });
});
