import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Notice } from "../../../../core/contract/notice.ts";
import { judged, sampleNotice } from "./sample-notice.ts";

const good = sampleNotice("01-campaign-four-platforms");
const field = fc.constantFrom(...Object.keys(Notice.shape));

describe("judging whatever comes", () => {
  it("ends in a judgement for any JSON, and accepts none of it by chance", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        expect(judged(input, "dgccrf", true)).toMatchObject({ kind: "refused", status: 422 });
      }),
    );
  });

  it("points into the field that was spoilt, or at what the law misses for it", () => {
    fc.assert(
      fc.property(field, fc.jsonValue({ maxDepth: 3 }), (name, value) => {
        const judgement = judged({ ...good, [name]: value });
        if (judgement.kind === "accepted") return;
        const pointers = judgement.errors.map(({ pointer }) => pointer);
        expect(pointers.some((pointer) => pointer.startsWith(`/${name}`) || pointer === "/language")).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("accepts a notice whatever the order of its fields", () => {
    const shuffled = fc.shuffledSubarray(Object.entries(good), { minLength: Object.keys(good).length });
    fc.assert(
      fc.property(shuffled, (entries) => {
        expect(judged(Object.fromEntries(entries)).kind).toBe("accepted");
      }),
      { numRuns: 30 },
    );
  });
});
