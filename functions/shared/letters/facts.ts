import { same } from "../../../core/case/bilingual.ts";
import { statusOf } from "../../../core/case/status.ts";
import type { LetterAbout } from "./about.ts";
import { citation, itemsCounted, outcomesCounted, quoted, statusNames } from "./case-words.ts";
import type { LetterRow } from "./outline.ts";

/**
 * What identifies the case: codes, names and counts. Never an item, a seller or a word of the notice.
 *
 * @param withoutAct Before it is served: nothing of what it will ask.
 */
export function factsOf(about: LetterAbout, { withoutAct = false } = {}): LetterRow[] {
  const { kase, authority, platform, basis } = about;
  const cite = citation(basis.cite);
  const rows: LetterRow[] = [
    { term: { fr: "Autorité", en: "Authority" }, value: authority.name },
    { term: { fr: "Référence", en: "Reference" }, value: quoted(kase.reference) },
    { term: { fr: "Plateforme", en: "Platform" }, value: quoted(platform.name) },
    {
      term: { fr: "Base légale", en: "Legal basis" },
      value: { fr: `${cite.fr} (${basis.title.fr} ; projet)`, en: `${cite.en} (${basis.title.en}; draft)` },
    },
    { term: { fr: "Dossier", en: "Case" }, value: same(kase.caseId) },
  ];
  if (withoutAct) return rows;
  return [
    ...rows,
    { term: { fr: "Contenus visés", en: "Items" }, value: itemsCounted(kase.items.length) },
    { term: { fr: "Version", en: "Version" }, value: same(String(kase.noticeVersion)) },
    { term: { fr: "Empreinte", en: "Digest" }, value: same(kase.digest) },
  ];
}

/** Where the case stands, for those who are told of it. */
export function standingOf({ kase }: LetterAbout): LetterRow[] {
  return [
    { term: { fr: "État", en: "Status" }, value: statusNames[statusOf(kase)] },
    { term: { fr: "Mesures déclarées", en: "Measures reported" }, value: outcomesCounted(kase) },
  ];
}
