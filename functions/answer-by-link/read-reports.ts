import { isSettled } from "../../core/case/items.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { isTerritory, unknownTerritory } from "../../core/contract/territory.ts";
import { placeNames } from "../../core/law/time/spoken-instant.ts";
import { instantAtLocalTime } from "../../core/law/time/local-time.ts";
import type { FormFields } from "../shared/http/form-body.ts";
import type { RenderableError } from "../shared/problems/render.ts";
import { faultOf } from "./form-faults.ts";
import type { FormGround } from "./read-answer.ts";

/** What may be said of an item. */
const parts = ["outcome", "measuredAt", "territory"] as const;

/** Stands for every item of which nothing is reported yet and nothing else is said. */
export const everyItem = "all";

/** The measures that a form reports, as an answer says them. */
type Reports = {
  items: object[];
  /** What the fields of each entry are named by: its item, or `all`. */
  keys: string[];
  /** The fields there may be. */
  names: string[];
  faults: RenderableError[];
};

/** What is said of one item, as it was filled in. */
type Filled = { outcome: string; measuredAt: string; territory: string };

/** Reads the measures of a report; a wrong time is told where it stands. */
export function reportsIn(fields: FormFields, { kase, state }: FormGround): Reports {
  const filledIn = (key: string): Filled => ({
    outcome: fields.get(`outcome.${key}`)?.[0]?.trim() ?? "",
    measuredAt: fields.get(`measuredAt.${key}`)?.[0]?.trim() ?? "",
    territory: fields.get(`territory.${key}`)?.[0]?.trim() ?? "",
  });
  const forAll = filledIn(everyItem);
  const entries = kase.items.flatMap((item) => {
    const own = filledIn(item.itemId);
    if (isFilled(own)) return [{ itemId: item.itemId, key: item.itemId, said: own }];
    return isFilled(forAll) && !isSettled(item) ? [{ itemId: item.itemId, key: everyItem, said: forAll }] : [];
  });
  const instants = new Map(entries.map(({ key, said }) => [key, instantAtLocalTime(said.measuredAt, state)]));
  const keys = [everyItem, ...kase.items.map(({ itemId }) => itemId as string)];
  return {
    items: entries.map(({ itemId, key, said }) => {
      const measuredAt = instants.get(key);
      return {
        itemId,
        outcome: said.outcome,
        ...(measuredAt !== undefined && { measuredAt }),
        ...(said.territory !== "" && { territory: codesIn(said.territory) }),
      };
    }),
    keys: entries.map(({ key }) => key),
    names: keys.flatMap((key) => parts.map((part) => `${part}.${key}`)),
    faults:
      entries.length === 0
        ? [
            faultOf(
              kase.items.length > 1 ? `outcome.${everyItem}` : `outcome.${keys[1] ?? ""}`,
              "no_measure",
              nothingSaid,
            ),
          ]
        : [...new Map(entries.map(({ key, said }) => [key, said]))].flatMap(([key, said]) => [
            ...(said.outcome === "" ? [faultOf(`outcome.${key}`, "missing_measure", missingMeasure)] : []),
            ...(said.measuredAt !== "" && instants.get(key) === undefined
              ? [faultOf(`measuredAt.${key}`, "no_such_time", noSuchTime(placeNames[state]))]
              : []),
            ...(codesIn(said.territory).every(isTerritory)
              ? []
              : [faultOf(`territory.${key}`, unknownTerritory.code, unknownAmong(codesIn(said.territory)))]),
          ]),
  };
}

function isFilled({ outcome, measuredAt, territory }: Filled): boolean {
  return outcome !== "" || measuredAt !== "" || territory !== "";
}

const nothingSaid: Bilingual = {
  fr: "Choisissez une mesure pour un contenu au moins.",
  en: "Choose a measure for one item at least.",
};
const missingMeasure: Bilingual = { fr: "Choisissez la mesure prise.", en: "Choose the measure taken." };

function codesIn(territory: string): string[] {
  return territory
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== "");
}

/** One field holds several codes: those that are wrong are named. */
function unknownAmong(codes: readonly string[]): Bilingual {
  const wrong = codes.filter((code) => !isTerritory(code)).join(", ");
  const { fr, en } = unknownTerritory.detail;
  return { fr: `${fr} À revoir : ${wrong}.`, en: `${en} To be corrected: ${wrong}.` };
}

function noSuchTime({ fr, en }: Bilingual): Bilingual {
  return {
    fr: `Cette heure n'existe pas (${fr}). Écrivez-la ainsi : 2025-11-03T14:30.`,
    en: `There is no such time (${en}). Write it like this: 2025-11-03T14:30.`,
  };
}
