import { elapsedMilliseconds, type Duration } from "../contract/duration.ts";
import { periodOf } from "../contract/duration.ts";
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
    return [
      ...uncountable(field, period, clock),
      ...(element === undefined ? [] : outOfBounds(field, period, element)),
    ];
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
    },
  ];
}

function uncountable(field: PeriodField, period: Duration, clock: BasisClock): NoticeError[] {
  if (clock.rule !== "elapsed" || periodOf(period).unit !== "working_day") return [];
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

function outOfBounds(field: PeriodField, period: Duration, { min, max, by }: RequiredElement): NoticeError[] {
  const length = elapsedMilliseconds(period);
  if (length === undefined) return [];
  if (min !== undefined && length < (elapsedMilliseconds(min) ?? 0)) {
    const { fr, en } = spokenDuration(min);
    const detail = { fr: `Le délai ne peut être inférieur à ${fr}.`, en: `The delay cannot be under ${en}.` };
    return [{ pointer: `/${field}`, code: "delay_too_short", detail, provision: by }];
  }
  if (max !== undefined && length > (elapsedMilliseconds(max) ?? Infinity)) {
    const { fr, en } = spokenDuration(max);
    const detail = { fr: `Le délai ne peut dépasser ${fr}.`, en: `The delay cannot exceed ${en}.` };
    return [{ pointer: `/${field}`, code: "delay_too_long", detail, provision: by }];
  }
  return [];
}

function isElementAt(required: LegalBasis["requires"][number], field: PeriodField): boolean {
  return "at" in required && required.at === `/${field}`;
}
