import { styleText } from "node:util";
import type { Language } from "../../core/contract/language.ts";

/** What a piece of text is to the reader. */
export type Tone = "plain" | "quiet" | "good" | "bad" | "person" | "heading";

/** Where people read. */
export type Terminal = {
  /** Writes one line. */
  write: (line: string) => void;
  /** Columns there are to use. */
  width: number;
  language: Language;
  /** Colours a text where colour is shown, and leaves it as it is elsewhere. */
  paint: (tone: Tone, text: string) => string;
};

const colours = {
  plain: "reset",
  quiet: "dim",
  good: "green",
  bad: "red",
  person: "yellow",
  heading: "bold",
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

/** Wider lines are harder to read, not easier. */
const widest = 100;
/** Narrower ones hold no table: there the terminal may break them. */
const narrowest = 72;

/** A terminal on a stream: colour where a person sees it and has not said no (https://no-color.org), plain text elsewhere. */
export function openTerminal(
  stream: { write: (text: string) => unknown; isTTY?: boolean; columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const isColoured = stream.isTTY === true && !environment["NO_COLOR"] && environment["TERM"] !== "dumb";
  // Some terminals say 0 where they do not know.
  const columns = stream.columns === undefined || stream.columns === 0 ? widest : stream.columns;
  return {
    write: (line) => {
      stream.write(`${line}\n`);
    },
    width: Math.max(narrowest, Math.min(widest, columns)),
    language: languageOf(environment),
    paint: (tone, text) =>
      isColoured && tone !== "plain" ? styleText(colours[tone], text, { validateStream: false }) : text,
  };
}

/** The reader's language, by the first of the variables POSIX asks (XBD 8.2): French, or else English. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  // An empty variable counts as none.
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== "") ?? "";
  return /^fr(?:[_.@-]|$)/i.test(locale) ? "fr" : "en";
}
