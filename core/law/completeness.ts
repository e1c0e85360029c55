import { isWithin, valueAt } from "../contract/json-pointer.ts";
import type { Bilingual } from "../contract/language.ts";
import { periodFieldOf } from "./clock-period.ts";
import type { Platform } from "../contract/directory.ts";
import { platformsOf, type Draft } from "./draft.ts";
import { elementNames, type ElementPointer } from "./element-names.ts";
import type { LegalBasis, RequiredChoice, RequiredElement } from "./legal-basis.ts";
import type { NoticeError, NoticeErrorCode } from "./notice-error.ts";

/** Every element the basis requires and the notice lacks, at the element's own pointer. */
export function missingElements(draft: Draft, basis: LegalBasis): NoticeError[] {
  return [
    ...basis.requires.flatMap((required) =>
      "anyOf" in required ? missingChoice(draft, required) : missingElement(draft, required),
    ),
    ...missingPeriods(draft, basis),
  ];
}

/** What is wrong with the form of something that the law asks for, not with more than there may be of it. */
const faultsOfForm: readonly NoticeErrorCode[] = ["missing_element", "wrong_type", "wrong_format", "unknown_value"];

/** An error of form; where it is about an element that the basis asks for, with the provision, and if it is missing with its name. */
export function inLaw(error: NoticeError, { requires }: LegalBasis): NoticeError {
  if (!faultsOfForm.includes(error.code)) return error;
  const asked = requires.find((required) => elementsOf(required).some((at) => isWithin(error.pointer, at)));
  if (asked === undefined) return error;
  const isMissing = error.code === "missing_element" && "at" in asked && asked.at === error.pointer;
  return isMissing ? elementMissing(asked) : { ...error, provision: asked.by };
}

function elementsOf(required: RequiredElement | RequiredChoice): readonly ElementPointer[] {
  return "at" in required ? [required.at] : required.anyOf;
}

function missingElement(draft: Draft, required: RequiredElement): NoticeError[] {
  if (isPresent(draft, required.at) || draft.isFaulty(required.at)) return [];
  return [elementMissing(required)];
}

function elementMissing({ at, by, note }: RequiredElement): NoticeError {
  return { pointer: at, code: "missing_element", detail: missing(at, note), provision: by };
}

/** A clock that takes its length from the notice makes that period a required element. */
function missingPeriods(draft: Draft, basis: LegalBasis): NoticeError[] {
  const named = basis.requires.flatMap((required) => ("at" in required ? [required.at] : []));
  return [basis.clocks.acknowledge.within, basis.clocks.act.within].flatMap((within) => {
    const at = periodFieldOf(within);
    if (at === undefined || named.includes(`/${at}`)) return [];
    return missingElement(draft, { at: `/${at}`, by: basis.id });
  });
}

function missingChoice(draft: Draft, { anyOf, by, note }: RequiredChoice): NoticeError[] {
  if (anyOf.some((at) => draft.isFaulty(at))) return [];
  const others = anyOf.filter((at) => at !== "/priorMeasures");
  if (others.some((at) => isPresent(draft, at))) return [];
  if (others.length < anyOf.length && isPresent(draft, "/priorMeasures")) {
    // Of what cannot be read nobody knows whom it names.
    if (draft.isBroken("priorMeasures")) return [];
    return platformsOf(draft)
      .filter((platform) => !hasPriorMeasure(draft, platform))
      .map((platform) => priorMeasureMissing(platform, by));
  }
  // The one the author tried, or the first.
  const pointer = anyOf.find((at) => valueAt(draft.input, at) !== undefined) ?? anyOf[0];
  return [{ pointer, code: "missing_element", detail: missingAny(anyOf, note), provision: by }];
}

function hasPriorMeasure(draft: Draft, platform: Platform): boolean {
  return (draft.fields.priorMeasures ?? []).some((measure) => measure.platform === platform.id);
}

function priorMeasureMissing(platform: Platform, by: string): NoticeError {
  return {
    pointer: "/priorMeasures",
    code: "prior_measure_missing",
    detail: {
      fr: `Aucune mesure antérieure n'est indiquée pour ${platform.name}. Ajoutez-la, ou retirez ses contenus.`,
      en: `No earlier measure is named for ${platform.name}. Add it, or take its items out.`,
    },
    provision: by,
  };
}

/** Empty text, an empty list, an empty object and `false` are as good as absent. */
function isPresent(draft: Draft, at: ElementPointer): boolean {
  const value = valueAt(draft.input, at);
  if (typeof value === "string") return value.trim() !== "";
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false;
}

function missing(at: ElementPointer, note: Bilingual | undefined): Bilingual {
  const { fr, en } = elementNames[at];
  return withNote({ fr: `Il manque cet élément : ${fr}`, en: `This element is missing: ${en}` }, note);
}

function missingAny(anyOf: readonly ElementPointer[], note: Bilingual | undefined): Bilingual {
  const names = anyOf.map((at) => elementNames[at]);
  const fr = names.map((name) => name.fr).join(" ou ");
  const en = names.map((name) => name.en).join(" or ");
  return withNote(
    { fr: `Il manque l'un de ces éléments : ${fr}`, en: `One of these elements is missing: ${en}` },
    note,
  );
}

function withNote({ fr, en }: Bilingual, note: Bilingual | undefined): Bilingual {
  return note === undefined ? { fr: `${fr}.`, en: `${en}.` } : { fr: `${fr} (${note.fr}).`, en: `${en} (${note.en}).` };
}
