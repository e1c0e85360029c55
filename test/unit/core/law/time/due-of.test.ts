import { describe, expect, it } from "vitest";
import type { Duration } from "../../../../../core/contract/duration.ts";
import type { Instant } from "../../../../../core/contract/instant.ts";
import type { ClockRule } from "../../../../../core/law/legal-basis.ts";
import { dueOf } from "../../../../../core/law/time/due-of.ts";

function due(rule: ClockRule, within: string, receivedAt: string, state: string) {
  return dueOf({ rule, within: within as Duration, receivedAt: receivedAt as Instant, state });
}

function instants(rule: ClockRule, within: string, receivedAt: string, state: string) {
  const answer = due(rule, within, receivedAt, state);
  return answer.kind === "due" ? [answer.dueOperational, answer.dueLegal] : [answer.reason.en];
}

function legal(rule: ClockRule, within: string, receivedAt: string, state: string) {
  return instants(rule, within, receivedAt, state).at(-1);
}

describe("elapsed", () => {
  it("24 h received 28 March 2026 12:30 Paris end 29 March 13:30, summer time", () => {
    expect(instants("elapsed", "PT24H", "2026-03-28T11:30:00.000Z", "FR")).toEqual([
      "2026-03-29T11:30:00.000Z",
      "2026-03-29T11:30:00.000Z",
    ]);
  });

  it("keeps the millisecond and needs no calendar", () => {
    expect(legal("elapsed", "PT1S", "2031-01-01T00:00:00.250Z", "XX")).toBe("2031-01-01T00:00:01.250Z");
    expect(legal("elapsed", "PT30M", "2025-12-31T23:45:00.000Z", "FR")).toBe("2026-01-01T00:15:00.000Z");
    expect(legal("elapsed", "P10D", "2026-03-28T11:30:00.000Z", "FR")).toBe("2026-04-07T11:30:00.000Z");
  });

  it("cannot count working days", () => {
    expect(due("elapsed", "2WD", "2026-03-28T11:30:00.000Z", "FR").kind).toBe("refused");
  });
});

describe("hours under Reg. 1182/71", () => {
  it("one hour received 10:17 is due at 11:17, in law at 12:00", () => {
    expect(instants("eu_1182_71", "PT1H", "2026-03-19T10:17:00.000Z", "IE")).toEqual([
      "2026-03-19T11:17:00.000Z",
      "2026-03-19T12:00:00.000Z",
    ]);
  });

  it("does not count the hour of an event on the hour either", () => {
    expect(instants("eu_1182_71", "PT1H", "2026-03-19T10:00:00.000Z", "IE")).toEqual([
      "2026-03-19T11:00:00.000Z",
      "2026-03-19T12:00:00.000Z",
    ]);
    expect(legal("eu_1182_71", "PT1H", "2026-03-19T09:59:59.999Z", "IE")).toBe("2026-03-19T11:00:00.000Z");
  });

  it("runs through a Sunday night and a change of the clocks", () => {
    expect(legal("eu_1182_71", "PT24H", "2026-03-28T12:30:00.000Z", "IE")).toBe("2026-03-29T13:00:00.000Z");
  });
});

describe("days under Reg. 1182/71", () => {
  it.each([
    [
      "GPSR order, Thursday 19 March 2026 14:00 Dublin",
      "2WD",
      "2026-03-19T14:00:00.000Z",
      "IE",
      "2026-03-24T00:00:00.000Z",
    ],
    ["Christmas in Dublin", "2WD", "2025-12-24T10:00:00.000Z", "IE", "2025-12-31T00:00:00.000Z"],
    ["1 May in Luxembourg", "3WD", "2026-04-30T08:00:00.000Z", "LU", "2026-05-06T22:00:00.000Z"],
    ["Easter in Amsterdam", "2WD", "2026-04-02T08:00:00.000Z", "NL", "2026-04-08T22:00:00.000Z"],
    ["23:30Z in July is the next day in Dublin", "1WD", "2026-07-14T23:30:00.000Z", "IE", "2026-07-16T23:00:00.000Z"],
    [
      "22:30Z in July is still the same day in Dublin",
      "1WD",
      "2026-07-14T22:30:00.000Z",
      "IE",
      "2026-07-15T23:00:00.000Z",
    ],
    ["received on a holiday", "1WD", "2026-03-17T09:00:00.000Z", "IE", "2026-03-19T00:00:00.000Z"],
    ["received at midnight sharp", "1WD", "2026-03-19T00:00:00.000Z", "IE", "2026-03-21T00:00:00.000Z"],
    ["received on a Saturday", "1WD", "2026-03-21T09:00:00.000Z", "IE", "2026-03-24T00:00:00.000Z"],
    ["over the change to summer time in Dublin", "2WD", "2026-03-26T14:00:00.000Z", "IE", "2026-03-30T23:00:00.000Z"],
    [
      "the Friday after Ascension Day in Amsterdam",
      "1WD",
      "2026-05-13T08:00:00.000Z",
      "NL",
      "2026-05-18T22:00:00.000Z",
    ],
    ["All Souls' Day in Vilnius", "1WD", "2026-10-30T08:00:00.000Z", "LT", "2026-11-03T22:00:00.000Z"],
    [
      "the holiday in lieu of St Stephen's Day in Dublin",
      "1WD",
      "2026-12-24T09:00:00.000Z",
      "IE",
      "2026-12-30T00:00:00.000Z",
    ],
  ])("%s", (_, within, receivedAt, state, expected) => {
    expect(instants("eu_1182_71", within, receivedAt, state)).toEqual([expected, expected]);
  });

  it("a period of ten days that ends on a Sunday runs to the end of Monday", () => {
    expect(legal("eu_1182_71", "P10D", "2026-03-12T09:00:00.000Z", "IE")).toBe("2026-03-24T00:00:00.000Z");
  });

  it("two calendar days hold two working days (art. 3(5)): from Friday to Tuesday", () => {
    expect(legal("eu_1182_71", "P2D", "2026-03-20T09:00:00.000Z", "IE")).toBe("2026-03-25T00:00:00.000Z");
    expect(legal("eu_1182_71", "P1D", "2026-03-20T09:00:00.000Z", "IE")).toBe("2026-03-24T00:00:00.000Z");
    expect(legal("eu_1182_71", "P2D", "2026-03-18T09:00:00.000Z", "IE")).toBe("2026-03-21T00:00:00.000Z");
  });
});

