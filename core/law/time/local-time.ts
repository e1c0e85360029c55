import { getISO } from "temporal-polyfill/fns/Calendar";
import * as Moment from "temporal-polyfill/fns/Instant";
import * as Wall from "temporal-polyfill/fns/PlainDateTime";
import * as LocalTime from "temporal-polyfill/fns/ZonedDateTime";
import { epochOf, instantOf, type Instant } from "../../contract/instant.ts";
import { zones, type State } from "../directory/states.ts";

/** A time as the clock on a wall shows it: `2025-11-03T09:00`, seconds optional; what `datetime-local` of HTML sends. */
const localTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/;

/**
 * The instant at which the clocks of `state` show this time. Where they show it twice, as summer time ends, the first;
 * undefined where they never do, as it begins, and for a text that is no time.
 */
export function instantAtLocalTime(text: string, state: State): Instant | undefined {
  if (!localTime.test(text)) return undefined;
  try {
    const wall = Wall.fromString(text, getISO);
    const { epochMilliseconds } = Wall.toZonedDateTime(wall, zones[state], { disambiguation: "compatible" });
    const instant = instantOf(epochMilliseconds);
    // A time that is skipped has been moved on to one that is not.
    return localTimeAt(instant, state) === Wall.toString(wall) ? instant : undefined;
  } catch {
    return undefined;
  }
}

/** What the clocks of `state` show at an instant. */
export function localTimeAt(instant: Instant, state: State): string {
  const moment = Moment.fromEpochMilliseconds(epochOf(instant));
  return Wall.toString(LocalTime.toPlainDateTime(Moment.toZonedDateTimeISO(moment, zones[state])));
}
