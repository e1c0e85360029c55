import { describe, expect, it } from "vitest";
import { isWithin, pointerTo, valueAt } from "../../../../core/contract/json-pointer.ts";

describe("what stands at a pointer (RFC 6901)", () => {
  const document = { "a/b": { "c~d": 1, "~1": 2 }, list: ["first", "second"], nothing: null };

  it.each([
    ["", document],
    ["/a~1b/c~0d", 1],
    ["/a~1b/~01", 2],
    ["/list/1", "second"],
    ["/nothing", null],
    ["/ab", undefined],
    ["/list/2", undefined],
    ["/list/1/0", undefined],
    ["/nothing/at", undefined],
    ["/constructor", undefined],
  ])("%j", (pointer, value) => {
    expect(valueAt(document, pointer)).toEqual(value);
  });

  it.each([[["a/b", "c~d"]], [["a/b", "~1"]], [["list", 0]]])("is what its path leads to, as of %j", (path) => {
    const value = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document);
    expect(valueAt(document, pointerTo(path))).toBe(value);
  });

  it("lies within another only at a boundary of names", () => {
    expect(isWithin("/items/1", "/items")).toBe(true);
    expect(isWithin("/items", "/items")).toBe(true);
    expect(isWithin("/itemsOfAnother", "/items")).toBe(false);
  });
});
