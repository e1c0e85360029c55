import { getISO } from "temporal-polyfill/fns/Calendar";
import * as Moment from "temporal-polyfill/fns/Instant";
import * as Day from "temporal-polyfill/fns/PlainDate";
import * as LocalTime from "temporal-polyfill/fns/ZonedDateTime";
import { epochOf, instantOf, type Instant } from "../../contract/instant.ts";
import type { LocalDate } from "../../contract/local-date.ts";
import { zones, type State } from "../directory/states.ts";

// Temporal by its functions rather than its classes: a bundle carries a third of the library, what is called here.

/** The day it is in `state` at `instant`. */
export function localDateAt(instant: Instant, state: State): LocalDate {
  const moment = Moment.fromEpochMilliseconds(epochOf(instant));
  return Day.toString(LocalTime.toPlainDate(Moment.toZonedDateTimeISO(moment, zones[state])));
}

/** The instant at which `date` ends in `state`: its 24:00, the next day's midnight. */
export function endOfDay(date: LocalDate, state: State): Instant {
  return instantOf(Day.toZonedDateTime(dayAfter(date, 1), zones[state]).epochMilliseconds);
}

/** The day `days` after `date`. */
export function daysAfter(date: LocalDate, days: number): LocalDate {
  return Day.toString(dayAfter(date, days));
}

function dayAfter(date: LocalDate, days: number): Day.Record {
  return Day.addDays(Day.fromString(date, getISO), days);
}
