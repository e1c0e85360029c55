import Holidays from "date-holidays";
import { describe, expect, it } from "vitest";
import { zones, type State } from "../../../../../core/law/directory/states.ts";
import { dayKind } from "../../../../../core/law/time/calendar.ts";
import { holidays, type HolidayYear } from "../../../../../core/law/time/holidays.ts";

const states = Object.keys(zones) as State[];
const years = [2025, 2026, 2027];
const listed = (state: State, year: number): HolidayYear =>
  (holidays as Record<State, Record<number, HolidayYear>>)[state][year]!;

/** Days of our list that date-holidays does not call public, each with the reason it counts. */
const onlyOurs: Record<string, string> = {
  "IE Good Friday": "courts and banks rest: the later due date counts; the library calls it a bank holiday",
  "IE in lieu": "day off in lieu of a holiday at the week-end: the library calls it a bank holiday or omits it",
  "NL Good Friday": "Algemene termijnenwet art. 3(2); the library calls it a school holiday",
  "NL 5 May": "Algemene termijnenwet art. 3(1); the library calls it a school holiday",
  "NL equated": "decrees under art. 3(3); unknown to the library",
  "LT Sundays":
    "Darbo kodeksas art. 123 names Mother's and Father's Day, always Sundays; the library calls them observances",
};

/** Days that date-holidays calls public and we do not list, with the reason. */
const onlyTheirs: Record<string, string> = {
  "NL Sundays": "Easter Sunday and Pentecost are Sundays, which never count",
};

const differences: Record<
  State,
  { ours: Record<string, keyof typeof onlyOurs>; theirs: Record<string, keyof typeof onlyTheirs> }
> = {
  FR: { ours: {}, theirs: {} },
  IE: {
    ours: {
      "2025-04-18": "IE Good Friday",
      "2026-04-03": "IE Good Friday",
      "2026-12-28": "IE in lieu",
      "2027-03-26": "IE Good Friday",
      "2027-12-27": "IE in lieu",
      "2027-12-28": "IE in lieu",
    },
    theirs: {},
  },
  LT: {
    ours: {
      "2025-05-04": "LT Sundays",
      "2025-06-01": "LT Sundays",
      "2026-05-03": "LT Sundays",
      "2026-06-07": "LT Sundays",
      "2027-05-02": "LT Sundays",
      "2027-06-06": "LT Sundays",
    },
    theirs: {},
  },
  LU: { ours: {}, theirs: {} },
  NL: {
    ours: {
      "2025-04-18": "NL Good Friday",
      "2025-05-05": "NL 5 May",
      "2025-05-30": "NL equated",
      "2026-01-02": "NL equated",
      "2026-04-03": "NL Good Friday",
      "2026-05-05": "NL 5 May",
      "2026-05-15": "NL equated",
      "2027-03-26": "NL Good Friday",
      "2027-05-05": "NL 5 May",
      "2027-05-07": "NL equated",
    },
    theirs: {
      "2025-04-20": "NL Sundays",
      "2025-06-08": "NL Sundays",
      "2026-04-05": "NL Sundays",
      "2026-05-24": "NL Sundays",
      "2027-03-28": "NL Sundays",
      "2027-05-16": "NL Sundays",
    },
  },
};

describe.each(states)("the public holidays of %s", (state) => {
  it("cover 2025 to 2027, each year with its source, as drafts", () => {
    expect(Object.keys(holidays[state])).toEqual(years.map(String));
    for (const year of years) {
      expect(listed(state, year).source).toMatch(/\d/);
      expect(listed(state, year).review).toBe("draft");
    }
  });

  it("are those of date-holidays, but for differences with a reason", () => {
    const ours = years.flatMap((year) => Object.keys(listed(state, year).days).map((day) => `${year}-${day}`));
    const library = new Holidays(state, { languages: ["en"] });
    const theirs = years.flatMap((year) =>
      library
        .getHolidays(year)
        .filter(({ type }) => type === "public")
        .map(({ date }) => date.slice(0, 10)),
    );
    expect(ours.filter((day) => !theirs.includes(day)).sort()).toEqual(Object.keys(differences[state].ours));
    expect(theirs.filter((day) => !ours.includes(day)).sort()).toEqual(Object.keys(differences[state].theirs));
    expect(theirs.length).toBeGreaterThan(25);
  });

  it("leave nothing out on a weekday", () => {
    for (const day of Object.keys(differences[state].theirs)) {
      expect(dayKind(day, state).kind, day).toBe("off");
    }
  });
});

/** Weekdays on which date-holidays has banks or schools closed and we count on, with the reason. */
const closedElsewhere: Record<string, string> = {
  "2025-12-31 NL": "New Year's Eve, the evening only; Algemene termijnenwet art. 3 does not name it",
  "2026-12-31 NL": "New Year's Eve, the evening only; Algemene termijnenwet art. 3 does not name it",
  "2027-12-31 NL": "New Year's Eve, the evening only; Algemene termijnenwet art. 3 does not name it",
};

describe("days on which banks or schools are closed", () => {
  it("are passed over as well, but for those that have a reason not to be", () => {
    const closed = states.flatMap((state) =>
      years.flatMap((year) =>
        new Holidays(state)
          .getHolidays(year)
          .filter(({ type }) => type === "bank" || type === "school" || type === "optional")
          .map(({ date }) => date.slice(0, 10))
          .filter((day) => dayKind(day, state).kind === "working")
          .map((day) => `${day} ${state}`),
      ),
    );
    expect(closed.sort()).toEqual(Object.keys(closedElsewhere));
  });
});

describe("the differences", () => {
  it("all have their reason, and every reason is used", () => {
    const used = Object.values(differences).flatMap(({ ours, theirs }) => [
      ...Object.values(ours),
      ...Object.values(theirs),
    ]);
    expect(new Set(used)).toEqual(new Set([...Object.keys(onlyOurs), ...Object.keys(onlyTheirs)]));
  });
});

describe("a day", () => {
  it("is working, off with its name, or not covered", () => {
    expect(dayKind("2026-03-19", "IE")).toEqual({ kind: "working" });
    expect(dayKind("2026-03-17", "IE")).toMatchObject({ kind: "off", name: { en: "St Patrick's Day" } });
    expect(dayKind("2026-03-21", "IE")).toMatchObject({ kind: "off", name: { fr: "samedi" } });
    expect(dayKind("2028-01-03", "IE")).toEqual({ kind: "uncovered" });
  });
});
