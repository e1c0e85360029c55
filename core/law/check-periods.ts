import { areComparable, isInWorkingDays, isShorter, type Duration } from "../contract/duration.ts";
import type { Bilingual } from "../contract/language.ts";
import type { Draft } from "./draft.ts";
import type { BasisClock, LegalBasis, PeriodField, RequiredElement } from "./legal-basis.ts";
import type { NoticeError } from "./notice-error.ts";
import { spokenDuration } from "./time/spoken.ts";

const periodFields = ["orderedDelay", "acknowledgeWithin", "actWithin"] as const satisfies readonly PeriodField[];

/** What is wrong with the periods the notice sets: not this basis's to set, not countable, too short, too long. */
export function periodErrors(draft: Draft, basis: LegalBasis): NoticeError[] {
  return periodFields.flatMap((field) => {
    const period = draft.fields[field];
    if (period === undefined) return [];
    const clock = [basis.clocks.acknowledge, basis.clocks.act].find(({ within }) => within === field);
    if (clock === undefined) return misplaced(field, basis);
    const element = basis.requires.find((required): required is RequiredElement => isElementAt(required, field));
    const errors = uncountable(field, period, clock);
    if (errors.length > 0 || element === undefined) return errors;
    return outOfBounds(field, period, element);
  });
}

/**
 * A delay the basis does not use would be read by the platform and counted by nobody. A trial notice may hold every field,
 * so that a client can be tried out with it.
 */
function misplaced(field: PeriodField, basis: LegalBasis): NoticeError[] {
  if (field !== "orderedDelay") {
    return [
      {
        pointer: `/${field}`,
        code: "sandbox_only",
        detail: {
          fr: "Ce délai ne se fixe que sous la base « sandbox ».",
          en: "This period can be set under the basis “sandbox” only.",
        },
      },
    ];
  }
  if (basis.sandboxOnly) return [];
  return [
    {
      pointer: "/orderedDelay",
      code: "delay_set_by_legal_basis",
      detail: {
        fr: "Cette base légale fixe elle-même le délai : retirez ce champ.",
        en: "This legal basis sets the delay itself: take this field out.",
      },
      provision: basis.cite,
    },
  ];
}

function uncountable(field: PeriodField, period: Duration, clock: BasisClock): NoticeError[] {
  if (clock.rule !== "elapsed" || !isInWorkingDays(period)) return [];
  return [
    {
      pointer: `/${field}`,
      code: "delay_not_countable",
      detail: {
        fr: "Sous cette base, le délai court heure par heure : exprimez-le en heures ou en jours (PT48H, P10D).",
        en: "Under this basis time runs hour by hour: state it in hours or days (PT48H, P10D).",
      },
    },
  ];
}

function outOfBounds(field: PeriodField, period: Duration, element: RequiredElement): NoticeError[] {
  const { min, max, by } = element;
  const pointer = `/${field}`;
  const other = [min, max].find((bound) => bound !== undefined && !areComparable(period, bound));
  if (other !== undefined) return [{ pointer, code: "delay_not_countable", detail: inUnitOf(other), provision: by }];
  if (min !== undefined && isShorter(period, min)) {
    const { fr, en } = spokenDuration(min);
    const detail = { fr: `Le délai ne peut être inférieur à ${fr}.`, en: `The delay cannot be under ${en}.` };
    return [{ pointer, code: "delay_too_short", detail, provision: by }];
  }
  if (max !== undefined && isShorter(max, period)) {
    const { fr, en } = spokenDuration(max);
    const detail = { fr: `Le délai ne peut dépasser ${fr}.`, en: `The delay cannot exceed ${en}.` };
    return [{ pointer, code: "delay_too_long", detail, provision: by }];
  }
  return [];
}

/** How many days some working days are depends on the day of receipt, which nobody knows yet: a limit in days says nothing of them. */
function inUnitOf(bound: Duration): Bilingual {
  const { fr, en } = spokenDuration(bound);
  return isInWorkingDays(bound)
    ? {
        fr: `Cette base fixe à ce délai une limite en jours ouvrés (${fr}) : exprimez-le de même (2WD).`,
        en: `This basis sets a limit to the delay in working days (${en}): state it in working days too (2WD).`,
      }
    : {
        fr: `Cette base fixe à ce délai une limite (${fr}) qui ne se compare pas à des jours ouvrés : exprimez-le en heures ou en jours (PT48H, P10D).`,
        en: `This basis sets a limit to the delay (${en}) that working days cannot be held against: state it in hours or days (PT48H, P10D).`,
      };
}

function isElementAt(required: LegalBasis["requires"][number], field: PeriodField): boolean {
  return "at" in required && required.at === `/${field}`;
}
