import { describe, expect, it } from "vitest";
import { errorsOf, faultsIn, sampleNotice } from "./sample-notice.ts";

const requisition = (...orderedMeasures: string[]) => sampleNotice("01-campaign-four-platforms", { orderedMeasures });
const refused = "measure_not_in_legal_basis";

describe("a measure on the seller or towards consumers", () => {
  it("is ordered beside one on the content", () => {
    expect(faultsIn(requisition("removed", "seller_suspended"))).toEqual([]);
    expect(faultsIn(requisition("delisted"))).toEqual([]);
  });

  it("is not ordered alone: the basis gives none of it, and the refusal says what it gives", () => {
    expect(faultsIn(requisition("seller_suspended", "consumers_informed"))).toEqual([`/orderedMeasures ${refused}`]);
    const [error] = errorsOf(requisition("seller_suspended"));
    expect(error?.detail.fr).toMatch(/: removed, delisted, disabled_in_state, warning_displayed\.$/);
    expect(error?.detail.en).toMatch(/: removed, delisted, disabled_in_state, warning_displayed\.$/);
  });

  it("is told so together with a measure that the basis does not give at all", () => {
    expect(faultsIn(requisition("seller_suspended", "demoted"))).toEqual([
      `/orderedMeasures ${refused}`,
      `/orderedMeasures/1 ${refused}`,
    ]);
  });

  it("may stand alone where the basis lists no measures", () => {
    const order = { legalBasis: "eu-dsa-9", orderedMeasures: ["seller_suspended"], priorMeasures: undefined };
    expect(faultsIn(sampleNotice("01-campaign-four-platforms", order))).toEqual([]);
  });
});
