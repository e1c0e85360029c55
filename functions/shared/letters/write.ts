import type { Bilingual, Language } from "../../../core/contract/language.ts";
import { legible } from "../../../core/contract/legible.ts";
import { unbroken } from "../pages/french.ts";
import type { LetterAbout } from "./about.ts";
import { frameWords } from "./frame-words.ts";
import type { LetterBlock, LetterOutline, LetterRow } from "./outline.ts";

/** A part of a letter in one language. */
export type WrittenBlock =
  | { kind: "paragraph" | "heading"; text: string }
  | { kind: "rows"; rows: readonly { term: string; value: string }[] }
  | { kind: "list"; lines: readonly string[] };

/** A letter in one language, from which text and HTML are both made. */
export type Letter = {
  language: Language;
  /** Who writes, above all. */
  authority: string;
  title: string;
  greeting: string;
  blocks: readonly WrittenBlock[];
  button: { label: string; url: string };
  facts: readonly { term: string; value: string }[];
  notes: readonly string[];
};

/** Says an outline in the language of its letter. */
export function write(outline: LetterOutline, { language, authority, recipient }: LetterAbout): Letter {
  const say = (words: Bilingual): string => {
    const text = cleaned(words[language]);
    return language === "fr" ? unbroken(text) : text;
  };
  return {
    language,
    authority: say(authority.name),
    title: say(outline.what),
    greeting: say({
      fr: `À l'attention de : ${recipient.fr}. ${frameWords.carried.fr}`,
      en: `For the attention of: ${recipient.en}. ${frameWords.carried.en}`,
    }),
    blocks: outline.blocks.map((block) => written(block, say)),
    button: { label: say(outline.button.label), url: outline.button.url },
    facts: rowsOf(outline.facts, say),
    notes: outline.notes.map((note) => (language === "fr" ? unbroken(note.fr) : note.en)),
  };
}

/** Names and references of others stand in our sentences: what would deceive in them is made legible. */
function cleaned(text: string): string {
  return legible(text);
}

function written(block: LetterBlock, say: (words: Bilingual) => string): WrittenBlock {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return { kind: block.kind, text: say(block.text) };
    case "rows":
      return { kind: "rows", rows: rowsOf(block.rows, say) };
    case "list":
      return { kind: "list", lines: block.lines.map(say) };
  }
}

function rowsOf(rows: readonly LetterRow[], say: (words: Bilingual) => string) {
  return rows.map(({ term, value }) => ({
    term: say({ fr: `${term.fr}${frameWords.colon.fr}`, en: `${term.en}${frameWords.colon.en}` }),
    value: say(value),
  }));
}
