import { describe, expect, it } from "vitest";
import type { Duration } from "../../../../../core/contract/duration.ts";
import type { Instant } from "../../../../../core/contract/instant.ts";
import type { ClockRule } from "../../../../../core/law/legal-basis.ts";
import { dueOf } from "../../../../../core/law/time/due-of.ts";

function asked(rule: ClockRule, within: string, receivedAt: string, state = "IE") {
  return dueOf({ rule, within: within as Duration, receivedAt: receivedAt as Instant, state });
}

function whyOf(rule: ClockRule, within: string, receivedAt: string, state?: string) {
  const answer = asked(rule, within, receivedAt, state);
  return answer.kind === "due" ? answer.why : [];
}

/** What the step of that code says, of that day where one is given. */
function step(why: ReturnType<typeof whyOf>, code: string, date?: string) {
  return why.find((each) => each.code === code && (date === undefined || each.date === date))?.text;
}

const received = "2026-03-19T10:17:00.000Z";

describe("the reasoning behind a due date", () => {
  it.each([
    ["elapsed", "PT48H", ["received", "elapsed", "ends"]],
    ["elapsed", "PT30M", ["received", "elapsed", "ends"]],
    ["eu_1182_71", "PT1H", ["received", "hour_not_counted", "hours_counted", "ends"]],
    ["eu_1182_71", "P1D", ["received", "day_not_counted", "days_counted", "ends"]],
    ["eu_1182_71", "1WD", ["received", "day_not_counted", "working_day_counted", "ends"]],
    ["fr_days", "PT48H", ["received", "elapsed", "ends"]],
    ["fr_days", "P2D", ["received", "day_not_counted", "days_counted", "day_skipped", "day_skipped", "ends"]],
  ] as const)("under %s for %s goes in steps, each a sentence in French and in English", (rule, within, codes) => {
    const why = whyOf(rule, within, received);
    expect(why.map(({ code }) => code)).toEqual(codes);
    for (const { text } of why) {
      expect(text.fr).toMatch(/\p{L}.*\.$/u);
      expect(text.en).toMatch(/\p{L}.*\.$/u);
      expect(text.fr).not.toBe(text.en);
    }
  });

  it("says how long the period is", () => {
    const hours = whyOf("eu_1182_71", "PT24H", received);
    expect(step(hours, "hours_counted")?.fr).toContain("24 heures");
    expect(step(hours, "hours_counted")?.en).toContain("24 hours");
    expect(step(hours, "hours_counted")?.fr).toContain("pleines");
    expect(step(whyOf("eu_1182_71", "PT1H", received), "hours_counted")?.fr).toBe("1 heure pleine.");
    const elapsed = whyOf("elapsed", "PT48H", received);
    expect(step(elapsed, "elapsed")?.fr).toContain("48 heures");
    expect(step(elapsed, "elapsed")?.en).toContain("48 hours");
    const days = whyOf("eu_1182_71", "P10D", "2026-03-12T09:00:00.000Z");
    expect(step(days, "days_counted", "2026-03-22")?.fr).toMatch(/10 jours.*dimanche 22 mars 2026/);
    expect(step(days, "days_counted", "2026-03-22")?.en).toMatch(/10 days.*Sunday 22 March 2026/);
  });

  it("says where the day of receipt was, and under which provision it does not count", () => {
    const european = whyOf("eu_1182_71", "2WD", "2026-07-14T23:30:00.000Z");
    expect(step(european, "received", "2026-07-15")?.fr).toMatch(/mercredi 15 juillet 2026.*Europe\/Dublin/);
    expect(step(european, "received", "2026-07-15")?.en).toMatch(/Wednesday 15 July 2026.*Europe\/Dublin/);
    expect(step(european, "day_not_counted")?.fr).toContain("règl. 1182/71, art. 3(1)");
    expect(step(european, "day_not_counted")?.en).toContain("Reg. 1182/71 art. 3(1)");
    const french = whyOf("fr_days", "P10D", received);
    expect(step(french, "received")?.en).toContain("Europe/Paris");
    expect(step(french, "day_not_counted")?.fr).toContain("CPC, art. 641");
    expect(step(french, "day_not_counted")?.en).toContain("CPC art. 641");
  });

  it("says that the hour of receipt does not count, and from when the period runs", () => {
    const hour = whyOf("eu_1182_71", "PT1H", received).find(({ code }) => code === "hour_not_counted");
    expect(hour?.at).toBe("2026-03-19T11:00:00.000Z");
    expect(hour?.text.fr).toContain("règl. 1182/71, art. 3(1)");
    expect(hour?.text.en).toContain("Reg. 1182/71 art. 3(1)");
  });

  it("numbers the working days", () => {
    const why = whyOf("eu_1182_71", "2WD", "2026-03-20T14:00:00.000Z");
    expect(step(why, "working_day_counted", "2026-03-23")?.fr).toMatch(/lundi 23 mars 2026.* 1 sur 2\.$/);
    expect(step(why, "working_day_counted", "2026-03-24")?.fr).toMatch(/mardi 24 mars 2026.* 2 sur 2\.$/);
    expect(step(why, "working_day_counted", "2026-03-23")?.en).toMatch(/Monday 23 March 2026.* 1 of 2\.$/);
    expect(step(why, "working_day_counted", "2026-03-24")?.en).toMatch(/Tuesday 24 March 2026.* 2 of 2\.$/);
  });

  it("says why a period runs on: the day off, and the provision", () => {
    const european = whyOf("eu_1182_71", "P10D", "2026-03-12T09:00:00.000Z");
    expect(step(european, "day_skipped", "2026-03-22")?.fr).toContain("(dimanche, règl. 1182/71, art. 3(4))");
    expect(step(european, "day_skipped", "2026-03-22")?.en).toContain("(Sunday, Reg. 1182/71 art. 3(4))");
    const french = whyOf("fr_days", "P1D", "2026-07-13T08:00:00.000Z");
    expect(step(french, "day_skipped", "2026-07-14")?.fr).toMatch(/\(.+, CPC, art. 642\)/);
    expect(step(french, "day_skipped", "2026-07-14")?.en).toMatch(/\(.+, CPC art. 642\)/);
  });
});

