import { legible } from "../../../core/contract/legible.ts";
import type { Bilingual, Language } from "../../../core/contract/language.ts";

/** Characters of a subject, at most: what mail programs show. */
const longest = 120;

/** Characters that a reference is left in any case: by it the letter is filed. */
const leastOfReference = 60;

/** Those that are no control characters, and end a line in some programs all the same. */
const lineEnds = /[\p{Zl}\p{Zp}]/gu;

/**
 * The subject of a letter: the reference, and what it is. A reference is others' words: what is not seen in it, line ends
 * first, is written by its number, so that it ends no header.
 */
export function subjectOf(what: Bilingual, reference: string, language: Language): string {
  const name = cut(legible(what[language]), longest - leastOfReference - 3);
  return `${cut(legible(reference.replaceAll(lineEnds, " ")), longest - name.length - 3)} – ${name}`;
}

/** At most so many UTF-16 units, by whole characters. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
