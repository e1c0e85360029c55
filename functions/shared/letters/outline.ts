import type { Bilingual } from "../../../core/contract/language.ts";

/** A thing named and what is said of it. */
export type LetterRow = { term: Bilingual; value: Bilingual };

/** A part of a letter. */
export type LetterBlock =
  | { kind: "paragraph"; text: Bilingual }
  | { kind: "heading"; text: Bilingual }
  | { kind: "rows"; rows: readonly LetterRow[] }
  | { kind: "list"; lines: readonly Bilingual[] };

/** What a letter says, before it is text or HTML. It holds no address of an item and no words of the notice. */
export type LetterOutline = {
  /** What it is, for the subject and the heading: without the reference. */
  what: Bilingual;
  blocks: readonly LetterBlock[];
  /** The one place to go to. */
  button: { label: Bilingual; url: string };
  /** What identifies the case. */
  facts: readonly LetterRow[];
  /** Said below, in small: what the link is, how to verify. */
  notes: readonly Bilingual[];
};

/** A paragraph. */
export function paragraph(text: Bilingual): LetterBlock {
  return { kind: "paragraph", text };
}
