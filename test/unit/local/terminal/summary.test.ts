import { describe, expect, it } from "vitest";
import { summaryLines } from "../../../../local/terminal/summary.ts";
import { prologue } from "../../../../local/terminal/prologue.ts";
import { farewellLines } from "../../../../local/terminal/farewell.ts";
import { byMail, inTime, outOfReach, silentThenLate } from "./recorded.ts";
import { screen } from "./screen.ts";

const cases = [
  { kase: inTime().kase, attempts: 1 },
  { kase: silentThenLate().kase, attempts: 1 },
  { kase: byMail().kase, attempts: 15 },
  { kase: outOfReach().kase, attempts: 20 },
];

describe("the summary", () => {
  it("has one line per case, and names what waits for a person", () => {
    expect(summaryLines({ kind: "played", isComplete: true, cases }, screen())).toEqual([
      "",
      "How the campaign ended",
      "case        status         ACK   ACT   delivered  attempts  ladder steps",
      "Shein 0001  answered       met   met   webhook    1         1 taken, 1 to sign",
      "Temu 0001   answered       late  late  webhook    1         5 taken, 1 signed, 1 to sign, 1 lapsed",
      "Wish 0001   answered       late  late  mail       15        1 taken, 1 to sign",
      "Wish 0001   undeliverable  –     –     –          20        2 taken, 1 to sign",
      "",
      "Waiting for an officer: nothing with a legal consequence leaves without a signature",
      "! Shein 0001 · Report (CPP art. 40)",
      "! Temu 0001 · Report (CPP art. 40)",
      "! Wish 0001 · Report (CPP art. 40)",
      "! Wish 0001 · Report (CPP art. 40)",
    ]);
  });

  it("counts in French as French does", () => {
    const lines = summaryLines({ kind: "played", isComplete: true, cases }, screen("fr"));
    expect(lines).toContain("Shein 0001  répondu      tenu    tenu    webhook    1       1 faite, 1 à signer");
    expect(lines).toContain("Wish 0001   répondu      tardif  tardif  courriel   15      1 faite, 1 à signer");
  });

  it("breaks its last column where the terminal is narrower than the table", () => {
    const lines = summaryLines({ kind: "played", isComplete: true, cases }, screen("fr", 80));
    expect(lines.slice(2, 9).filter(({ length }) => length > 80)).toEqual([]);
    const begins = lines.findIndex((line) => line.startsWith("Temu"));
    expect(lines.slice(begins, begins + 3)).toEqual([
      "Temu 0001   répondu      tardif  tardif  webhook    1       5 faites, 1 signée,",
      "                                                            1 à signer,",
      "                                                            1 caduque",
    ]);
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
    const farewell = {
      apiUrl: "http://localhost:4600",
      scale: 7_200,
      vintedSecret: `whsec_${"A".repeat(48)}`,
      hasInbox: true,
    };
    const lines = [
      ...prologue({ scale: 7_200, hasInbox: true }, screen(language)),
      ...prologue({ scale: 7_200, hasInbox: false }, screen(language)),
      ...summaryLines({ kind: "played", isComplete: false, cases }, screen(language)),
      ...farewellLines(farewell, screen(language)),
    ];
    expect(lines.filter(({ length }) => length > 100)).toEqual([]);
  });

  it("explains the pause before an escalation at the scale in use", () => {
    const at = (scale: number) => prologue({ scale, hasInbox: true }, screen()).join(" ");
    expect(at(7_200)).toContain("at this scale that pause is 10 h");
    expect(at(720)).toContain("at this scale that pause is 1 h");
  });

  it("leaves the mail to the reader where it goes to a server of theirs", () => {
    const farewell = { apiUrl: "http://localhost:4600", scale: 7_200, vintedSecret: "whsec_" };
    const at = (hasInbox: boolean) =>
      [...prologue({ scale: 7_200, hasInbox }, screen()), ...farewellLines({ ...farewell, hasInbox }, screen())].join(
        " ",
      );
    expect(at(true)).toContain("somebody there answers, late, by its link");
    expect(at(true)).toContain("curl -s $API/mail.json");
    expect(at(false)).toContain("answer in its place, by the link");
    expect(at(false)).not.toContain("mail.json");
  });

  it("says how long ten days take only where they do not take ten days", () => {
    const at = (scale: number) =>
      farewellLines({ apiUrl: "http://localhost:4600", scale, vintedSecret: "whsec_", hasInbox: true }, screen()).join(
        "\n",
      );
    expect(at(7_200)).toContain("10 days (2 min) to acknowledge");
    expect(at(1)).toContain("10 days to acknowledge");
  });
});
