import type { Bilingual } from "../../contract/language.ts";
import type { ClockName, LateCause, Verdict } from "../state.ts";

/** The two deadlines by name, with their article. */
export const clockWords = {
  acknowledge: { fr: "le délai pour accuser réception", en: "the time to acknowledge" },
  act: { fr: "le délai d'exécution", en: "the time to act" },
} as const satisfies Record<ClockName, Bilingual>;

/** How a clock ended, of what was expected. */
export const verdictWords = {
  met: { fr: "dans le délai", en: "in time" },
  met_reported_late: {
    fr: "mesure prise dans le délai, compte rendu tardif",
    en: "measure taken in time, reported late",
  },
  missed: { fr: "hors délai", en: "out of time" },
} as const satisfies Record<Verdict, Bilingual>;

/** Why it was late. */
export const lateWords = {
  after_due: { fr: "reçu après l'échéance", en: "received after the due instant" },
  after_escalation: { fr: "reçu après le constat du dépassement", en: "received after the breach was put on record" },
  service_interrupted: {
    fr: "reçu après l'échéance, pendant le temps rendu pour une interruption de notre service",
    en: "received after the due instant, in the time given back for an interruption of our service",
  },
  authority_owed: {
    fr: "reçu après l'échéance, pendant le temps rendu parce que l'autorité devait une réponse",
    en: "received after the due instant, in the time given back because the authority owed a reply",
  },
} as const satisfies Record<LateCause, Bilingual>;
