import { millisecondsBetween } from "../../contract/instant.ts";
import type { Bilingual } from "../../contract/language.ts";
import type { EventOf } from "../events.ts";
import type { ResetReason, SuspensionGround } from "../state.ts";
import type { Telling } from "../telling.ts";
import { sentences } from "../bilingual.ts";
import { cameBackWords } from "../failure-words.ts";
import { clockWords } from "./clock-words.ts";
import type { EventRows } from "./event-row.ts";

/** What becomes of a clock after its start. */
export const clockEvents = {
  "clock.service_interrupted": { name: { fr: "service interrompu", en: "service interrupted" }, tell: interrupted },
  "clock.missed": { name: { fr: "délai dépassé", en: "time limit missed" }, tell: missed },
  "clock.warned": {
    name: { fr: "mise en garde", en: "warning" },
    tell: ({ data: { clock, sent } }, { platform }) => {
      const { fr, en } = clockWords[clock];
      return sent
        ? {
            fr: `Rappel adressé à la plateforme ${platform} avant l'échéance (${fr}).`,
            en: `Reminder sent to the platform ${platform} before the due instant (${en}).`,
          }
        : {
            fr: `Aucun rappel avant l'échéance (${fr}) : il serait parvenu trop tard.`,
            en: `No reminder before the due instant (${en}): it would have come too late.`,
          };
    },
  },
  "clock.suspended": {
    name: { fr: "délai suspendu", en: "time limit suspended" },
    tell: ({ data }) => {
      const [clock, ground] = [clockWords[data.clock], suspensionWords[data.ground]];
      const says = { fr: `Est suspendu ${clock.fr} : ${ground.fr}.`, en: `Suspended, ${clock.en}: ${ground.en}.` };
      return sentences(data.letter && cameBackWords(data.letter.code), says);
    },
  },
  "clock.reset": {
    name: { fr: "délai reparti", en: "time limit restarted" },
    tell: ({ data }, { moment, due }) => {
      const [clock, why] = [clockWords[data.clock], resetWords[data.reason]];
      const [from, to] = [moment(data.startedAt), due(data.clock, data.dueLegal)];
      return {
        fr: `Court à nouveau depuis le ${from.fr} ${clock.fr} (${why.fr}) ; échéance au ${to.fr}.`,
        en: `Runs anew from ${from.en}: ${clock.en} (${why.en}); due by ${to.en}.`,
      };
    },
  },
  "clock.extended": {
    name: { fr: "délai prolongé", en: "time limit extended" },
    tell: ({ data }, { due }) => {
      const clock = clockWords[data.clock];
      const [from, to] = [due(data.clock, data.from), due(data.clock, data.dueLegal)];
      return {
        fr: `L'autorité (agent ${data.by}) a prolongé ${clock.fr} : échéance reportée du ${from.fr} au ${to.fr}.`,
        en: `The authority (officer ${data.by}) extended ${clock.en}: due by ${to.en} instead of ${from.en}.`,
      };
    },
  },
  "clock.held": {
    name: { fr: "suites différées", en: "steps held back" },
    tell: ({ data }, { moment }) => {
      const [clock, until] = [clockWords[data.clock], moment(data.until)];
      return {
        fr: `L'autorité devait une réponse : aucune suite n'est engagée avant le ${until.fr} (${clock.fr}) ; l'échéance reste la même.`,
        en: `The authority owed a reply: no step is taken before ${until.en} (${clock.en}); the due instant stays the same.`,
      };
    },
  },
  "clock.stopped": {
    name: { fr: "délai arrêté", en: "time limit stopped" },
    tell: ({ data }) => {
      const [clock, why] = [clockWords[data.clock], stopWords[data.reason]];
      return { fr: `Cesse de courir ${clock.fr} : ${why.fr}.`, en: `Stopped, ${clock.en}: ${why.en}.` };
    },
  },
} satisfies Partial<EventRows>;

const suspensionWords = {
  clarification_requested: {
    fr: "la plateforme attend la précision qu'elle a demandée",
    en: "the platform waits for the clarification it asked for",
  },
  impossible: { fr: "l'impossibilité déclarée par la plateforme", en: "the impossibility that the platform declared" },
  obligation_added: {
    fr: "l'acte rectifié, qui ajoute une obligation, ne lui est pas encore parvenu",
    en: "the corrected notice, which adds an obligation, has not reached it yet",
  },
} as const satisfies Record<SuspensionGround, Bilingual>;

const resetWords = {
  clarification_received: { fr: "précision reçue", en: "clarification received" },
  impossibility_ended: { fr: "fin de l'impossibilité", en: "end of the impossibility" },
  obligation_added: { fr: "obligation ajoutée", en: "obligation added" },
} as const satisfies Record<ResetReason, Bilingual>;

const stopWords = {
  released: { fr: "aucune mesure n'est plus attendue", en: "no measure is expected any more" },
  obligation_removed: { fr: "l'obligation a été levée", en: "the obligation has been removed" },
} as const satisfies Record<EventOf<"clock.stopped">["data"]["reason"], Bilingual>;

function interrupted({ data }: EventOf<"clock.service_interrupted">, { moment }: Telling): Bilingual {
  const clock = clockWords[data.clock];
  const [from, to, until] = [moment(data.from), moment(data.to), moment(data.until)];
  return millisecondsBetween(data.from, data.to) === 0
    ? {
        fr: `Interruption de notre service à l'échéance (${clock.fr}), le ${from.fr} ; aucune suite n'est engagée avant le ${until.fr}.`,
        en: `Interruption of our service at the due instant (${clock.en}), on ${from.en}; no step is taken before ${until.en}.`,
      }
    : {
        fr: `Interruption de notre service à l'échéance (${clock.fr}), du ${from.fr} au ${to.fr} ; aucune suite n'est engagée avant le ${until.fr}.`,
        en: `Interruption of our service at the due instant (${clock.en}), from ${from.en} to ${to.en}; no step is taken before ${until.en}.`,
      };
}

function missed({ data }: EventOf<"clock.missed">, { due }: Telling): Bilingual {
  const at = due(data.clock, data.dueLegal);
  return {
    acknowledge: {
      fr: `Aucun accusé de réception à l'échéance du ${at.fr} : dépassement constaté.`,
      en: `No acknowledgement by ${at.en}: breach put on record.`,
    },
    act: {
      fr: `Aucune exécution complète à l'échéance du ${at.fr} : dépassement constaté.`,
      en: `Not fully acted on by ${at.en}: breach put on record.`,
    },
  }[data.clock];
}
