import { valueAt } from "../contract/json-pointer.ts";
import type { Notice } from "../contract/notice.ts";
import type { Platform } from "../contract/directory.ts";
import { platformsOf, type Draft } from "./draft.ts";
import type { LegalBasis, RequiredElement } from "./legal-basis.ts";
import type { NoticeError } from "./notice-error.ts";

type Translation = NonNullable<Notice["translations"]>[string];

/**
 * Where the basis asks for a language, each platform gets the notice in one it declared, or the core elements
 * translated into one (DSA art. 9(2)(c)). A report binds nobody, and the texts on reports ask for no language.
 */
export function languageErrors(draft: Draft, basis: LegalBasis): NoticeError[] {
  const required = basis.requires.find(
    (element): element is RequiredElement => "at" in element && element.at === "/language",
  );
  if (required === undefined || draft.isFaulty("/language")) return [];
  const readable = new Set([...languagesOf(draft.fields), ...languagesWithMistakes(draft)]);
  const unserved = platformsOf(draft).filter((platform) => !platform.languages.some((code) => readable.has(code)));
  if (unserved.length === 0) return [];
  return [{ pointer: "/language", code: "language_not_declared", detail: detailOf(unserved), provision: required.by }];
}

/** The languages in which the core elements can be read. */
function languagesOf(notice: Partial<Notice>): Set<string> {
  const translated = Object.entries(notice.translations ?? {}).filter(([, translation]) => covers(translation, notice));
  return new Set([...(notice.language === undefined ? [] : [notice.language]), ...translated.map(([code]) => code)]);
}

/** Languages of the translations, where one of them has a mistake inside: each is one all the same. */
function languagesWithMistakes(draft: Draft): string[] {
  if (!draft.isBroken("translations")) return [];
  const translations = valueAt(draft.input, "/translations");
  return typeof translations === "object" && translations !== null ? Object.keys(translations) : [];
}

/** A translation has every core element that the notice has. */
function covers(translation: Translation, notice: Partial<Notice>): boolean {
  const pairs = [
    [notice.statementOfReasons, translation.statementOfReasons],
    [notice.provision, translation.provision],
    [notice.redress?.provider, translation.redress?.provider],
    [notice.redress?.recipient, translation.redress?.recipient],
  ];
  return pairs.every(([original, translated]) => isBlank(original) || !isBlank(translated));
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}

function detailOf(platforms: Platform[]) {
  const list = platforms.map(({ name, languages }) => `${name} (${languages.join(", ")})`).join(", ");
  return {
    fr: `Traduisez les motifs, la disposition et les recours dans une langue déclarée par chaque plateforme : ${list}.`,
    en: `Translate the reasons, the provision and the redress into a language each platform declared: ${list}.`,
  };
}