describe("a due date that cannot be computed", () => {
  it.each([
    ["the receipt is after the checked years", "eu_1182_71", "2WD", "2028-01-03T12:00:00.000Z", "IE", /2028 \(IE\)/],
    ["the end is after them", "eu_1182_71", "2WD", "2027-12-30T12:00:00.000Z", "IE", /2028 \(IE\)/],
    ["the State has no calendar", "eu_1182_71", "1WD", "2026-01-05T12:00:00.000Z", "DE", /\(DE\)/],
    ["working days do not pass as hours do", "elapsed", "2WD", "2026-01-05T12:00:00.000Z", "FR", /ouvrés|[Ww]orking/],
  ] as const)("is refused with the reason, in French and in English: %s", (_, rule, within, at, state, fact) => {
    const answer = asked(rule, within, at, state);
    const reason = answer.kind === "refused" ? answer.reason : undefined;
    for (const text of [reason?.fr, reason?.en]) {
      expect(text).toMatch(fact);
      expect(text).toMatch(/\.$/);
    }
    expect(reason?.fr).not.toBe(reason?.en);
  });
});

describe("minutes and seconds", () => {
  it("pass as they do on any clock, under the European rule as well, and need no calendar", () => {
    const answer = asked("eu_1182_71", "PT30M", "2031-01-04T10:17:00.000Z", "DE");
    expect(answer).toMatchObject({
      dueOperational: "2031-01-04T10:47:00.000Z",
      dueLegal: "2031-01-04T10:47:00.000Z",
    });
  });
});
