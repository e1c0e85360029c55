import type { Instant } from "../contract/instant.ts";
import type { LocalDate } from "../contract/local-date.ts";
import type { State } from "./directory/states.ts";
import type { Draft } from "./draft.ts";
import type { LegalBasis } from "./legal-basis.ts";
import type { NoticeError } from "./notice-error.ts";
import { localDateAt } from "./time/local-days.ts";

/**
 * A clause on identical content that nothing gives force to: the basis does not allow the measure, or the notice orders
 * measures without it. That its end has passed is told with the other dates; a basis sets no limit of its own to it.
 */
export function identicalContentErrors({ fields }: Draft, { measures, cite }: LegalBasis): NoticeError[] {
  const { identicalContent, orderedMeasures } = fields;
  if (identicalContent === undefined) return [];
  if (measures !== undefined && !measures.includes("identical_removed")) {
    return [
      {
        pointer: "/identicalContent",
        code: "measure_not_in_legal_basis",
        detail: {
          fr: "Cette base légale ne permet pas de faire retirer les contenus identiques. Ôtez cette clause.",
          en: "This legal basis does not allow identical content to be removed. Leave this clause away.",
        },
        provision: cite,
      },
    ];
  }
  if (orderedMeasures === undefined || orderedMeasures.includes("identical_removed")) return [];
  return [
    {
      pointer: "/identicalContent",
      code: "measure_not_ordered",
      detail: {
        fr: "Cette clause n'a d'effet qu'avec la mesure `identical_removed` : ajoutez-la à `orderedMeasures`, ou ôtez la clause.",
        en: "This clause has no effect without the measure `identical_removed`: add it to `orderedMeasures`, or leave the clause away.",
      },
    },
  ];
}

/** Whether a search until this day, that day included, goes on where the authority sits. */
export function isStillSearched(until: LocalDate, now: Instant, state: State): boolean {
  return localDateAt(now, state) <= until;
}
