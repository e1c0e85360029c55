import { kindWords, locatorWords } from "../../contract/item-words.ts";
import { measureWords } from "../../contract/measure-words.ts";
import { measures } from "../../contract/measures.ts";
import type { Bilingual } from "../../contract/language.ts";
import type { ServedNotice } from "../../contract/served-notice.ts";
import { both, counted, listed, same, sentences } from "../bilingual.ts";
import { questionWords } from "../event-words/answers.ts";
import type { Case } from "../state.ts";
import type { Scene } from "./scene.ts";

type CaseItem = Case["items"][number];

/** What the act is about and what it orders. No address: annex 1 has them. */
export function itemsFacts(scene: Scene): Bilingual[] {
  return [named(scene), ...noLongerMeant(scene), ...ordered(scene)];
}

/** Item by item, what was reported, and what is missing. */
export function outcomesFacts(scene: Scene): Bilingual[] {
  return [...scene.case.items.map((item, index) => told(item, index + 1, scene)), missing(scene)];
}

/** As the version in force has it; where that is not the first, which it is and since when. */
function named({ case: { items, noticeVersion }, platform, telling, all }: Scene): Bilingual {
  const count = counted(items.length, { fr: "contenu", en: "item" }, { fr: "contenus", en: "items" });
  const corrected = all("notice.corrected").at(-1);
  const since = corrected && telling.moment(corrected.at);
  const version = since && {
    fr: `, dans sa version ${noticeVersion}, en vigueur depuis le ${since.fr},`,
    en: `, in its version ${noticeVersion}, in force since ${since.en},`,
  };
  return {
    fr: `L'acte${version?.fr ?? ""} vise ${count.fr} chez ${platform.name}. La désignation en est faite ci-après par identifiant ; les adresses exactes figurent à l'annexe 1 et ne sont pas reproduites ici.`,
    en: `The notice${version?.en ?? ""} is about ${count.en} at ${platform.name}, named below by identifier; the exact addresses stand in annex 1 and are not repeated here.`,
  };
}

/** The items of earlier versions that a correction has dropped. */
function noLongerMeant({ case: { items }, all }: Scene): Bilingual[] {
  const ever = new Set(all("case.opened", "notice.corrected").flatMap(({ data }) => data.items));
  const dropped = [...ever].filter((itemId) => !items.some((item) => item.itemId === itemId));
  if (dropped.length === 0) return [];
  const count = counted(
    dropped.length,
    { fr: "contenu d'une version antérieure n'est plus visé", en: "item of an earlier version is no longer meant" },
    { fr: "contenus de versions antérieures ne sont plus visés", en: "items of earlier versions are no longer meant" },
  );
  const names = listed(dropped.map(same));
  return [{ fr: `${count.fr} : ${names.fr}.`, en: `${count.en}: ${names.en}.` }];
}

function ordered({ case: { ordered: all = [] }, basis }: Scene): Bilingual[] {
  if (all.length === 0) return [];
  const list = listed(all.map((measure) => measureWords[measure]));
  const isOrder = basis.instrument !== "report";
  return [
    {
      fr: `Mesures ${isOrder ? "ordonnées" : "demandées"} : ${list.fr}.`,
      en: `Measures ${isOrder ? "ordered" : "asked for"}: ${list.en}.`,
    },
  ];
}

function told(item: CaseItem, number: number, scene: Scene): Bilingual {
  const repeated = scene.served?.items.find(({ itemId }) => itemId === item.itemId);
  const repeatedWords = repeated === undefined ? same("") : locators(repeated);
  return sentences(
    {
      fr: `Contenu nº ${number} : ${item.itemId}${repeatedWords.fr}.`,
      en: `Item ${number}: ${item.itemId}${repeatedWords.en}.`,
    },
    outcome(item, scene),
    ...restored(item, scene),
  );
}

function locators({ kind, locators: all = {} }: ServedNotice["items"][number]): Bilingual {
  const names = Object.entries(locatorWords).flatMap(([name, words]): Bilingual[] => {
    const value = all[name as keyof typeof all];
    return value === undefined ? [] : [{ fr: ` ; ${words.fr} : ${value}`, en: `; ${words.en}: ${value}` }];
  });
  const what = kindWords[kind];
  return both((language) => ` (${what[language].toLowerCase()}${names.map((name) => name[language]).join("")})`);
}

function outcome({ outcome: measure, measuredAt, reportedAt, released }: CaseItem, scene: Scene): Bilingual {
  const { telling, case: kase } = scene;
  if (measure === undefined) {
    if (released === undefined) return { fr: "Aucune mesure déclarée.", en: "No measure reported." };
    const { fr, en } = questionWords[released];
    return {
      fr: `Aucune mesure n'est plus attendue : l'autorité a accepté ${fr}.`,
      en: `No measure is expected any more: the authority accepted ${en}.`,
    };
  }
  const { fr, en } = measures[measure].name;
  const taken = measuredAt === undefined ? undefined : telling.moment(measuredAt);
  const reported = reportedAt === undefined ? undefined : telling.moment(reportedAt);
  const other = kase.ordered !== undefined && measure !== "already_unavailable" && !isAmong(kase.ordered, measure);
  return sentences(
    {
      fr: `Mesure déclarée : ${fr}${taken === undefined ? ", sans heure" : `, prise selon la plateforme le ${taken.fr}`}${reported === undefined ? "" : `, déclaration reçue le ${reported.fr}`}.`,
      en: `Measure reported: ${en}${taken === undefined ? ", no time given" : `, taken according to the platform on ${taken.en}`}${reported === undefined ? "" : `, report received on ${reported.en}`}.`,
    },
    other
      ? { fr: "Cette mesure n'est pas de celles de l'acte.", en: "This measure is not one of those in the notice." }
      : undefined,
  );
}

function isAmong(all: readonly string[], measure: string): boolean {
  return all.includes(measure);
}

function restored({ restoredAt }: CaseItem, { telling }: Scene): Bilingual[] {
  if (restoredAt === undefined) return [];
  const { fr, en } = telling.moment(restoredAt);
  return [{ fr: `Rétabli, selon la plateforme, le ${fr}.`, en: `Back, according to the platform, on ${en}.` }];
}

/** The items without a measure, by number. */
function missing({ case: { items, version } }: Scene): Bilingual {
  const numbers = items.flatMap(({ outcome: measure, released }, index) =>
    measure === undefined && released === undefined ? [index + 1] : [],
  );
  if (numbers.length === 0) {
    return {
      fr: `À la version ${version} du dossier, il ne manque de mesure déclarée pour aucun contenu.`,
      en: `As of version ${version} of the case, no item lacks a reported measure.`,
    };
  }
  const list = listed(numbers.map((number) => ({ fr: `nº ${number}`, en: `no. ${number}` })));
  return {
    fr: `À la version ${version} du dossier, il manque une mesure déclarée pour ${numbers.length} contenu${numbers.length > 1 ? "s" : ""} sur ${items.length} : ${list.fr}.`,
    en: `As of version ${version} of the case, ${numbers.length} of ${items.length} item${items.length > 1 ? "s" : ""} lack${numbers.length === 1 ? "s" : ""} a reported measure: ${list.en}.`,
  };
}
