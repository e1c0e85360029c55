import { describe, expect, it } from "vitest";
import { addedByMeasures, isWider } from "../../../../core/case/added-obligation.ts";
import type { OrderedMeasure } from "../../../../core/contract/measures.ts";

const order = (...orderedMeasures: OrderedMeasure[]) => (orderedMeasures.length === 0 ? {} : { orderedMeasures });
const territory = (...territorialScope: string[]) => (territorialScope.length === 0 ? {} : { territorialScope });

describe("by its measures a new version asks for more", () => {
  it.each([
    ["the same", order("removed", "seller_suspended"), order("seller_suspended", "removed")],
    ["one way more to deal with the content", order("removed", "delisted"), order("removed")],
    ["a measure on the seller less", order("removed"), order("removed", "seller_suspended")],
    ["no measure in particular any more", order(), order("removed")],
    ["only what is beside the content", order("seller_suspended"), order("removed", "seller_suspended")],
  ])("not where it asks for %s", (_, asked, before) => {
    expect(addedByMeasures(asked, before)).toBeUndefined();
  });

  it("where a way is left out, of the items that were dealt with so", () => {
    const isAskedAnew = addedByMeasures(order("removed"), order("removed", "delisted"));
    expect(isAskedAnew?.("delisted")).toBe(true);
    expect(isAskedAnew?.("removed")).toBe(false);
    expect(isAskedAnew?.("already_unavailable")).toBe(false);
  });

  it("where one way takes the place of another", () => {
    expect(addedByMeasures(order("delisted"), order("removed"))?.("removed")).toBe(true);
  });

  it("where it names measures at all, of the items that were dealt with otherwise", () => {
    const isAskedAnew = addedByMeasures(order("removed"), order());
    expect(isAskedAnew?.("demoted")).toBe(true);
    expect(isAskedAnew?.("removed")).toBe(false);
    expect(isAskedAnew?.("already_unavailable")).toBe(false);
  });

  it.each(["seller_suspended", "consumers_informed", "identical_removed"] as const)(
    "of every item, where %s comes beside",
    (measure) => {
      const isAskedAnew = addedByMeasures(order("removed", measure), order("removed"));
      expect(isAskedAnew?.("removed")).toBe(true);
      expect(isAskedAnew?.("already_unavailable")).toBe(true);
    },
  );
});

describe("a new version applies more widely", () => {
  it.each([
    [["FR"], ["EU"]],
    [["EU"], ["EEA"]],
    [["IS", "FR"], ["EEA"]],
    [["FR"], ["FR", "DE"]],
    [["FR"], []],
    [[], []],
  ])("not in %j after %j", (asked, before) => {
    expect(isWider(territory(...asked), territory(...before))).toBe(false);
  });

  it.each([
    [["EU"], ["FR"]],
    [["EEA"], ["EU"]],
    [["NO"], ["EU"]],
    [["FR", "CH"], ["EEA"]],
    [["DE"], ["FR"]],
    [[], ["EU"]],
  ])("in %j after %j", (asked, before) => {
    expect(isWider(territory(...asked), territory(...before))).toBe(true);
  });

  it("not in the Union after each of its twenty-seven States", () => {
    const states = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");
    expect(isWider(territory("EU"), territory(...states))).toBe(false);
    expect(isWider(territory("EU"), territory(...states.slice(1)))).toBe(true);
  });
});
