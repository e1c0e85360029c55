import { describe, expect, it } from "vitest";
import { missingElements } from "../../../../core/law/completeness.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import { draftOf } from "../../../../core/law/draft.ts";
import { findLegalBasis, presets } from "../../../../core/law/legal-bases.ts";
import type { LegalBasis, RequiredChoice } from "../../../../core/law/legal-basis.ts";
import { errorsOf, faultsIn, sampleNotice } from "./sample-notice.ts";

const requisition = (changes: object) => sampleNotice("01-campaign-four-platforms", { ...changes });

describe("a delay the order has to set", () => {
  it.each([
    ["fr-conso-521-3-1", "C. conso. L.521-3-1"],
    ["fr-conso-521-1", "C. conso. L.521-1"],
    ["eu-dsa-9", "DSA 9(1)"],
  ])("is missed once under %s, with the provision that asks for it", (legalBasis, provision) => {
    const adversarialStep = { date: "2025-10-01" };
    const errors = errorsOf(requisition({ legalBasis, adversarialStep, orderedDelay: undefined }));
    expect(errors).toEqual([expect.objectContaining({ pointer: "/orderedDelay", code: "missing_element", provision })]);
  });
});

describe("an element", () => {
  it("that is an empty object is missing", () => {
    expect(faultsIn(requisition({ signatory: {} }))).toContain("/signatory missing_element");
    const injunction = { legalBasis: "fr-conso-521-1", orderedDelay: "P10D" };
    expect(faultsIn(requisition({ ...injunction, adversarialStep: {} }))).toContain("/adversarialStep missing_element");
    expect(faultsIn(requisition({ ...injunction, adversarialStep: { date: "2025-10-01" } }))).toEqual([]);
  });

  it("that is there and misspelt is not missing as well", () => {
    expect(faultsIn(requisition({ signatory: null }))).toEqual(["/signatory wrong_type"]);
    expect(faultsIn(requisition({ orderedDelay: null }))).toEqual(["/orderedDelay wrong_type"]);
  });
});

describe("a choice between the author's anonymity and earlier measures", () => {
  it("is not missed where one of the two is there and cannot be read", () => {
    const neither = { authorUnidentifiable: null, priorMeasures: undefined };
    expect(faultsIn(requisition(neither))).toEqual(["/authorUnidentifiable wrong_type"]);
    const unreadable = { authorUnidentifiable: undefined, priorMeasures: "see the file" };
    expect(faultsIn(requisition(unreadable))).toEqual(["/priorMeasures wrong_type"]);
  });

  it("is not missed for any platform while a measure among the earlier ones is misspelt", () => {
    const { priorMeasures } = requisition({}) as { priorMeasures: object[] };
    const [first, ...others] = priorMeasures;
    const misspelt = [{ ...first, date: "20/10/2025" }, ...others];
    expect(faultsIn(requisition({ priorMeasures: misspelt }))).toEqual(["/priorMeasures/0/date wrong_format"]);
  });

  it("is missed where the author tried it", () => {
    const tried = { authorUnidentifiable: undefined, priorMeasures: [] };
    expect(faultsIn(requisition(tried))).toEqual(["/priorMeasures missing_element"]);
  });

  it("is missed at the first where the author tried neither", () => {
    const untried = { authorUnidentifiable: undefined, priorMeasures: undefined };
    expect(faultsIn(requisition(untried))).toEqual(["/authorUnidentifiable missing_element"]);
  });
});

describe("a choice of other elements", () => {
  const choice: RequiredChoice = { anyOf: ["/authorUnidentifiable", "/adversarialStep"], by: "L.1" };
  const basis: LegalBasis = { ...findLegalBasis(presets, "eu-dsa-16")!, requires: [choice] };
  const missed = (changes: object) =>
    missingElements(draftOf(requisition(changes), [], startingDirectory), basis).map(({ pointer, code, provision }) => [
      pointer,
      code,
      provision,
    ]);

  it("is content with one of them", () => {
    expect(missed({ adversarialStep: { date: "2025-10-01" } })).toEqual([]);
  });

  it("is not met by earlier measures, which it does not name", () => {
    expect(missed({})).toEqual([["/authorUnidentifiable", "missing_element", "L.1"]]);
  });
});
