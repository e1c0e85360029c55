import type { Bilingual } from "../../contract/language.ts";
import type { LocalDate } from "../../contract/local-date.ts";
import type { State } from "../directory/states.ts";
import { holidayNames } from "./holiday-names.ts";
import { holidays, type HolidayYear } from "./holidays.ts";

/** What a day is in a State. `uncovered`: its year has no checked list of holidays. */
type DayKind = { kind: "working" } | { kind: "off"; name: Bilingual } | { kind: "uncovered" };

const saturday = { fr: "samedi", en: "Saturday" };
const sunday = { fr: "dimanche", en: "Sunday" };

/** What `date` is in `state`. A holiday at the week-end bears the name of the holiday. */
export function dayKind(date: LocalDate, state: State): DayKind {
  const years: Readonly<Record<string, HolidayYear>> = holidays[state];
  const year = years[date.slice(0, 4)];
  if (year === undefined) return { kind: "uncovered" };
  const holiday = year.days[date.slice(5)];
  if (holiday !== undefined) return { kind: "off", name: holidayNames[holiday] };
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return { kind: "off", name: saturday };
  if (weekday === 0) return { kind: "off", name: sunday };
  return { kind: "working" };
}
