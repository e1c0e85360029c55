import { describe, expect, it } from "vitest";
import { presets } from "../../../../core/law/legal-bases.ts";
import type { Instant } from "../../../../core/contract/instant.ts";
import { judgeNotice } from "../../../../core/law/judge-notice.ts";
import { sampleNotice } from "./sample-notice.ts";
import { authorityIn } from "../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

function judgedAt(name: string, authority: string, instant: string, changes: Record<string, unknown> = {}) {
  const submission = {
    authority: authorityIn(startingDirectory, authority)!,
    now: instant as Instant,
    directory: startingDirectory,
    bases: presets,
    allowSandbox: false,
  };
  const judgement = judgeNotice(sampleNotice(name, { identicalContent: undefined, ...changes }), submission);
  return judgement.kind === "refused" ? judgement.errors.map(({ pointer, code }) => `${pointer} ${code}`) : [];
}

describe("a notice outside the checked calendars", () => {
  it("is refused where its clocks count working days", () => {
    expect(judgedAt("02-gpsr-order-temu", "dgccrf", "2028-01-04T08:00:00.000Z")).toEqual([
      "/legalBasis calendar_not_covered",
    ]);
    expect(judgedAt("02-gpsr-order-temu", "dgccrf", "2027-12-31T08:00:00.000Z")).toEqual([
      "/legalBasis calendar_not_covered",
    ]);
  });

  it("is refused at the delay it sets, where that leads out of them", () => {
    const injunction = { legalBasis: "fr-conso-521-1", adversarialStep: { date: "2025-10-01" } };
    const told = (orderedDelay: string, at = "2025-11-03T08:00:00.000Z") =>
      judgedAt("01-campaign-four-platforms", "dgccrf", at, { ...injunction, orderedDelay });
    expect(told("P9999D")).toEqual(["/orderedDelay calendar_not_covered"]);
    expect(told("999WD")).toEqual(["/orderedDelay calendar_not_covered"]);
    expect(told("P10D")).toEqual([]);
    expect(told("P10D", "2027-12-27T08:00:00.000Z")).toEqual(["/orderedDelay calendar_not_covered"]);
  });

  it("is accepted where they count elapsed time", () => {
    expect(judgedAt("04-lcen-order-wish", "ofac", "2028-01-04T08:00:00.000Z")).toEqual([]);
  });

  it("is refused before its legal basis is in force", () => {
    expect(judgedAt("02-gpsr-order-temu", "dgccrf", "2024-12-12T08:00:00.000Z")).toEqual([
      "/legalBasis legal_basis_not_in_force",
    ]);
  });
});
