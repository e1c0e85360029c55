import { legible } from "../../../../core/contract/legible.ts";
import type { Bilingual, Language } from "../../../../core/contract/language.ts";
import type { ServedNotice } from "../../../../core/contract/served-notice.ts";
import type { ActRow, ActSection } from "../act.ts";
import type { Scribe } from "./scribe.ts";
import { languageName } from "./words.ts";

type Translation = NonNullable<ServedNotice["translations"]>[string];

/** The core elements in other languages, each marked as a translation and headed in its own language where we speak it. */
export function translationSections(scribe: Scribe): ActSection[] {
  return Object.entries(scribe.document.translations ?? {}).flatMap(([code, translation]) => {
    const rows = rowsOf(scribe, code, translation);
    return rows.length === 0 ? [] : [translationSection(scribe, code, rows)];
  });
}

function translationSection({ document, language }: Scribe, code: string, rows: ActRow[]): ActSection {
  const spoken = spokenIn(code, language);
  const into = languageName(code, spoken);
  const from = languageName(document.language, spoken);
  const heading = { fr: `Traduction (${into})`, en: `Translation (${into})` }[spoken];
  const note = {
    fr: `Traduction des éléments essentiels, jointe par l'autorité. Langue de l'acte\u00a0: ${from}.`,
    en: `Translation of the core elements, attached by the authority. Language of the act: ${from}.`,
  }[spoken];
  const inIts = spoken === language ? {} : { language: spoken };
  return {
    heading,
    ...inIts,
    blocks: [
      { kind: "paragraphs", lines: [{ text: note, ...inIts }] },
      { kind: "rows", rows },
    ],
  };
}

function rowsOf({ words, language }: Scribe, code: string, translation: Translation): ActRow[] {
  const spoken = spokenIn(code, language);
  const elements: [Bilingual, string | undefined][] = [
    [{ fr: "Exposé des motifs", en: "Statement of reasons" }, translation.statementOfReasons],
    [{ fr: "Disposition enfreinte", en: "Provision infringed" }, translation.provision],
    [{ fr: "Recours de la plateforme", en: "Redress for the platform" }, translation.redress?.provider],
    [
      { fr: "Recours du vendeur ou de l'auteur", en: "Redress for the seller or author" },
      translation.redress?.recipient,
    ],
  ];
  return elements.flatMap(([term, text]) =>
    text === undefined ? [] : [{ term: legible(term[spoken]), lines: words(text, code) }],
  );
}

/** Our own words go with a translation in its language, where that is one of ours. */
function spokenIn(code: string, language: Language): Language {
  return code === "fr" || code === "en" ? code : language;
}
