import { periodOf } from "../../../core/contract/duration.ts";
import type { LegalBasisView } from "../../../core/contract/legal-basis-view.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import { isPeriodField } from "../../../core/law/clock-period.ts";
import { elementNames } from "../../../core/law/element-names.ts";
import { spokenDuration } from "../../../core/law/time/spoken.ts";

type ClockOfBasis = NonNullable<LegalBasisView["clocks"]["act"]>;

/** The two deadlines by name. */
export const clockWords = {
  acknowledge: { fr: "Accuser réception", en: "Acknowledge" },
  act: { fr: "Agir", en: "Act" },
} as const satisfies Record<keyof LegalBasisView["clocks"], Bilingual>;

/** How long a clock runs: a length, or the field of the notice that sets it. */
export function lengthWords({ within }: ClockOfBasis): Bilingual {
  if (!isPeriodField(within)) return spokenDuration(within);
  const name = elementNames[`/${within}`];
  return { fr: `${name.fr}, \`/${within}\``, en: `${name.en}, \`/${within}\`` };
}

/** What sets a deadline, in a few words. */
export const sourceWords = {
  sla: { fr: "engagement de service", en: "service level" },
  statute: { fr: "fixé par la loi", en: "set by law" },
  set_in_order: { fr: "fixé par l'acte", en: "set in the order" },
} as const satisfies Record<ClockOfBasis["basis"], Bilingual>;

/** What setting a deadline in that way means for whoever misses it. */
export const sourceSentences = {
  sla: {
    fr: "C'est un engagement de service, non un délai légal : s'il est dépassé, la plateforme et l'autorité en sont averties, personne d'autre.",
    en: "This is a service level, not a legal deadline: if it is missed, the platform and the authority are told, nobody else.",
  },
  statute: {
    fr: "C'est un délai légal, que fixe le texte cité.",
    en: "This is a legal deadline, set by the text cited.",
  },
  set_in_order: {
    fr: "C'est un délai légal, que fixe l'acte lui-même.",
    en: "This is a legal deadline, set in the order itself.",
  },
} as const satisfies Record<ClockOfBasis["basis"], Bilingual>;

const elapsed: Bilingual = {
  fr: "Le temps court sans interruption, nuits, week-ends et jours fériés compris, sans arrondi.",
  en: "Time runs without interruption, through nights, week-ends and holidays, without rounding.",
};

const notInWorkingDays: Bilingual = {
  fr: "Il se fixe en heures ou en jours (`PT48H`, `P10D`), non en jours ouvrés.",
  en: "It is set in hours or days (`PT48H`, `P10D`), not in working days.",
};

/** What is common to the two rules that count days. */
const lastDay: Bilingual = { fr: "le dernier jour s'achève à 24\u00a0h\u00a000", en: "the last day ends at 24:00" };

const european = {
  hours: {
    fr: "L'heure de la réception ne compte pas : le délai court de l'heure pleine suivante (règl. 1182/71, art. 3).",
    en: "The hour of receipt is not counted: time runs from the next full hour (Reg. 1182/71 art. 3).",
  },
  days: {
    fr: `Le jour de la réception ne compte pas ; ${lastDay.fr}, heure locale ; s'il n'est pas ouvré dans l'État où la plateforme est établie, le délai court jusqu'au premier jour ouvré suivant ; deux jours ou plus comptent au moins deux jours ouvrés (règl. 1182/71, art. 3).`,
    en: `The day of receipt is not counted; ${lastDay.en}, local time; if it is no working day in the State where the platform is established, time runs to the next one that is; two days or more hold at least two working days (Reg. 1182/71 art. 3).`,
  },
  workingDays: {
    fr: `Le jour de la réception ne compte pas ; on compte les jours ouvrés de l'État où la plateforme est établie ; ${lastDay.fr}, heure locale (règl. 1182/71, art. 3).`,
    en: `The day of receipt is not counted; working days of the State where the platform is established are counted; ${lastDay.en}, local time (Reg. 1182/71 art. 3).`,
  },
} as const satisfies Record<string, Bilingual>;

const french = {
  days: {
    fr: `Le jour de la réception ne compte pas ; ${lastDay.fr}, heure de Paris ; s'il n'est pas ouvré en France, le délai court jusqu'au premier jour ouvré suivant (CPC, art. 641, 642).`,
    en: `The day of receipt is not counted; ${lastDay.en}, Paris time; if it is no working day in France, time runs to the next one that is (CPC art. 641, 642).`,
  },
  workingDays: {
    fr: `Le jour de la réception ne compte pas ; on compte les jours ouvrés de France ; ${lastDay.fr}, heure de Paris (CPC, art. 641, 642).`,
    en: `The day of receipt is not counted; working days of France are counted; ${lastDay.en}, Paris time (CPC art. 641, 642).`,
  },
} as const satisfies Record<string, Bilingual>;

/** How a deadline is counted; every way there is, where the notice chooses the unit. */
export function ruleSentences({ rule, within }: ClockOfBasis): Bilingual[] {
  if (rule === "elapsed") return isPeriodField(within) ? [elapsed, notInWorkingDays] : [elapsed];
  const days = rule === "fr_days" ? french : european;
  const hours = rule === "fr_days" ? elapsed : european.hours;
  if (isPeriodField(within)) {
    return [
      set({ fr: "Fixé en heures", en: "Set in hours" }, hours),
      set({ fr: "Fixé en jours", en: "Set in days" }, days.days),
      set({ fr: "Fixé en jours ouvrés", en: "Set in working days" }, days.workingDays),
    ];
  }
  switch (periodOf(within).unit) {
    case "working_day":
      return [days.workingDays];
    case "day":
      return [days.days];
    case "hour":
      return [hours];
    case "minute":
    case "second":
      return [elapsed];
  }
}

/** `Set in hours: time runs …` */
function set(how: Bilingual, sentence: Bilingual): Bilingual {
  return { fr: `${how.fr} : ${uncapitalised(sentence.fr)}`, en: `${how.en}: ${uncapitalised(sentence.en)}` };
}

function uncapitalised(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
