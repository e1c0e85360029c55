import type { State } from "../directory/states.ts";
import type { holidayNames } from "./holiday-names.ts";

/** The public holidays of one State in one year. */
export type HolidayYear = {
  /** The text that names them. */
  source: string;
  /** Counsel has not confirmed the list. */
  review: "draft";
  /** Month and day, `MM-DD`, and the name of the day. */
  days: Readonly<Record<string, keyof typeof holidayNames>>;
};

/**
 * Public holidays that a period skips, for the years a clock may touch. Where sources differ, the list is the longer
 * one, so that nobody is escalated early: Irish courts and banks rest on Good Friday, which is no public holiday there;
 * the holidays in lieu of an Irish holiday at the week-end are counted too; Dutch time limits have holidays of their own.
 */
export const holidays = {
  FR: {
    2025: {
      source: "Code du travail (FR) art. L.3133-1",
      review: "draft",
      days: {
        "01-01": "newYear",
        "04-21": "easterMonday",
        "05-01": "labour",
        "05-08": "victory",
        "05-29": "ascension",
        "06-09": "whitMonday",
        "07-14": "nationalDay",
        "08-15": "assumption",
        "11-01": "allSaints",
        "11-11": "armistice",
        "12-25": "christmas",
      },
    },
    2026: {
      source: "Code du travail (FR) art. L.3133-1",
      review: "draft",
      days: {
        "01-01": "newYear",
        "04-06": "easterMonday",
        "05-01": "labour",
        "05-08": "victory",
        "05-14": "ascension",
        "05-25": "whitMonday",
        "07-14": "nationalDay",
        "08-15": "assumption",
        "11-01": "allSaints",
        "11-11": "armistice",
        "12-25": "christmas",
      },
    },
    2027: {
      source: "Code du travail (FR) art. L.3133-1",
      review: "draft",
      days: {
        "01-01": "newYear",
        "03-29": "easterMonday",
        "05-01": "labour",
        "05-06": "ascension",
        "05-08": "victory",
        "05-17": "whitMonday",
        "07-14": "nationalDay",
        "08-15": "assumption",
        "11-01": "allSaints",
        "11-11": "armistice",
        "12-25": "christmas",
      },
    },
  },
  IE: {
    2025: {
      source:
        "Organisation of Working Time Act 1997, Second Schedule, with St Brigid's Day since 2023; Good Friday: Rules of the Superior Courts, O. 122",
      review: "draft",
      days: {
        "01-01": "newYear",
        "02-03": "stBrigid",
        "03-17": "stPatrick",
        "04-18": "goodFriday",
        "04-21": "easterMonday",
        "05-05": "mayDay",
        "06-02": "juneHoliday",
        "08-04": "augustHoliday",
        "10-27": "octoberHoliday",
        "12-25": "christmas",
        "12-26": "stStephen",
      },
    },
    2026: {
      source:
        "Organisation of Working Time Act 1997, Second Schedule, with St Brigid's Day since 2023; Good Friday: Rules of the Superior Courts, O. 122",
      review: "draft",
      days: {
        "01-01": "newYear",
        "02-02": "stBrigid",
        "03-17": "stPatrick",
        "04-03": "goodFriday",
        "04-06": "easterMonday",
        "05-04": "mayDay",
        "06-01": "juneHoliday",
        "08-03": "augustHoliday",
        "10-26": "octoberHoliday",
        "12-25": "christmas",
        "12-26": "stStephen",
        "12-28": "inLieu",
      },
    },
    2027: {
      source:
        "Organisation of Working Time Act 1997, Second Schedule, with St Brigid's Day since 2023; Good Friday: Rules of the Superior Courts, O. 122",
      review: "draft",
      days: {
        "01-01": "newYear",
        "02-01": "stBrigid",
        "03-17": "stPatrick",
        "03-26": "goodFriday",
        "03-29": "easterMonday",
        "05-03": "mayDay",
        "06-07": "juneHoliday",
        "08-02": "augustHoliday",
        "10-25": "octoberHoliday",
        "12-25": "christmas",
        "12-26": "stStephen",
        "12-27": "inLieu",
        "12-28": "inLieu",
      },
    },
  },
  LT: {
    2025: {
      source: "Darbo kodeksas (LT) art. 123",
      review: "draft",
      days: {
        "01-01": "newYear",
        "02-16": "restorationOfState",
        "03-11": "independence",
        "04-20": "easterSunday",
        "04-21": "easterMonday",
        "05-01": "labour",
        "05-04": "mothersDay",
        "06-01": "fathersDay",
        "06-24": "stJohn",
        "07-06": "statehood",
        "08-15": "assumption",
        "11-01": "allSaints",
        "11-02": "allSouls",
        "12-24": "christmasEve",
        "12-25": "christmas",
        "12-26": "secondChristmas",
      },
    },
    2026: {
      source: "Darbo kodeksas (LT) art. 123",
      review: "draft",
      days: {
        "01-01": "newYear",
        "02-16": "restorationOfState",
        "03-11": "independence",
        "04-05": "easterSunday",
        "04-06": "easterMonday",
        "05-01": "labour",
        "05-03": "mothersDay",
        "06-07": "fathersDay",
        "06-24": "stJohn",
        "07-06": "statehood",
        "08-15": "assumption",
        "11-01": "allSaints",
        "11-02": "allSouls",
        "12-24": "christmasEve",
        "12-25": "christmas",
        "12-26": "secondChristmas",
      },
    },
    2027: {
      source: "Darbo kodeksas (LT) art. 123",
      review: "draft",
      days: {
        "01-01": "newYear",
        "02-16": "restorationOfState",
        "03-11": "independence",
        "03-28": "easterSunday",
        "03-29": "easterMonday",
        "05-01": "labour",
        "05-02": "mothersDay",
        "06-06": "fathersDay",
        "06-24": "stJohn",
        "07-06": "statehood",
        "08-15": "assumption",
        "11-01": "allSaints",
        "11-02": "allSouls",
        "12-24": "christmasEve",
        "12-25": "christmas",
        "12-26": "secondChristmas",
      },
    },
  },
  LU: {
    2025: {
      source: "Code du travail (LU) art. L.232-2",
      review: "draft",
      days: {
        "01-01": "newYear",
        "04-21": "easterMonday",
        "05-01": "labour",
        "05-09": "europeDay",
        "05-29": "ascension",
        "06-09": "whitMonday",
        "06-23": "nationalDay",
        "08-15": "assumption",
        "11-01": "allSaints",
        "12-25": "christmas",
        "12-26": "secondChristmas",
      },
    },
    2026: {
      source: "Code du travail (LU) art. L.232-2",
      review: "draft",
      days: {
        "01-01": "newYear",
        "04-06": "easterMonday",
        "05-01": "labour",
        "05-09": "europeDay",
        "05-14": "ascension",
        "05-25": "whitMonday",
        "06-23": "nationalDay",
        "08-15": "assumption",
        "11-01": "allSaints",
        "12-25": "christmas",
        "12-26": "secondChristmas",
      },
    },
    2027: {
      source: "Code du travail (LU) art. L.232-2",
      review: "draft",
      days: {
        "01-01": "newYear",
        "03-29": "easterMonday",
        "05-01": "labour",
        "05-06": "ascension",
        "05-09": "europeDay",
        "05-17": "whitMonday",
        "06-23": "nationalDay",
        "08-15": "assumption",
        "11-01": "allSaints",
        "12-25": "christmas",
        "12-26": "secondChristmas",
      },
    },
  },
  NL: {
    2025: {
      source:
        "Algemene termijnenwet art. 3(1)-(2); art. 3(3): Besluit gelijkstelling van 28 april 2023, 19 mei 2023, 10 mei 2024, 27 december 2024 en 30 mei 2025",
      review: "draft",
      days: {
        "01-01": "newYear",
        "04-18": "goodFriday",
        "04-21": "easterMonday",
        "04-26": "kingsDay",
        "05-05": "liberation",
        "05-29": "ascension",
        "05-30": "equated",
        "06-09": "whitMonday",
        "12-25": "christmas",
        "12-26": "secondChristmas",
      },
    },
    2026: {
      source:
        "Algemene termijnenwet art. 3(1)-(2); art. 3(3): Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028 en 26 mei 2028",
      review: "draft",
      days: {
        "01-01": "newYear",
        "01-02": "equated",
        "04-03": "goodFriday",
        "04-06": "easterMonday",
        "04-27": "kingsDay",
        "05-05": "liberation",
        "05-14": "ascension",
        "05-15": "equated",
        "05-25": "whitMonday",
        "12-25": "christmas",
        "12-26": "secondChristmas",
      },
    },
    2027: {
      source:
        "Algemene termijnenwet art. 3(1)-(2); art. 3(3): Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028 en 26 mei 2028",
      review: "draft",
      days: {
        "01-01": "newYear",
        "03-26": "goodFriday",
        "03-29": "easterMonday",
        "04-27": "kingsDay",
        "05-05": "liberation",
        "05-06": "ascension",
        "05-07": "equated",
        "05-17": "whitMonday",
        "12-25": "christmas",
        "12-26": "secondChristmas",
      },
    },
  },
} as const satisfies Record<State, Record<number, HolidayYear>>;
