import { describe, expect, it } from "vitest";
import { summaryLines } from "../../../../local/terminal/summary.ts";
import { prologue } from "../../../../local/terminal/prologue.ts";
import { farewellLines } from "../../../../local/terminal/farewell.ts";
import { inTime, outOfReach, silentThenLate } from "./recorded.ts";
import { screen } from "./screen.ts";

const cases = [
  { kase: inTime().kase, attempts: 1 },
  { kase: silentThenLate().kase, attempts: 1 },
  { kase: outOfReach().kase, attempts: 20 },
];

describe("the summary", () => {
  it("has one line per case, and names what waits for a person", () => {
    expect(summaryLines({ kind: "played", isComplete: true, cases }, screen())).toEqual([
      "",
      "How the campaign ended",
      "case        status         ACK   ACT   attempts  ladder steps",
      "Shein 0001  answered       met   met   1         1 taken, 1 to sign",
      "Temu 0001   answered       late  late  1         5 taken, 1 signed, 1 to sign, 1 lapsed",
      "Wish 0001   undeliverable  –     –     20        2 taken, 1 to sign",
      "",
      "Waiting for an officer: nothing with a legal consequence leaves without a signature",
      "! Shein 0001 · Report (CPP art. 40)",
      "! Temu 0001 · Report (CPP art. 40)",
      "! Wish 0001 · Report (CPP art. 40)",
    ]);
  });

  it("counts in French as French does", () => {
    const lines = summaryLines({ kind: "played", isComplete: true, cases }, screen("fr"));
    expect(lines).toContain("Shein 0001  répondu      tenu    tenu    1       1 faite, 1 à signer");
    expect(lines).toContain(
      "Temu 0001   répondu      tardif  tardif  1       5 faites, 1 signée, 1 à signer, 1 caduque",
    );
  });

  it("says so when not everything has happened", () => {
    const lines = summaryLines({ kind: "played", isComplete: false, cases: [] }, screen());
    expect(lines[1]).toContain("not everything has happened");
  });

  it("tells why the notice was not accepted", () => {
    const lines = summaryLines({ kind: "not_submitted", status: 409, detail: "Used before." }, screen());
    expect(lines).toEqual(["", "The campaign was not accepted: 409 Used before."]);
  });
});

describe("every text around the timeline", () => {
  it.each(["fr", "en"] as const)("fits 100 columns (%s)", (language) => {
    const farewell = { apiUrl: "http://localhost:4600", scale: 7_200, vintedSecret: `whsec_${"A".repeat(48)}` };
    const lines = [
      ...prologue(7_200, screen(language)),
      ...summaryLines({ kind: "played", isComplete: false, cases }, screen(language)),
      ...farewellLines(farewell, screen(language)),
    ];
    expect(lines.filter(({ length }) => length > 100)).toEqual([]);
  });

  it("explains the pause before an escalation at the scale in use", () => {
    expect(prologue(7_200, screen()).join(" ")).toContain("at this scale that pause is 10 h");
    expect(prologue(720, screen()).join(" ")).toContain("at this scale that pause is 1 h");
  });

  it("says how long ten days take only where they do not take ten days", () => {
    const at = (scale: number) =>
      farewellLines({ apiUrl: "http://localhost:4600", scale, vintedSecret: "whsec_" }, screen()).join("\n");
    expect(at(7_200)).toContain("10 days (2 min) to acknowledge");
    expect(at(1)).toContain("10 days to acknowledge");
  });
});
