import { describe, expect, it } from "vitest";
import { periodErrors } from "../../../../core/law/check-periods.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import { draftOf } from "../../../../core/law/draft.ts";
import { lasting } from "../../../../core/law/lasting.ts";
import { findLegalBasis, presets } from "../../../../core/law/legal-bases.ts";
import type { ClockRule, LegalBasis, RequiredElement } from "../../../../core/law/legal-basis.ts";
import { faultsIn, sampleNotice } from "./sample-notice.ts";

const requisition = findLegalBasis(presets, "fr-conso-521-3-1")!;

/** What a requisition is told about its delay, where the text bounds it so. */
function toldOf(orderedDelay: string, bounds: Pick<RequiredElement, "min" | "max">, rule: ClockRule = "elapsed") {
  const clocks = { ...requisition.clocks, act: { ...requisition.clocks.act, rule } };
  const basis: LegalBasis = { ...requisition, clocks, requires: [{ at: "/orderedDelay", by: "L.1", ...bounds }] };
  const notice = sampleNotice("01-campaign-four-platforms", { orderedDelay });
  return periodErrors(draftOf(notice, [], startingDirectory), basis);
}

describe("the longest delay of a legal basis", () => {
  const max = lasting("P10D");

  it.each(["PT1S", "P9D", "P10D", "PT240H"])("allows %s, where it is ten days", (orderedDelay) => {
    expect(toldOf(orderedDelay, { max })).toEqual([]);
  });

  it.each(["P11D", "PT241H", "PT864001S"])("refuses %s, and names itself and its provision", (orderedDelay) => {
    const [error, ...more] = toldOf(orderedDelay, { max });
    expect(more).toEqual([]);
    expect(error).toMatchObject({ pointer: "/orderedDelay", code: "delay_too_long", provision: "L.1" });
    expect(error?.detail.fr).toMatch(/^\p{Lu}.*délai.* 10 jours\.$/u);
    expect(error?.detail.en).toMatch(/^\p{Lu}.*delay.* 10 days\.$/u);
  });

  it("stands beside the shortest", () => {
    const bounds = { min: lasting("PT48H"), max };
    expect(toldOf("PT47H", bounds).map(({ code }) => code)).toEqual(["delay_too_short"]);
    expect(toldOf("P5D", bounds)).toEqual([]);
    expect(toldOf("P11D", bounds).map(({ code }) => code)).toEqual(["delay_too_long"]);
  });

  it("is none where the text names none", () => {
    expect(toldOf("P9999D", {})).toEqual([]);
    expect(toldOf("PT1S", {})).toEqual([]);
  });
});

describe("a delay in working days, where days are counted", () => {
  const codes = (delay: string, bounds: Parameters<typeof toldOf>[1]) =>
    toldOf(delay, bounds, "fr_days").map(({ pointer, code, provision }) => [pointer, code, provision]);

  it.each(["min", "max"] as const)(
    "cannot be held against a limit in days (%s), and is told to be stated in days",
    (limit) => {
      const bounds = { [limit]: lasting("P3D") };
      expect(codes("1WD", bounds)).toEqual([["/orderedDelay", "delay_not_countable", "L.1"]]);
      expect(codes("9WD", bounds)).toEqual([["/orderedDelay", "delay_not_countable", "L.1"]]);
      const [error] = toldOf("1WD", bounds, "fr_days");
      expect(error?.detail.fr).toMatch(/\(3 jours\).* P10D\)\.$/);
      expect(error?.detail.en).toMatch(/\(3 days\).* P10D\)\.$/);
    },
  );

  it("is held against a limit in working days, day by day", () => {
    const bounds = { min: lasting("2WD"), max: lasting("5WD") };
    expect(codes("1WD", bounds)).toEqual([["/orderedDelay", "delay_too_short", "L.1"]]);
    expect(codes("2WD", bounds)).toEqual([]);
    expect(codes("5WD", bounds)).toEqual([]);
    expect(codes("6WD", bounds)).toEqual([["/orderedDelay", "delay_too_long", "L.1"]]);
    expect(codes("P5D", bounds)).toEqual([["/orderedDelay", "delay_not_countable", "L.1"]]);
  });
});

describe("an injunction without its delay", () => {
  it("is told that it misses it, though its days could not be counted yet", () => {
    const injunction = { legalBasis: "fr-conso-521-1", adversarialStep: { date: "2025-10-01" } };
    const notice = sampleNotice("01-campaign-four-platforms", { ...injunction, orderedDelay: undefined });
    expect(faultsIn(notice)).toEqual(["/orderedDelay missing_element"]);
  });
});
