import * as Moment from "temporal-polyfill/fns/Instant";
import * as LocalTime from "temporal-polyfill/fns/ZonedDateTime";
import { epochOf, plus, type Instant } from "../../contract/instant.ts";
import type { Bilingual } from "../../contract/language.ts";
import { zones, type State } from "../directory/states.ts";
import { localDateAt } from "./local-days.ts";
import { spokenDate } from "./spoken.ts";

/** Whose clock on the wall an instant is told by. */
export const placeNames = {
  FR: { fr: "heure de Paris", en: "Paris time" },
  IE: { fr: "heure de Dublin", en: "Dublin time" },
  LT: { fr: "heure de Vilnius", en: "Vilnius time" },
  LU: { fr: "heure de Luxembourg", en: "Luxembourg time" },
  NL: { fr: "heure d'Amsterdam", en: "Amsterdam time" },
} as const satisfies Record<State, Bilingual>;

/** An instant on the clock of a State, to the minute: `lundi 3 novembre 2025 à 9 h 00 (heure de Paris)`. */
export function spokenInstant(at: Instant, state: State): Bilingual {
  return written(spokenDate(localDateAt(at, state)), timeOfDay(at, state), state);
}

/** The end of a period that is counted in days: midnight is told as 24:00 of the day it ends. */
export function spokenEndOfDay(at: Instant, state: State): Bilingual {
  if (timeOfDay(at, state) !== "00:00") return spokenInstant(at, state);
  return written(spokenDate(localDateAt(plus(at, -1), state)), "24:00", state);
}

function written(day: Bilingual, time: string, state: State): Bilingual {
  const [hours = "", minutes = ""] = time.split(":");
  const { fr, en } = placeNames[state];
  return {
    fr: `${day.fr} à ${String(Number(hours))} h ${minutes} (${fr})`,
    en: `${day.en} at ${time} (${en})`,
  };
}

/** Hours and minutes: `09:00`. */
function timeOfDay(at: Instant, state: State): string {
  const moment = Moment.fromEpochMilliseconds(epochOf(at));
  return LocalTime.toString(Moment.toZonedDateTimeISO(moment, zones[state])).slice(11, 16);
}
