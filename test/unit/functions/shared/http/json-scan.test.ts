import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonFlaw } from "../../../../../functions/shared/http/json-scan.ts";

describe("a JSON text", () => {
  it("with a name that an object has twice is unfit, also where one is spelt with escapes", () => {
    expect(jsonFlaw('{"a": 1, "a": 2}')).toBe("repeated_name");
    expect(jsonFlaw('{"a": 1, "\\u0061" : 2}')).toBe("repeated_name");
    expect(jsonFlaw('[{"b": {"a": 1}, "c": [{"a": 1, "x": {}, "a": 1}]}]')).toBe("repeated_name");
  });

  it("may use a name again in another object, as a value, or in a list", () => {
    expect(jsonFlaw('{"a": {"a": "a"}, "b": ["a", "a"], "c": "a"}')).toBeUndefined();
    expect(jsonFlaw('[{"a": 1}, {"a": 1}]')).toBeUndefined();
    expect(jsonFlaw('{"a": "\\"a\\": 1, \\"a\\": 2"}')).toBeUndefined();
  });

  it("may nest 32 levels and not one more, brackets in strings not counted", () => {
    expect(jsonFlaw("[".repeat(32) + "]".repeat(32))).toBeUndefined();
    expect(jsonFlaw("[".repeat(33) + "]".repeat(33))).toBe("too_deep");
    expect(jsonFlaw("[".repeat(1_000_000))).toBe("too_deep");
    expect(jsonFlaw(JSON.stringify("[{".repeat(100)))).toBeUndefined();
  });

  it("written by JSON.stringify has no repeated name, whatever it says", () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => jsonFlaw(JSON.stringify(value)) === undefined));
  });

  it("never makes it throw", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', "\\", "{", "}", "[", "]", ":", ",", "a", "u", "\ud800") }),
        (text) => {
          expect(["too_deep", "repeated_name", undefined]).toContain(jsonFlaw(text));
        },
      ),
    );
  });
});
