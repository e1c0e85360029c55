import type { Digest } from "../../../core/contract/ids.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import type { Language } from "../../../core/contract/language.ts";

/** One line or paragraph as it is to be read, already free of what a reader could be deceived by. */
export type ActLine = {
  text: string;
  /** `code`: an identifier, an address or a digest, letter by letter. `soft`: of lesser weight. */
  look?: "code" | "soft";
  /** Language of the text, where it is not the act's own (ISO 639-1). */
  language?: string;
};

/** A thing named and what is said of it. */
export type ActRow = { term: string; lines: ActLine[] };

/** A column of a table. `share`: its part of the width; those of a table add up to 1. */
export type ActColumn = { title: string; share: number };

/** What a section is made of. */
export type ActBlock =
  | { kind: "paragraphs"; lines: ActLine[] }
  | { kind: "warning"; line: ActLine }
  | { kind: "points"; lines: ActLine[] }
  | {
      kind: "rows";
      rows: ActRow[];
      /** Set off from the rest: what a reader in haste must see. */
      framed?: true;
    }
  | { kind: "table"; caption: string; columns: ActColumn[]; rows: ActLine[][][] };

/** A part of the act under its own heading. */
export type ActSection = {
  heading: string;
  blocks: ActBlock[];
  /** Language of the section, where it is not the act's own. */
  language?: string;
};

/** A served notice as a person reads it: the content once, from which page and PDF are both made. */
export type ActOutline = {
  /** Language of every word that the authority did not write. */
  language: Language;
  title: string;
  /** Who issues it, above the title. */
  authority: string;
  /** The authority's own reference, on every page. */
  reference: string;
  /** The digest in full, on every page. */
  digest: Digest;
  issuedAt: Instant;
  /** What identifies the act, and what is expected, before its numbered sections. */
  opening: ActBlock[];
  sections: ActSection[];
  /** Place, day and signature. */
  closing: ActBlock[];
};
