import type { Digest } from "../../../../core/contract/ids.ts";
import type { Instant } from "../../../../core/contract/instant.ts";
import type { Bilingual, Language } from "../../../../core/contract/language.ts";
import { legible } from "../../../../core/contract/legible.ts";
import type { LocalDate } from "../../../../core/contract/local-date.ts";
import type { ServedNotice } from "../../../../core/contract/served-notice.ts";
import { isKnownState, zones, type State } from "../../../../core/law/directory/states.ts";
import { localDateAt } from "../../../../core/law/time/local-days.ts";
import { spokenDate } from "../../../../core/law/time/spoken.ts";
import { placeNames } from "../../../../core/law/time/spoken-instant.ts";
import { unbroken } from "../../pages/french.ts";
import type { ActLine, ActRow } from "../act.ts";

/** Writes the sections of one act: says our own words in its language, and carries over the authority's. */
export type Scribe = ReturnType<typeof scribeOf>;

/** The scribe of a served notice, in one language. */
export function scribeOf(document: ServedNotice, digest: Digest, language: Language) {
  /** Our own sentence; a name or a reference of others in it is made legible with it. */
  const say = (words: Bilingual): string => legible(language === "fr" ? unbroken(words.fr) : words.en);

  /** Our own sentence, as a line. */
  const line = (words: Bilingual, look?: ActLine["look"]): ActLine => ({ text: say(words), ...(look && { look }) });

  /** A name, a reference or a number, as others wrote it. */
  const own = (text: string): ActLine => ({ text: legible(text) });

  /** Words of the authority, paragraph by paragraph, in the language it wrote in. */
  const words = (text: string, written: string = document.language): ActLine[] =>
    paragraphsOf(text).map((paragraph) => ({ text: paragraph, ...(written !== language && { language: written }) }));

  /** An identifier, letter by letter. */
  const code = (text: string): ActLine => ({ text: legible(text), look: "code" });

  const row = (term: Bilingual, lines: ActLine | ActLine[]): ActRow => ({ term: say(term), lines: [lines].flat() });

  /** A day, as in a sentence. */
  const day = (date: LocalDate): string => spokenDate(date)[language];

  /** An instant on the clock of the authority's State, with UTC beside it. */
  function instant(at: Instant): string {
    const { state } = document.authority;
    if (!isKnownState(state)) return at;
    const { fr, en } = placeNames[state];
    const date = localDateAt(at, state);
    return say({
      fr: `${day(date)} à ${timeOfDay(at, state, " h ")}, ${fr} (UTC :\u00a0${at})`,
      en: `${day(date)} at ${timeOfDay(at, state, ":")}, ${en} (UTC:\u00a0${at})`,
    });
  }

  return { document, digest, language, say, line, own, words, code, row, day, instant };
}

/** Hours and minutes of an instant in a State. */
function timeOfDay(at: Instant, state: State, between: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zones[state], hour: "2-digit", minute: "2-digit" });
  return clock.format(new Date(at)).replace(":", between);
}

function paragraphsOf(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((paragraph) => legible(paragraph).trim())
    .filter((paragraph) => paragraph !== "");
}
