import type { RecordedEvent } from "../campaign/read-record.ts";
import { legalTime } from "./legal-time.ts";
import { caseName, clockNames } from "./names.ts";
import { tellEvent } from "./tell-event.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

/** Widths of the columns before the sentence, and of the sign that begins it. */
const columns = { time: 18, case: 17, clock: 6, sign: 2 } as const;
const margin = columns.time + columns.case + columns.clock + columns.sign;

const headings = {
  fr: { time: "heure légale", case: "dossier", clock: "délai", what: "ce qui s'est passé" },
  en: { time: "legal time", case: "case", clock: "clock", what: "what happened" },
} as const;

/** The heading of the timeline. */
export function timelineHeading({ language, paint }: Pick<Terminal, "language" | "paint">): string[] {
  const { time, case: kase, clock, what } = headings[language];
  const line =
    time.padEnd(columns.time) + kase.padEnd(columns.case) + clock.padEnd(columns.clock + columns.sign) + what;
  return [paint("heading", line)];
}

/**
 * One event as the timeline shows it: one line, or more where the terminal is too narrow for the sentence. Of the failed
 * attempts of one message the first is shown; how many there were is said when it is given up.
 */
export function timelineLines(
  { event, before, after }: Pick<RecordedEvent, "event" | "before" | "after">,
  { language, width, paint }: Pick<Terminal, "language" | "width" | "paint">,
): string[] {
  if (event.type === "message.attempt_failed" && event.data.attempt > 1) return [];
  const { sign, tone, clock, mail, says } = tellEvent(event, before);
  const [first = "", ...rest] = wrap(`${mail === true ? "✉ " : ""}${says[language]}`, width - margin);
  const left =
    legalTime(event.at)[language].padEnd(columns.time) +
    caseName(after).padEnd(columns.case) +
    (clock === undefined ? "" : clockNames[clock][language]).padEnd(columns.clock);
  return [
    left + paint(tone, `${sign} ${first}`),
    ...rest.map((continued) => " ".repeat(margin) + paint(tone, continued)),
  ];
}
