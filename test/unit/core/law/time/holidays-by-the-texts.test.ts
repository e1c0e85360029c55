import { describe, expect, it } from "vitest";
import type { State } from "../../../../../core/law/directory/states.ts";
import type { holidayNames } from "../../../../../core/law/time/holiday-names.ts";
import { holidays, type HolidayYear } from "../../../../../core/law/time/holidays.ts";

type Name = keyof typeof holidayNames;
type Days = Record<string, Name>;

/** Month and day of `date`, moved by some days. */
function day(date: string, moved = 0): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + moved * 86_400_000).toISOString().slice(5, 10);
}

/** 0 is Sunday. */
function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The `n`th such weekday on or after `date`. */
function nth(n: number, wanted: number, date: string): string {
  return day(date, ((wanted - weekday(date) + 7) % 7) + (n - 1) * 7);
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher). */
function easterOf(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return `${year}-${String(Math.floor(n / 31)).padStart(2, "0")}-${String((n % 31) + 1).padStart(2, "0")}`;
}

/** Code du travail (FR) art. L.3133-1: eleven days. */
function ofFrance(year: number): Days {
  const easter = easterOf(year);
  return {
    "01-01": "newYear",
    [day(easter, 1)]: "easterMonday",
    "05-01": "labour",
    "05-08": "victory",
    [day(easter, 39)]: "ascension",
    [day(easter, 50)]: "whitMonday",
    "07-14": "nationalDay",
    "08-15": "assumption",
    "11-01": "allSaints",
    "11-11": "armistice",
    "12-25": "christmas",
  };
}

/**
 * Organisation of Working Time Act 1997, Second Schedule: the first Monday of February, or 1 February where it is a
 * Friday; fixed days; Mondays. With Good Friday, and the next free working day for a fixed day at the week-end.
 */
function ofIreland(year: number): Days {
  const easter = easterOf(year);
  const isFriday = weekday(`${year}-02-01`) === 5;
  const days: Days = {
    "01-01": "newYear",
    [isFriday ? "02-01" : nth(1, 1, `${year}-02-01`)]: "stBrigid",
    "03-17": "stPatrick",
    [day(easter, -2)]: "goodFriday",
    [day(easter, 1)]: "easterMonday",
    [nth(1, 1, `${year}-05-01`)]: "mayDay",
    [nth(1, 1, `${year}-06-01`)]: "juneHoliday",
    [nth(1, 1, `${year}-08-01`)]: "augustHoliday",
    [nth(1, 1, `${year}-10-25`)]: "octoberHoliday",
    "12-25": "christmas",
    "12-26": "stStephen",
  };
  for (const fixed of ["01-01", "03-17", "12-25", "12-26"]) {
    if (![0, 6].includes(weekday(`${year}-${fixed}`))) continue;
    let free = fixed;
    while (free in days || [0, 6].includes(weekday(`${year}-${free}`))) free = day(`${year}-${free}`, 1);
    days[free] = "inLieu";
  }
  return days;
}

/** Darbo kodeksas (LT) art. 123: the first Sundays of May and June among them. */
function ofLithuania(year: number): Days {
  const easter = easterOf(year);
  return {
    "01-01": "newYear",
    "02-16": "restorationOfState",
    "03-11": "independence",
    [day(easter)]: "easterSunday",
    [day(easter, 1)]: "easterMonday",
    "05-01": "labour",
    [nth(1, 0, `${year}-05-01`)]: "mothersDay",
    [nth(1, 0, `${year}-06-01`)]: "fathersDay",
    "06-24": "stJohn",
    "07-06": "statehood",
    "08-15": "assumption",
    "11-01": "allSaints",
    "11-02": "allSouls",
    "12-24": "christmasEve",
    "12-25": "christmas",
    "12-26": "secondChristmas",
  };
}

/** Code du travail (LU) art. L.232-2: eleven days. */
function ofLuxembourg(year: number): Days {
  const easter = easterOf(year);
  return {
    "01-01": "newYear",
    [day(easter, 1)]: "easterMonday",
    "05-01": "labour",
    "05-09": "europeDay",
    [day(easter, 39)]: "ascension",
    [day(easter, 50)]: "whitMonday",
    "06-23": "nationalDay",
    "08-15": "assumption",
    "11-01": "allSaints",
    "12-25": "christmas",
    "12-26": "secondChristmas",
  };
}

/** Days made equal to a holiday by decree, Algemene termijnenwet art. 3(3). */
const equated = ["2025-05-30", "2026-01-02", "2026-05-15", "2027-05-07"];

/** Algemene termijnenwet art. 3: the King's birthday on 27 April, the day before where that is a Sunday. */
function ofTheNetherlands(year: number): Days {
  const easter = easterOf(year);
  const decreed = equated.filter((date) => date.startsWith(`${year}`)).map((date) => [date.slice(5), "equated"]);
  return {
    ...(Object.fromEntries(decreed) as Days),
    "01-01": "newYear",
    [day(easter, -2)]: "goodFriday",
    [day(easter, 1)]: "easterMonday",
    [weekday(`${year}-04-27`) === 0 ? "04-26" : "04-27"]: "kingsDay",
    "05-05": "liberation",
    [day(easter, 39)]: "ascension",
    [day(easter, 50)]: "whitMonday",
    "12-25": "christmas",
    "12-26": "secondChristmas",
  };
}

const texts = {
  FR: ofFrance,
  IE: ofIreland,
  LT: ofLithuania,
  LU: ofLuxembourg,
  NL: ofTheNetherlands,
} as const satisfies Record<State, (year: number) => Days>;

describe("the file of holidays", () => {
  it.each((Object.keys(texts) as State[]).flatMap((state) => [2025, 2026, 2027].map((year) => [state, year] as const)))(
    "of %s in %i says what the texts say, each day by its name",
    (state, year) => {
      const listed: Readonly<Record<string, HolidayYear>> = holidays[state];
      expect(listed[`${year}`]?.days).toEqual(texts[state](year));
    },
  );

  it("knows the Easters of those years", () => {
    expect([2025, 2026, 2027].map(easterOf)).toEqual(["2025-04-20", "2026-04-05", "2027-03-28"]);
  });
});
