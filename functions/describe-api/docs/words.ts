import type { Bilingual, Language } from "../../../core/contract/language.ts";
import { prose } from "../html.ts";
import { html, type Html } from "../../shared/pages/html.ts";

/** Says a sentence in the language of the page; words between backticks are code. */
export type Say = (words: Bilingual) => Html;

/** A space that French puts before a sign or within quotation marks, and that a line must not break at. */
const frenchSpace = / (?=[:;?!»%])|(?<=«) /g;

/** A voice in one language. */
export function voice(language: Language): Say {
  return (words) => prose(language === "fr" ? words.fr.replaceAll(frenchSpace, "\u00a0") : words.en);
}

/** A list of sentences. */
export function points(say: Say, sentences: readonly Bilingual[]): Html {
  return html`<ul>
    ${sentences.map((sentence) => html`<li>${say(sentence)}</li>`)}
  </ul>`;
}
