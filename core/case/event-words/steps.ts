import type { Bilingual } from "../../contract/language.ts";
import { listed } from "../bilingual.ts";
import type { EventOf } from "../events.ts";
import type { Telling } from "../telling.ts";
import { quoted, type EventRows } from "./event-row.ts";

/** What becomes of the steps of the ladder. */
export const stepEvents = {
  "step.taken": {
    name: { fr: "suite engagée", en: "step taken" },
    tell: ({ data: { step, recipient } }, { subject, recipient: name }) => {
      const [what, who] = [subject(step), name(recipient)];
      return {
        fr: `Suite engagée d'office : « ${what.fr} » (destinataire : ${who.fr}).`,
        en: `Step taken automatically: “${what.en}” (recipient: ${who.en}).`,
      };
    },
  },
  "step.proposed": {
    name: { fr: "décision proposée", en: "decision proposed" },
    tell: aboutStep({ fr: "Suite soumise à la décision de l'autorité", en: "Step put to the authority for decision" }),
  },
  "step.task": {
    name: { fr: "tâche de l'agent", en: "task for the officer" },
    tell: aboutStep({
      fr: "Suite à accomplir par l'agent, faute d'adresse connue du destinataire",
      en: "Step left to the officer, as no address of the recipient is known",
    }),
  },
  "step.signed": { name: { fr: "suite signée", en: "step signed" }, tell: signed },
  "step.postponed": {
    name: { fr: "suite différée", en: "step postponed" },
    tell: ({ data: { step, by, until } }, { subject, moment }) => {
      const [what, then] = [quoted(subject(step)), moment(until)];
      return {
        fr: `L'agent ${by} a différé la suite ${what.fr} jusqu'au ${then.fr}.`,
        en: `The officer ${by} postponed the step ${what.en} until ${then.en}.`,
      };
    },
  },
  "step.dropped": {
    name: { fr: "suite écartée", en: "step dropped" },
    tell: ({ data: { step, by } }, { subject }) => {
      const { fr, en } = subject(step);
      return {
        fr: `L'agent ${by} a écarté la suite « ${fr} ».`,
        en: `The officer ${by} dropped the step “${en}”.`,
      };
    },
  },
  "step.lapsed": {
    name: { fr: "suite caduque", en: "step lapsed" },
    tell: ({ data: { steps } }, { subject }) => {
      const { fr, en } = listed(steps.map((step) => quoted(subject(step))));
      return { fr: `Sont devenus sans objet : ${fr}.`, en: `Lapsed, their ground being gone: ${en}.` };
    },
  },
} satisfies Partial<EventRows>;

function signed({ data: { step, by, recipient, byHand } }: EventOf<"step.signed">, telling: Telling): Bilingual {
  const what = quoted(telling.subject(step));
  const who = recipient === undefined ? (byHand === true ? served : toBeServed) : telling.recipient(recipient);
  return {
    fr: `L'agent ${by} a signé la suite ${what.fr} (destinataire : ${who.fr}).`,
    en: `The officer ${by} signed the step ${what.en} (recipient: ${who.en}).`,
  };
}

const served = {
  fr: "remise par l'agent",
  en: "served by the officer",
} as const satisfies Bilingual;

const toBeServed = {
  fr: "sans adresse connue, à remettre par l'agent",
  en: "no address known, to be served by the officer",
} as const satisfies Bilingual;

/** A step and nothing else to say of it. */
function aboutStep(word: Bilingual) {
  return ({ data }: { data: { step: string } }, { subject }: Telling): Bilingual => {
    const what = quoted(subject(data.step));
    return { fr: `${word.fr} : ${what.fr}.`, en: `${word.en}: ${what.en}.` };
  };
}
