import { instantOf, type Instant } from "../../../../../../core/contract/instant.ts";
import { zones, type State } from "../../../../../../core/law/directory/states.ts";

/** The instant of a time written with its offset. */
export function instantAt(written: string): Instant {
  return instantOf(Date.parse(written));
}

/** An instant as the clocks of `state` tell it: `Thursday 19 March 2026 14:00`, with seconds where there are any. */
export function onTheWall(instant: Instant, state: State): string {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zones[state],
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  });
  const parts = new Map(clock.formatToParts(Date.parse(instant)).map(({ type, value }) => [type, value]));
  const told = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  const seconds = `:${told("second")}.${told("fractionalSecond")}`;
  const time = `${told("hour")}:${told("minute")}${seconds === ":00.000" ? "" : seconds}`;
  return `${told("weekday")} ${told("day")} ${told("month")} ${told("year")} ${time}`;
}

/** Midnight as the end of the day that it ends: `Monday 23 March 2026 24:00`. Any other instant as it is. */
export function asEndOfDay(instant: Instant, state: State): string {
  const before = onTheWall(instantOf(Date.parse(instant) - 1), state);
  return before.endsWith(" 23:59:59.999") ? before.replace(" 23:59:59.999", " 24:00") : onTheWall(instant, state);
}