describe("days under the French code", () => {
  it("does not count the day of receipt and runs on over a week-end and a holiday, in Paris", () => {
    expect(legal("fr_days", "P10D", "2026-05-04T08:00:00.000Z", "IE")).toBe("2026-05-15T22:00:00.000Z");
    expect(legal("fr_days", "P2D", "2026-05-12T08:00:00.000Z", "FR")).toBe("2026-05-15T22:00:00.000Z");
    expect(legal("fr_days", "P1D", "2026-07-13T08:00:00.000Z", "FR")).toBe("2026-07-15T22:00:00.000Z");
  });

  it("has no rule of two working days", () => {
    expect(legal("fr_days", "P2D", "2026-03-20T09:00:00.000Z", "FR")).toBe("2026-03-23T23:00:00.000Z");
  });

  it("counts working days of France", () => {
    expect(legal("fr_days", "2WD", "2026-05-13T08:00:00.000Z", "NL")).toBe("2026-05-18T22:00:00.000Z");
  });

  it("counts hours as they pass", () => {
    expect(legal("fr_days", "PT48H", "2026-03-20T09:00:00.000Z", "FR")).toBe("2026-03-22T09:00:00.000Z");
  });
});

describe("what the calendar does not cover", () => {
  it.each([
    ["a receipt before it", "1WD", "2024-12-31T12:00:00.000Z", "IE"],
    ["a receipt after it", "1WD", "2028-01-03T12:00:00.000Z", "IE"],
    ["an end after it", "2WD", "2027-12-30T12:00:00.000Z", "IE"],
    ["a far end", "P9999D", "2026-01-05T12:00:00.000Z", "IE"],
    ["another State", "1WD", "2026-01-05T12:00:00.000Z", "DE"],
    ["a name of the language", "1WD", "2026-01-05T12:00:00.000Z", "constructor"],
  ])("%s is refused with the reason", (_, within, receivedAt, state) => {
    const answer = due("eu_1182_71", within, receivedAt, state);
    expect(answer.kind).toBe("refused");
    expect(answer.kind === "refused" && answer.reason.fr).toMatch(/échéance ne peut pas être calculée/);
  });

  it("is no matter where hours are counted", () => {
    expect(due("eu_1182_71", "PT1H", "2031-01-01T00:00:00.000Z", "DE").kind).toBe("due");
  });
});

describe("why this date", () => {
  it("tells the steps in order, with the names of the days that are passed over", () => {
    const answer = due("eu_1182_71", "2WD", "2026-04-02T08:00:00.000Z", "NL");
    const why = answer.kind === "due" ? answer.why : [];
    expect(why.map(({ code, date }) => `${code} ${date ?? ""}`)).toEqual([
      "received 2026-04-02",
      "day_not_counted 2026-04-02",
      "day_skipped 2026-04-03",
      "day_skipped 2026-04-04",
      "day_skipped 2026-04-05",
      "day_skipped 2026-04-06",
      "working_day_counted 2026-04-07",
      "working_day_counted 2026-04-08",
      "ends 2026-04-08",
    ]);
    expect(why[2]?.text).toEqual({
      fr: "vendredi 3 avril 2026 : non compté (Vendredi saint).",
      en: "Friday 3 April 2026: not counted (Good Friday).",
    });
    expect(why.at(-1)?.text).toEqual({
      fr: "Échéance le mercredi 8 avril 2026 à 24 h 00.",
      en: "Due on Wednesday 8 April 2026 at 24:00.",
    });
    expect(why.at(-1)?.at).toBe("2026-04-08T22:00:00.000Z");
  });

  it("names the provision that extends two days to two working days", () => {
    const answer = due("eu_1182_71", "P2D", "2026-03-20T09:00:00.000Z", "IE");
    const step = answer.kind === "due" ? answer.why.find(({ code }) => code === "two_working_days") : undefined;
    expect(step?.text.en).toContain("art. 3(5)");
    expect(step?.text.fr).toContain("règl. 1182/71");
  });

  it("begins with the receipt and ends with the due instant under every rule", () => {
    for (const [rule, within] of [
      ["elapsed", "PT48H"],
      ["eu_1182_71", "PT1H"],
      ["fr_days", "P10D"],
    ] as const) {
      const answer = due(rule, within, "2026-03-19T10:17:00.000Z", "IE");
      const why = answer.kind === "due" ? answer.why : [];
      expect(why[0]).toMatchObject({ code: "received", at: "2026-03-19T10:17:00.000Z" });
      expect(why.at(-1)).toMatchObject({ code: "ends", at: answer.kind === "due" ? answer.dueLegal : "" });
    }
  });
});
