import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointerTo } from "../../../../core/contract/json-pointer.ts";
import { dangersIn, dangersOf } from "../../../../core/contract/safety.ts";

const bytes = (count: number) => Buffer.from(Array.from({ length: count }, (_, index) => (index * 89 + 7) % 256));
const found = (document: unknown) => dangersIn(document).map(({ path, danger }) => `${pointerTo(path)} ${danger}`);

describe("what may never enter", () => {
  it.each([
    "data:image/png;base64,AAAA",
    "see DATA:text/html,x",
    "da\nta:image/png",
    "data%3Aimage/png",
    "x".repeat(50) + "data:,",
  ])("a data: URI, as in %j", (text) => {
    expect(dangersOf(text)).toEqual(["data_uri"]);
    expect(dangersOf(text, true)).toEqual(["data_uri"]);
  });

  it("base64, base64url and base64 wrapped over lines, from 120 characters on", () => {
    expect(dangersOf(bytes(90).toString("base64"))).toEqual(["base64"]);
    expect(dangersOf(bytes(90).toString("base64url"))).toEqual(["base64"]);
    expect(dangersOf(`Pièce :\n${bytes(200).toString("base64").replace(/.{76}/g, "$&\r\n")}`)).toEqual(["base64"]);
    expect(dangersOf("a".repeat(120))).toEqual(["base64"]);
    expect(dangersOf("a".repeat(119))).toEqual([]);
  });

  it.each([
    ["base64", bytes(90).toString("base64")],
    ["base64url", bytes(90).toString("base64url")],
  ])("%s in the middle of a sentence", (_, blob) => {
    expect(dangersOf(`Voir la pièce ${blob} ci-jointe.`)).toEqual(["base64"]);
  });

  it.each([
    ["by bare line ends", "", "\n"],
    ["indented", "    ", "\n"],
    ["indented, by line ends of the web", "\t", "\r\n"],
  ])("base64 wrapped %s", (_, indent, lineEnd) => {
    const lines = bytes(200)
      .toString("base64")
      .match(/.{1,64}/g)!;
    expect(dangersOf(lines.map((line) => indent + line).join(lineEnd))).toEqual(["base64"]);
  });

  it.each(["\u0000", "\u0007", "\u001b[31m", "\u007f", "\u0085", "\ud800", "x\udc00"])(
    "control characters and broken ones, as in %j",
    (text) => {
      expect(dangersOf(text)).toEqual(["control_characters"]);
    },
  );

  it("whatever the depth and the field, by its pointer", () => {
    expect(found({ a: [{ b: "data:," }], url: bytes(300).toString("hex"), note: bytes(300).toString("hex") })).toEqual(
      expect.arrayContaining(["/a/0/b data_uri", "/note base64"]),
    );
  });

  it("names that reach a prototype", () => {
    expect(found(JSON.parse('{"__proto__":{"x":1},"items":[{"constructor":1}]}'))).toEqual(
      expect.arrayContaining(["/__proto__ field_name", "/items/0/constructor field_name"]),
    );
  });

  it("names that carry what a text may not, without repeating them", () => {
    expect(found({ note: { "data:image/png": 1 } })).toEqual(["/note field_name"]);
    expect(found({ "\u0000": 1 })).toEqual([" field_name"]);
  });

  it("nesting without end", () => {
    const deep = JSON.parse(`{"items":${"[".repeat(30_000)}${"]".repeat(30_000)}}`) as unknown;
    expect(found(deep)).toEqual(["/items nesting"]);
  });

  it("anything deeper than sixteen levels, and what sixteen levels hold", () => {
    const within = (levels: number, inside: unknown): unknown =>
      levels === 0 ? inside : { a: within(levels - 1, inside) };
    expect(found(within(16, []))).toEqual([]);
    expect(found(within(16, ["data:,"]))).toEqual([`${"/a".repeat(16)}/0 data_uri`]);
    expect(found(within(17, []))).toEqual(["/a nesting"]);
  });

  it("by its place in a list, as a number", () => {
    expect(dangersIn({ items: ["a", "data:,"] })).toEqual([{ path: ["items", 1], danger: "data_uri" }]);
  });
});

describe("what may", () => {
  it.each([
    "Offre à la vente ; voir le procès-verbal nº 77.\nDeuxième alinéa.\tTabulation.",
    "9f2c1c0f8f7f4fd1f5f0a2c9a1f0f7b6f1d7c3e2a4b5c6d7e8f90123456789ab",
    "base de données, metadata sans deux-points",
    `https://www.shein.com/${"robe-longue-a-fleurs-".repeat(8)}p-1.html`,
    "SKU-1\nSKU-2\nSKU-3\n".repeat(40),
    `Référence ${"SKU-2025-".repeat(16)}X au catalogue`,
    `Voir la page ${"Robe-Longue-A-Fleurs-".repeat(8)}Bleue du catalogue`,
    "😀 emoji, 中文",
  ])("%j", (text) => {
    expect(dangersOf(text)).toEqual([]);
  });

  it("a long URL", () => {
    expect(found({ items: [{ url: `https://shein.com/${"aB3".repeat(300)}` }] })).toEqual([]);
  });

  it("prose of any length", () => {
    const word = fc.stringMatching(/^[a-zéà]{1,14}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), (words) => {
        expect(dangersOf(words.join(" "))).toEqual([]);
      }),
    );
  });
});

describe("a pointer", () => {
  it("escapes ~ and / (RFC 6901)", () => {
    expect(pointerTo(["a/b", "c~d", 0])).toBe("/a~1b/c~0d/0");
  });

  it("stops above a name that is not fit to be repeated", () => {
    expect(pointerTo(["items", "x".repeat(65), "y"])).toBe("/items");
  });
});
