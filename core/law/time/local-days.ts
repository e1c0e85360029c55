import { Temporal } from "temporal-polyfill";
import { epochOf, instantOf, type Instant } from "../../contract/instant.ts";
import type { LocalDate } from "../../contract/local-date.ts";
import { zones, type State } from "../directory/states.ts";

/** The day it is in `state` at `instant`. */
export function localDateAt(instant: Instant, state: State): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(epochOf(instant))
    .toZonedDateTimeISO(zones[state])
    .toPlainDate()
    .toString();
}

/** The instant at which `date` ends in `state`: its 24:00, the next day's midnight. */
export function endOfDay(date: LocalDate, state: State): Instant {
  return instantOf(Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zones[state]).epochMilliseconds);
}

/** The day `days` after `date`. */
export function daysAfter(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
