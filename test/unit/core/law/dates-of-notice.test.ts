import { describe, expect, it } from "vitest";
import type { Instant } from "../../../../core/contract/instant.ts";
import { dateErrors } from "../../../../core/law/check-dates.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import { draftOf } from "../../../../core/law/draft.ts";
import { faultsIn, sampleNotice } from "./sample-notice.ts";

function faultsAt(now: string, fields: Record<string, unknown>) {
  const errors = dateErrors(draftOf(fields, [], startingDirectory), now as Instant);
  return errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

const earlier = (date: string) => ({
  priorMeasures: [{ kind: "fr-conso-521-1", platform: "shein", reference: "R-1", date }],
});
const step = (date: string) => ({ adversarialStep: { date } });
const search = (until: string) => ({ identicalContent: { until } });

describe("a day of the past", () => {
  it.each([
    ["an earlier measure", earlier, "/priorMeasures/0/date"],
    ["an adversarial step", step, "/adversarialStep/date"],
  ])("may be today for %s, wherever in the world today has come, and not tomorrow", (_, on, pointer) => {
    expect(faultsAt("2025-11-03T08:00:00.000Z", on("2025-11-03"))).toEqual([]);
    expect(faultsAt("2025-11-03T08:00:00.000Z", on("2025-11-04"))).toEqual([`${pointer} in_the_future`]);
    // 4 November 01:00 in Kiritimati, UTC+14.
    expect(faultsAt("2025-11-03T11:00:00.000Z", on("2025-11-04"))).toEqual([]);
    expect(faultsAt("2025-11-03T11:00:00.000Z", on("2025-11-05"))).toEqual([`${pointer} in_the_future`]);
  });

  it("names the measure that is of the future, among others", () => {
    const { priorMeasures } = earlier("2025-10-20");
    const both = { priorMeasures: [...priorMeasures, ...earlier("2025-12-01").priorMeasures] };
    expect(faultsAt("2025-11-03T08:00:00.000Z", both)).toEqual(["/priorMeasures/1/date in_the_future"]);
  });
});

describe("the last day of a search for identical content", () => {
  it("may still be under way somewhere in the world", () => {
    // 2 November 20:00 at UTC-12.
    expect(faultsAt("2025-11-03T08:00:00.000Z", search("2025-11-02"))).toEqual([]);
    expect(faultsAt("2025-11-03T08:00:00.000Z", search("2025-11-01"))).toEqual(["/identicalContent/until in_the_past"]);
  });
});

describe("evidence", () => {
  it("may have been taken this very moment, and no later", () => {
    const taken = (takenAt: string) => ({
      evidence: [{ custodian: "SNE", documentId: "PV-1", sha256: "0".repeat(64), takenAt }],
    });
    expect(faultsAt("2025-11-03T08:00:00.000Z", taken("2025-11-03T08:00:00Z"))).toEqual([]);
    expect(faultsAt("2025-11-03T08:00:00.000Z", taken("2025-11-03T08:00:00.001Z"))).toEqual([
      "/evidence/0/takenAt in_the_future",
    ]);
  });
});

describe("secrecy towards the seller", () => {
  const until = (instant: string) => ({ disclosure: { mode: "withheld", until: instant } });

  it("has to end after the notice is judged, not at that instant", () => {
    expect(faultsIn(sampleNotice("04-lcen-order-wish", until("2025-11-03T08:00:00Z")), "ofac")).toEqual([
      "/disclosure/until in_the_past",
    ]);
    expect(faultsIn(sampleNotice("04-lcen-order-wish", until("2025-11-03T08:00:00.001Z")), "ofac")).toEqual([]);
  });

  it("has no limit where the text has none", () => {
    expect(faultsIn(sampleNotice("02-gpsr-order-temu", until("2027-11-03T08:00:00Z")))).toEqual([]);
  });
});
