import { defanged } from "./defanged-url.ts";

/** What cannot be seen, or turns what is seen round: control and format characters (ZWJ, bidi overrides and the like). */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;

/**
 * A text of others as it may be shown: no web address that can be followed, no character that is not seen. Those are
 * written by their number in Unicode, as `[U+202E]`.
 */
export function legible(text: string): string {
  return defanged(text.replaceAll("\t", " ")).replaceAll(unseen, numberOf);
}

/** The number of a character in Unicode, as it is written in its place. */
export function numberOf(character: string): string {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `[U+${number}]`;
}
