import type { Bilingual } from "../../contract/language.ts";
import { same, sentences } from "../bilingual.ts";
import type { EventOf } from "../events.ts";
import { failureWords } from "../failure-words.ts";
import type { ReceiptMeans } from "../state.ts";
import type { Telling } from "../telling.ts";
import type { EventRows } from "./event-row.ts";

/** How the act reaches the platform, or does not. */
export const deliveryEvents = {
  "prior_information.given": {
    name: { fr: "information préalable donnée", en: "prior information given" },
    tell: ({ data }, { platform, moment }) => {
      const { fr, en } = moment(data.notBefore);
      return {
        fr: `Information préalable donnée à la plateforme ${platform} ; l'acte peut être notifié à partir du ${fr}.`,
        en: `Prior information given to the platform ${platform}; the notice may be served from ${en}.`,
      };
    },
  },
  "notice.delivered": { name: { fr: "acte reçu", en: "notice received" }, tell: delivered },
  "receipt.taken_back": {
    name: { fr: "réception infirmée", en: "receipt taken back" },
    tell: ({ data: { code } }) => {
      const { fr, en } = failureWords(code);
      return {
        fr: `Le courriel dont la remise valait réception est revenu (${fr}) : la réception est infirmée, les délais n'ont pas couru.`,
        en: `The e-mail whose delivery counted as receipt came back (${en}): the receipt is taken back, no time limit has run.`,
      };
    },
  },
  "case.undeliverable": {
    name: { fr: "plateforme injoignable", en: "platform undeliverable" },
    tell: (_, { platform }) => ({
      fr: `La plateforme ${platform} n'a pu être jointe par aucune voie ; aucun délai ne court.`,
      en: `The platform ${platform} could be reached through no channel; no time limit runs.`,
    }),
  },
  "delivery.resumed": {
    name: { fr: "remise reprise", en: "delivery resumed" },
    tell: ({ actor }) => {
      const person = actor.kind === "authority" ? actor.person : undefined;
      const by = person === undefined ? same("") : { fr: ` (agent ${person})`, en: ` (officer ${person})` };
      return {
        fr: `L'autorité a fait reprendre la remise de l'acte${by.fr}.`,
        en: `The authority had delivery of the notice taken up again${by.en}.`,
      };
    },
  },
} satisfies Partial<EventRows>;

/** How the served notice reached the platform. */
const receiptWords = {
  webhook: {
    fr: "message signé pris par le point d'accès qu'elle a désigné (webhook)",
    en: "signed message taken by the endpoint it designated (webhook)",
  },
  mail: {
    fr: "courriel remis au serveur de son point de contact",
    en: "e-mail delivered to its point of contact's server",
  },
  answer: {
    fr: "elle y a répondu avant que la remise ne soit constatée, et sa réponse vaut réception",
    en: "it answered before delivery was known, and its answer counts as receipt",
  },
  registered_letter: {
    fr: "lettre recommandée, réception constatée par un agent",
    en: "registered letter, receipt recorded by hand",
  },
  bailiff: {
    fr: "signification par commissaire de justice, réception constatée par un agent",
    en: "service by a bailiff, receipt recorded by hand",
  },
  by_hand: {
    fr: "remise en main propre, réception constatée par un agent",
    en: "handed over, receipt recorded by hand",
  },
} as const satisfies Record<ReceiptMeans, Bilingual>;

function delivered({ data }: EventOf<"notice.delivered">, { platform, due }: Telling): Bilingual {
  const [acknowledge, act] = [
    due("acknowledge", data.clocks.acknowledge.dueLegal),
    due("act", data.clocks.act.dueLegal),
  ];
  const means = receiptWords[data.means];
  const received = {
    fr: `Acte reçu par la plateforme ${platform} : ${means.fr}.`,
    en: `Notice received by the platform ${platform}: ${means.en}.`,
  };
  const recorded =
    data.officer === undefined
      ? undefined
      : {
          fr: `Réception portée au dossier par l'agent ${data.officer}.`,
          en: `Receipt put on record by the officer ${data.officer}.`,
        };
  return sentences(received, recorded, {
    fr: `Accusé de réception dû au plus tard le ${acknowledge.fr} ; exécution due au plus tard le ${act.fr}.`,
    en: `Acknowledgement due by ${acknowledge.en}; action due by ${act.en}.`,
  });
}
