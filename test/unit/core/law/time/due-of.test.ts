import { describe, expect, it } from "vitest";
import type { Duration } from "../../../../../core/contract/duration.ts";
import type { Instant } from "../../../../../core/contract/instant.ts";
import type { ClockRule } from "../../../../../core/law/legal-basis.ts";
import { dueOf } from "../../../../../core/law/time/due-of.ts";

function due(rule: ClockRule, within: string, receivedAt: string, state: string) {
  return dueOf({ rule, within: within as Duration, receivedAt: receivedAt as Instant, state });
}

function legal(rule: ClockRule, within: string, receivedAt: string, state: string) {
  const answer = due(rule, within, receivedAt, state);
  return answer.kind === "due" ? answer.dueLegal : answer.reason.en;
}

// Dated vectors of every legal basis and rule: vectors/.

describe("elapsed", () => {
  it("looks at no State", () => {
    expect(legal("elapsed", "PT1S", "2031-01-01T00:00:00.250Z", "XX")).toBe("2031-01-01T00:00:01.250Z");
    expect(legal("elapsed", "P10D", "2026-03-28T11:30:00.000Z", "XX")).toBe("2026-04-07T11:30:00.000Z");
  });
});

describe("the French rule", () => {
  it("looks at no State either: its days are those of France", () => {
    expect(legal("fr_days", "P10D", "2026-05-04T08:00:00.000Z", "XX")).toBe("2026-05-15T22:00:00.000Z");
    expect(legal("fr_days", "2WD", "2026-05-13T08:00:00.000Z", "XX")).toBe("2026-05-18T22:00:00.000Z");
  });
});

describe("a State whose calendar is not known", () => {
  it.each([
    ["one of the Union", "1WD", "2026-01-05T12:00:00.000Z", "DE"],
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
});
