import { describe, expect, it } from "vitest";
import type { Instant } from "../../../../core/contract/instant.ts";
import { isStillSearched } from "../../../../core/law/identical-content.ts";
import { faultsIn, sampleNotice } from "./sample-notice.ts";

const identicalContent = { until: "2025-12-31" };

describe("a clause on identical content", () => {
  it("is accepted with the measure it is about, and where no measure is ordered at all", () => {
    expect(faultsIn(sampleNotice("02-gpsr-order-temu"))).toEqual([]);
    const report = sampleNotice("03-report-haut-commissariat", { identicalContent, orderedMeasures: undefined });
    expect(faultsIn(report, "haut-commissariat")).toEqual([]);
  });

  it("is refused where other measures are ordered without it", () => {
    const notice = sampleNotice("02-gpsr-order-temu", { orderedMeasures: ["removed"] });
    expect(faultsIn(notice)).toEqual(["/identicalContent measure_not_ordered"]);
  });

  it("is refused under a basis that does not allow the measure", () => {
    const order = sampleNotice("01-campaign-four-platforms", { identicalContent });
    expect(faultsIn(order)).toEqual(["/identicalContent measure_not_in_legal_basis"]);
  });
});

it.each([
  ["2025-11-10T22:59:59.999Z", true],
  ["2025-11-10T23:00:00.000Z", false],
] as const)("a search until 10 November goes on at %s in Paris: %s", (now, goesOn) => {
  expect(isStillSearched("2025-11-10", now as Instant, "FR")).toBe(goesOn);
});
