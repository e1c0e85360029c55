import { describe, expect, it } from "vitest";
import { periodOf } from "../../../../../../core/contract/duration.ts";
import type { WhyStep } from "../../../../../../core/contract/why-step.ts";
import { presets } from "../../../../../../core/law/legal-bases.ts";
import { asEndOfDay, instantAt, onTheWall } from "./clock-on-the-wall.ts";
import { tables } from "./tables.ts";
import { cases, type Case } from "./worked.ts";

const titled = (list: readonly Case[]) => list.map((each) => [each.title, each] as const);
const countable = cases.filter(({ vector }) => "ends" in vector);
const inDays = countable.filter(({ vector }) => "skips" in vector);
const inWorkingDays = inDays.filter(({ within }) => periodOf(within).unit === "working_day");
const inCalendarDays = inDays.filter(({ within }) => periodOf(within).unit === "day");
const atPlatforms = cases.filter(({ vector }) => "on" in vector);
const refused = cases.filter(({ vector }) => "refused" in vector);

function reasoningOf({ due }: Case): WhyStep[] {
  return due.kind === "due" ? due.why : [];
}

function stepsOf(each: Case, code: WhyStep["code"]): WhyStep[] {
  return reasoningOf(each).filter((step) => step.code === code);
}

/** The day that is so many days after another, counted in UTC, where every day has 24 hours. */
function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

describe("the tables", () => {
  it("cover every legal basis that can be used: eight vectors where it counts days, four where it does not", () => {
    for (const { id, clocks } of presets.usable) {
      const vectors = tables.filter((table) => table.id === id).flatMap((table) => table.vectors);
      const countsDays = [clocks.acknowledge, clocks.act].some(({ rule }) => rule !== "elapsed");
      expect(vectors.length, id).toBeGreaterThanOrEqual(countsDays ? 8 : 4);
      expect(new Set(vectors.map(({ clock }) => clock)), id).toEqual(new Set(["acknowledge", "act"]));
    }
  });

  it.each(titled(cases))("%s: words and instants are the same time", (_, { vector }) => {
    expect(onTheWall(instantAt(vector.at), vector.calendar)).toBe(vector.received);
    if (!("ends" in vector)) return;
    const told = vector.ends.endsWith(" 24:00") ? asEndOfDay : onTheWall;
    expect(told(instantAt(vector.legal), vector.calendar)).toBe(vector.ends);
  });
});

describe("a receipt worked out by hand", () => {
  it.each(titled(countable))("%s", (_, { vector, due }) => {
    if (!("ends" in vector)) return;
    expect(due.kind === "due" && [due.dueOperational, due.dueLegal]).toEqual([
      instantAt(vector.operational ?? vector.legal),
      instantAt(vector.legal),
    ]);
  });

  it.each(titled(atPlatforms))("%s: under the calendar of the right State", (_, { vector, rule, state }) => {
    expect(vector.calendar).toBe(rule === "fr_days" ? "FR" : state);
  });

  it.each(titled(refused))("%s: is refused with the reason", (_, { vector, due }) => {
    const told = due.kind === "refused" ? due.reason : { fr: "", en: "" };
    expect(told.en).toContain("refused" in vector ? vector.refused : "");
    expect(told.fr).toMatch(/^\p{Lu}.*\.$/u);
    expect(told.fr).not.toBe(told.en);
  });
});

describe("the reasoning tells the same story", () => {
  it.each(titled(countable))("%s: from the receipt to the due instant, in two languages", (_, each) => {
    const why = reasoningOf(each);
    expect(why[0]).toMatchObject({ code: "received", at: each.receivedAt });
    expect(why.at(-1)).toMatchObject({ code: "ends", at: each.due.kind === "due" ? each.due.dueLegal : "" });
    expect(why.filter(({ code }) => code === "received" || code === "ends")).toHaveLength(2);
    for (const { text } of why) {
      expect(text.fr).toMatch(/^[\p{L}\d].*\.$/u);
      expect(text.en).toMatch(/^[\p{L}\d].*\.$/u);
      expect(`${text.fr} ${text.en}`).not.toContain("undefined");
    }
  });

  it.each(titled(inDays))("%s: the days passed over, each with its name", (_, each) => {
    const told = stepsOf(each, "day_skipped").map(({ date, text }) => {
      const [, name] = /: not counted \(([^,)]+).*\)\.$/.exec(text.en) ?? [];
      return `${date ?? ""} ${name ?? ""}`;
    });
    expect(told).toEqual("skips" in each.vector ? each.vector.skips : undefined);
  });

  it.each(titled(inDays))("%s: the days of receipt and of the end, and nothing turns back", (_, each) => {
    const why = reasoningOf(each);
    const { received } = each.vector;
    const ends = "ends" in each.vector ? each.vector.ends : "";
    expect(why[0]?.text.en).toContain(received.replace(/ [\d:.]+$/, ""));
    expect(why.at(-1)?.text.en).toContain(ends.replace(" 24:00", " at 24:00"));
    const dates = why.flatMap(({ date }) => (date === undefined ? [] : [date]));
    expect(dates).toEqual([...dates].sort());
    const days = why.filter(({ code }) => code === "working_day_counted" || code === "day_skipped");
    expect(new Set(days.map(({ date }) => date)).size).toBe(days.length);
  });

  it.each(titled(inWorkingDays))("%s: as many working days as the period has, the last one is the end", (_, each) => {
    const days = stepsOf(each, "working_day_counted");
    const { count } = periodOf(each.within);
    expect(days.map(({ text }) => / (\d+) of \d+\.$/.exec(text.en)?.[1])).toEqual(
      Array.from({ length: count }, (_, index) => `${index + 1}`),
    );
    expect(days.at(-1)?.date).toBe(reasoningOf(each).at(-1)?.date);
    expect(stepsOf(each, "days_counted")).toEqual([]);
  });

  it.each(titled(inWorkingDays))("%s: every day after the receipt is told, counted or passed over", (_, each) => {
    const why = reasoningOf(each);
    const told = why.filter(({ code }) => code === "working_day_counted" || code === "day_skipped");
    const first = why[0]?.date ?? "";
    expect(told.map(({ date }) => date)).toEqual(told.map((_, index) => dayAfter(first, index + 1)));
  });

  it.each(titled(inCalendarDays))("%s: the calendar day it would end with, before it runs on", (_, each) => {
    const [step, ...more] = stepsOf(each, "days_counted");
    expect(more).toEqual([]);
    expect(step?.date).toBe(dayAfter(reasoningOf(each)[0]?.date ?? "", periodOf(each.within).count));
    expect(stepsOf(each, "working_day_counted")).toEqual([]);
  });

  it.each(titled(countable))("%s: says that the State is assumed where its days count and it is", (_, each) => {
    const { vector, rule } = each;
    const assumed = "on" in vector && vector.on === "wish" && rule === "eu_1182_71";
    const steps = stepsOf(each, "calendar_assumed");
    expect(steps).toHaveLength(assumed ? 1 : 0);
    for (const { text } of steps) {
      expect(text.fr).toContain("par hypothèse");
      expect(text.en).toContain("assumption");
    }
  });

  it("names art. 3(5) where it lengthens a period, and nowhere else", () => {
    const lengthened = cases.filter((each) => stepsOf(each, "two_working_days").length > 0);
    expect(lengthened.map(({ vector }) => vector.received)).toEqual([
      "Thursday 2 April 2026 10:00",
      "Friday 20 March 2026 09:00",
      "Saturday 14 March 2026 12:00",
      "Wednesday 24 December 2025 10:00",
    ]);
  });
});
