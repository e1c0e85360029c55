import type { Digest } from "../../../core/contract/ids.ts";
import type { Language } from "../../../core/contract/language.ts";
import type { ServedNotice } from "../../../core/contract/served-notice.ts";
import type { ActOutline, ActSection } from "./act.ts";
import { answeringSection } from "./outline/answering.ts";
import { authenticitySection } from "./outline/authenticity.ts";
import { delaysSection } from "./outline/delays.ts";
import { legalBasisSection, reasonsSection } from "./outline/grounds.ts";
import { itemsSection } from "./outline/items.ts";
import { measuresSection } from "./outline/measures.ts";
import { closingBlocks, openingBlocks } from "./outline/opening.ts";
import { contactsSection, redressSection } from "./outline/redress.ts";
import { scribeOf } from "./outline/scribe.ts";
import { translationSections } from "./outline/translations.ts";
import { titleOf } from "./outline/words.ts";

/**
 * A served notice as a person reads it, whole: what the authority wrote in the language it wrote in, then the
 * translations it joined, and every other word in `language`.
 *
 * @param digest digest of `document`, printed in full so that the reader can tell which one it is.
 */
export function actOutline(document: ServedNotice, digest: Digest, language: Language): ActOutline {
  const scribe = scribeOf(document, digest, language);
  const { say, own } = scribe;
  const title = titleOf(document.legalBasis.instrument);
  const { name } = document.addressee;
  const sections = [
    legalBasisSection(scribe),
    reasonsSection(scribe),
    itemsSection(scribe),
    measuresSection(scribe),
    delaysSection(scribe),
    answeringSection(scribe),
    redressSection(scribe),
    contactsSection(scribe),
    ...translationSections(scribe),
    authenticitySection(scribe),
  ].filter((section) => section !== undefined);
  return {
    language,
    title: say({ fr: `${title.fr} ${name}`, en: `${title.en} ${name}` }),
    authority: say(document.authority.name),
    reference: own(document.reference).text,
    digest,
    issuedAt: document.issuedAt,
    opening: openingBlocks(scribe),
    sections: sections.map(numbered),
    closing: closingBlocks(scribe),
  };
}

/** The language of an act for one who has not asked for another: French where the authority wrote French, else English. */
export function languageOfAct(document: ServedNotice): Language {
  return document.language === "fr" ? "fr" : "en";
}

function numbered(section: ActSection, index: number): ActSection {
  return { ...section, heading: `${index + 1}. ${section.heading}` };
}
