import type { Face } from "../font-files.ts";
import { numberOf } from "../../../core/contract/legible.ts";

/** How a line is set. */
export type Setting = { face: Face; /** In points. */ size: number; /** `#rrggbb`. */ colour: string };

/** The width of a text in points. */
export type Measure = (text: string, setting: Setting) => number;

/** One line as it is set; a space that it was broken at stays at its end, so that the text can be read back whole. */
export type SetLine = { text: string; setting: Setting };

/** What every typeface of the PDF has: Latin, Greek, Cyrillic, and the common signs. */
const missing =
  // eslint-disable-next-line no-misleading-character-class -- combining marks are looked at one by one
  /[^\u0020-\u007e\u00a0-\u017f\u0192\u01cd-\u01dc\u0218-\u021b\u0300-\u030c\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u0493\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u2010\u2012-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2116\u2122\u2190-\u2193\u2212\u2260\u2264\u2265]/gu;

/** A text with what the typefaces lack written by its number, as `[U+4E2D]`: nothing is left out in silence. */
export function printable(text: string): string {
  return text.replaceAll(missing, numberOf);
}

/** A word with the spaces after it; a no-break space is part of the word. */
const wordAndSpaces = /[^ ]+ *| +/g;
/** What a long word may be broken between; `[.]` and `[U+4E2D]` stay whole. */
const pieces = /\[(?:\.|:|U\+[0-9A-F]{4,6})\]|\P{M}\p{M}*|\p{M}+/gu;

/** Breaks a text into lines no wider than `width`. */
export function brokenLines(text: string, setting: Setting, width: number, measure: Measure): SetLine[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  const turn = () => {
    if (line !== "") lines.push(line);
    line = "";
    used = 0;
  };
  for (const [word] of text.matchAll(wordAndSpaces)) {
    const bare = measure(word.trimEnd(), setting);
    if (used + bare > width) turn();
    if (bare <= width) {
      line += word;
      used += measure(word, setting);
      continue;
    }
    for (const [piece] of word.matchAll(pieces)) {
      const wide = measure(piece, setting);
      if (used + wide > width && piece !== " ") turn();
      line += piece;
      used += wide;
    }
  }
  turn();
  return lines.map((broken) => ({ text: broken, setting }));
}
