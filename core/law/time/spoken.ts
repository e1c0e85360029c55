import type { Duration, Period } from "../../contract/duration.ts";
import { periodOf } from "../../contract/duration.ts";
import type { Bilingual } from "../../contract/language.ts";
import type { LocalDate } from "../../contract/local-date.ts";

const weekdays = {
  fr: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
} as const;

const months = {
  fr: [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
} as const;

const units = {
  second: { fr: ["seconde", "secondes"], en: ["second", "seconds"] },
  minute: { fr: ["minute", "minutes"], en: ["minute", "minutes"] },
  hour: { fr: ["heure", "heures"], en: ["hour", "hours"] },
  day: { fr: ["jour", "jours"], en: ["day", "days"] },
  working_day: { fr: ["jour ouvré", "jours ouvrés"], en: ["working day", "working days"] },
} as const satisfies Record<Period["unit"], Record<keyof Bilingual, readonly [string, string]>>;

/** A day in words: `lundi 23 mars 2026`, `Monday 23 March 2026`. */
export function spokenDate(date: LocalDate): Bilingual {
  const midnight = new Date(`${date}T00:00:00Z`);
  const weekday = midnight.getUTCDay();
  const month = midnight.getUTCMonth();
  const day = midnight.getUTCDate();
  const year = midnight.getUTCFullYear();
  return {
    fr: `${weekdays.fr[weekday] ?? ""} ${day === 1 ? "1er" : day} ${months.fr[month] ?? ""} ${year}`,
    en: `${weekdays.en[weekday] ?? ""} ${day} ${months.en[month] ?? ""} ${year}`,
  };
}

/** A duration in words: `48 heures`, `2 working days`. */
export function spokenDuration(duration: Duration): Bilingual {
  const { count, unit } = periodOf(duration);
  const many = count > 1 ? 1 : 0;
  return { fr: `${count} ${units[unit].fr[many]}`, en: `${count} ${units[unit].en[many]}` };
}
