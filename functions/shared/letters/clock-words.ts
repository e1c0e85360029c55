import { both } from "../../../core/case/bilingual.ts";
import type { Calendar, Clock, ClockName } from "../../../core/case/state.ts";
import { spokenDue, stateCounted } from "../../../core/case/telling.ts";
import type { Authority } from "../../../core/contract/directory.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import type { State } from "../../../core/law/directory/states.ts";
import { spokenDuration } from "../../../core/law/time/spoken.ts";

/** Whose time is told: of the State whose days count, where days are counted; else of the authority's. */
export type TimeGround = { calendar: Calendar; authority: Pick<Authority, "state"> };

/** What each clock is for. */
export const clockNames = {
  acknowledge: { fr: "Accuser réception", en: "Acknowledge" },
  act: { fr: "Agir et en rendre compte", en: "Act, and report on it" },
} as const satisfies Record<ClockName, Bilingual>;

/** What follows from the end of a period: no more than where it comes from says. */
export const clockBases = {
  sla: {
    fr: "Niveau de service, que la loi n'impose pas : passé ce délai, un rappel est envoyé et l'autorité est prévenue.",
    en: "A service level, not set by law: once it has passed, a reminder is sent and the authority is told.",
  },
  statute: {
    fr: "Délai fixé par la loi : passé ce délai, l'autorité peut donner les suites que prévoit la base légale.",
    en: "Set by law: once it has passed, the authority can take the steps that the legal basis provides for.",
  },
  set_in_order: {
    fr: "Délai fixé par l'acte : passé ce délai, l'autorité peut donner les suites que prévoit la base légale.",
    en: "Set by the act: once it has passed, the authority can take the steps that the legal basis provides for.",
  },
} as const satisfies Record<Clock["basis"], Bilingual>;

/** Counsel has not confirmed what a deadline follows from. */
export const draftDeadline: Bilingual = {
  fr: "Projet : aucun conseil juridique n'a encore confirmé la base dont ces délais sont tirés.",
  en: "Draft: counsel has not yet confirmed the basis that these deadlines follow from.",
};

/** A due instant in local time, with the State whose days count where days are counted. */
export function spokenDeadline(clock: Pick<Clock, "rule" | "within">, at: Instant, ground: TimeGround): Bilingual {
  const due = spokenDue(clock, at, ground);
  const state = stateCounted(clock, ground.calendar);
  if (state === undefined) return due;
  const { assumed } = ground.calendar;
  return {
    fr: `${due.fr}, selon le calendrier de cet État : ${stateNames[state].fr}${assumed ? ", à défaut d'établissement connu" : ""}`,
    en: `${due.en}, by the calendar of this State: ${stateNames[state].en}${assumed ? ", as no establishment is known" : ""}`,
  };
}

/** Where a clock of a case stands, in one sentence. */
export function clockSentence(clock: Clock, ground: TimeGround): Bilingual {
  const { state, dueLegal, within, endedAt, verdict } = clock;
  const length = spokenDuration(within);
  if (endedAt !== undefined && state !== "stopped") return endWords[verdict ?? "met"];
  const due = dueLegal === undefined ? undefined : spokenDeadline(clock, dueLegal, ground);
  switch (state) {
    case "not_started":
      return { fr: `${length.fr} à compter de la réception.`, en: `${length.en} from receipt.` };
    case "suspended":
      return {
        fr: `Suspendu ; il reprendra en entier (${length.fr}).`,
        en: `Suspended; it will start anew, whole (${length.en}).`,
      };
    case "stopped":
      return { fr: "Sans objet : plus rien n'est attendu.", en: "Ended: nothing is expected any more." };
    case "met":
      return endWords.met;
    case "running":
    case "missed":
      return both((language) => {
        const when = due?.[language] ?? length[language];
        if (state === "running") return language === "fr" ? `Au plus tard le ${when}.` : `By ${when} at the latest.`;
        return language === "fr"
          ? `Échu depuis le ${when}, sans réponse.`
          : `Past due since ${when}, without an answer.`;
      });
  }
}

const endWords = {
  met: { fr: "Fait dans le délai.", en: "Done in time." },
  met_reported_late: {
    fr: "Fait dans le délai ; le compte rendu est venu après.",
    en: "Done in time; the report came late.",
  },
  missed: { fr: "Fait après l'échéance.", en: "Done after the due instant." },
} as const satisfies Record<NonNullable<Clock["verdict"]>, Bilingual>;

/** States whose calendar is known, by name. */
const stateNames = {
  FR: { fr: "France", en: "France" },
  IE: { fr: "Irlande", en: "Ireland" },
  LT: { fr: "Lituanie", en: "Lithuania" },
  LU: { fr: "Luxembourg", en: "Luxembourg" },
  NL: { fr: "Pays-Bas", en: "Netherlands" },
} as const satisfies Record<State, Bilingual>;
