import { epochOf, type Instant } from "../../core/contract/instant.ts";
import type { Bilingual, Language } from "../../core/contract/language.ts";

const formats = {
  fr: formatOf("fr-FR"),
  // British English writes `Sept`, and would be the one month of four letters.
  en: formatOf("en-US"),
} as const satisfies Record<Language, Intl.DateTimeFormat>;

function formatOf(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    timeZone: "Europe/Paris",
    weekday: "short",
    day: "2-digit",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** An instant as a clock on a wall in Paris shows it: `Mon 03 Nov 09:00`, `lun 03 nov 09:00`. */
export function legalTime(instant: Instant): Bilingual {
  return { fr: written(instant, "fr"), en: written(instant, "en") };
}

function written(instant: Instant, language: Language): string {
  const parts = formats[language].formatToParts(epochOf(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((found) => found.type === type)?.value.replace(".", "") ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")} ${part("hour")}:${part("minute")}`;
}

/** A length of time, in the largest unit that leaves something to tell: `10 h`, `90 s`, `0.5 s` (`0,5 s`). */
export function lengthOf(milliseconds: number): Bilingual {
  const [hour, minute, second] = [3_600_000, 60_000, 1_000];
  const [unit, name] =
    milliseconds >= hour ? [hour, "h"] : milliseconds >= 2 * minute ? [minute, "min"] : [second, "s"];
  const en = `${Math.round((milliseconds / unit) * 10) / 10} ${name}`;
  return { fr: en.replace(".", ","), en };
}
