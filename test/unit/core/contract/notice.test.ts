import { describe, expect, it } from "vitest";
import * as z from "zod";
import { measures, OrderedMeasure } from "../../../../core/contract/measures.ts";
import { Notice, NoticeItem } from "../../../../core/contract/notice.ts";
import { sampleNotice } from "../law/sample-notice.ts";

const url = (text: string) => NoticeItem.safeParse({ url: text, kind: "page" }).success;

describe("the shape of a notice", () => {
  it.each(["01-campaign-four-platforms", "02-gpsr-order-temu", "03-report-haut-commissariat", "04-lcen-order-wish"])(
    "reads %s as it stands, instants aside",
    (name) => {
      const notice = sampleNotice(name);
      const read = Notice.parse(notice);
      const withoutInstants = { ...read, evidence: undefined };
      expect(withoutInstants).toEqual({ ...notice, evidence: undefined });
    },
  );

  it("brings instants to one width", () => {
    expect(Notice.parse(sampleNotice("01-campaign-four-platforms")).evidence?.[0]?.takenAt).toBe(
      "2025-11-03T07:12:00.000Z",
    );
  });

  it("refuses unknown fields on every level", () => {
    const item = { url: "https://shein.com/p", kind: "page", sellerName: "x" };
    for (const changes of [{ x: 1 }, { contact: { x: 1 } }, { items: [item] }, { redress: { x: "" } }]) {
      expect(Notice.safeParse(sampleNotice("03-report-haut-commissariat", changes)).success).toBe(false);
    }
  });

  it("describes every field", () => {
    for (const [name, schema] of Object.entries(Notice.shape)) {
      expect(schema.meta()?.description, name).toMatch(/\S/);
    }
  });

  it("has a JSON Schema for what is sent", () => {
    const { $ref, $defs } = z.toJSONSchema(Notice, { io: "input" });
    expect($ref).toBe("#/$defs/Notice");
    expect($defs?.["Notice"]).toMatchObject({
      additionalProperties: false,
      required: ["reference", "legalBasis", "language", "items"],
    });
  });
});

describe("the URL of an item", () => {
  it.each(["https://shein.com/p", "http://shein.com", "https://shein.com:8443/p?x=1#y", "https://shein.com/é"])(
    "may be %s",
    (text) => {
      expect(url(text)).toBe(true);
    },
  );

  it.each([
    "shein.com/p",
    "//shein.com/p",
    "https:/shein.com/p",
    "https:shein.com/p",
    "https://user@shein.com/p",
    "https://shein.com\\@evil.example/",
    " https://shein.com/p",
    "https://shein.com/p q",
    "https://shein.com/\np",
    "ftp://shein.com/p",
    "https://",
    "https://[::1/p",
  ])("may not be %j", (text) => {
    expect(url(text)).toBe(false);
  });

  it("is 2,048 characters long at most", () => {
    const long = "https://shein.com/".padEnd(2_048, "p");
    expect(url(long)).toBe(true);
    expect(url(`${long}p`)).toBe(false);
  });

  it("is taken as written", () => {
    const written = "HTTPS://FR.Shein.com/P?utm_source=x";
    expect(NoticeItem.parse({ url: written, kind: "page" }).url).toBe(written);
  });
});

describe("the locators of an item", () => {
  const locators = (values: object) =>
    NoticeItem.safeParse({ url: "https://shein.com/p", kind: "page", locators: values }).success;

  it("know the platform's identifiers and GTIN", () => {
    expect(locators({ sku: "sx1", sellerId: "S-1", gtin: "03601029842113", model: "KX 12" })).toBe(true);
    expect(locators({ gtin: "123" })).toBe(false);
  });

  it("take no address of a person", () => {
    expect(locators({ sellerId: "someone@mail.example" })).toBe(false);
  });
});

describe("the measures", () => {
  it("can all be ordered but the finding that nothing was left", () => {
    const all = Object.keys(measures);
    expect(OrderedMeasure.options).toEqual(all.filter((measure) => measure !== "already_unavailable"));
  });
});
