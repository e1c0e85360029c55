import { areComparable, isInWorkingDays, isShorter, type Duration } from "../contract/duration.ts";
import type { Bilingual } from "../contract/language.ts";
import type { ElementPointer } from "./element-names.ts";
import type { LegalBasis, RequiredElement } from "./legal-basis.ts";

/** A length of a basis that nothing could be counted or judged by: where in the basis (RFC 6901), and what to do about it. */
type LengthFault = { at: string; detail: Bilingual };

/**
 * The lengths of a basis that cannot do what they are there for, and the delays it asks for in vain: whoever submitted under it
 * would be refused whatever they wrote, or a limit would be kept by nobody.
 */
export function faultsOfLengths(basis: LegalBasis): LengthFault[] {
  return [...delaysInVain(basis), ...faultsOfLimits(basis), ...lengthsInWorkingDays(basis)];
}

function delaysInVain({ requires, clocks }: LegalBasis): LengthFault[] {
  const isCounted = [clocks.acknowledge, clocks.act].some(({ within }) => within === "orderedDelay");
  return requires.flatMap((required, position): LengthFault[] => {
    const asked: readonly ElementPointer[] = "at" in required ? [required.at] : required.anyOf;
    const at = `/requires/${position}`;
    if (asked.includes("/acknowledgeWithin") || asked.includes("/actWithin")) return [{ at, detail: words.trialOnly }];
    return asked.includes("/orderedDelay") && !isCounted ? [{ at, detail: words.countedByNobody }] : [];
  });
}

function faultsOfLimits({ requires, clocks }: LegalBasis): LengthFault[] {
  const runsByTheHour = [clocks.acknowledge, clocks.act].some(
    ({ within, rule }) => within === "orderedDelay" && rule === "elapsed",
  );
  return requires.flatMap((required, position): LengthFault[] => {
    const limits = "at" in required ? limitsOf(required) : [];
    const at = `/requires/${position}`;
    if (limits.length === 0) return [];
    if (!("at" in required) || required.at !== "/orderedDelay") return [{ at, detail: words.noDelay }];
    if (runsByTheHour && limits.some(isInWorkingDays)) return [{ at, detail: words.limitInElapsedTime }];
    const { min, max } = required;
    if (min === undefined || max === undefined) return [];
    if (!areComparable(min, max)) return [{ at, detail: words.twoUnits }];
    return isShorter(max, min) ? [{ at, detail: words.turnedRound }] : [];
  });
}

function limitsOf({ min, max }: RequiredElement): Duration[] {
  return [min, max].filter((limit) => limit !== undefined);
}

function lengthsInWorkingDays({ disclosure, priorInformation, ladder, clocks }: LegalBasis): LengthFault[] {
  const lengths: { at: string; length: Duration | undefined }[] = [
    { at: "/disclosure/withholdMax", length: disclosure?.withholdMax },
    { at: "/priorInformation/firstOrderToHost", length: priorInformation?.firstOrderToHost },
    ...ladder.flatMap(({ clock, after }, position) =>
      clock !== undefined && clocks[clock].rule === "elapsed"
        ? [{ at: `/ladder/${position}/after`, length: after }]
        : [],
    ),
  ];
  return lengths.flatMap(({ at, length }) =>
    length !== undefined && isInWorkingDays(length) ? [{ at, detail: words.elapsedTime }] : [],
  );
}

const words = {
  trialOnly: {
    fr: "Ce délai ne se fixe que sous la base « sandbox » : ôtez cet élément.",
    en: "This period can be set under the basis “sandbox” only: take this element out.",
  },
  countedByNobody: {
    fr: "Aucun des deux délais ne vient de la notification : ôtez cet élément, ou prenez `orderedDelay` comme durée (`within`) d'un délai.",
    en: "Neither clock takes its length from the notice: take this element out, or let a clock be `within` `orderedDelay`.",
  },
  noDelay: {
    fr: "Seul `/orderedDelay` a un minimum et un maximum : ôtez-les ici.",
    en: "Only `/orderedDelay` has a minimum and a maximum: take them out here.",
  },
  limitInElapsedTime: {
    fr: "Ce délai court heure par heure : écrivez ses limites en heures ou en jours (PT48H, P10D).",
    en: "This delay runs hour by hour: write its limits in hours or days (PT48H, P10D).",
  },
  twoUnits: {
    fr: "Des jours ouvrés ne se comparent qu'à des jours ouvrés : écrivez `min` et `max` dans la même unité.",
    en: "Working days compare with working days only: write `min` and `max` in the same unit.",
  },
  turnedRound: {
    fr: "Le minimum dépasse le maximum : corrigez l'un des deux.",
    en: "The minimum is longer than the maximum: correct one of them.",
  },
  elapsedTime: {
    fr: "Cette durée se compte en temps écoulé : écrivez-la en heures ou en jours (PT48H, P10D).",
    en: "This length is counted as elapsed time: write it in hours or days (PT48H, P10D).",
  },
} as const satisfies Record<string, Bilingual>;
