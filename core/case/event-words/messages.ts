import type { Bilingual } from "../../contract/language.ts";
import { counted, same, sentences } from "../bilingual.ts";
import type { EventOf } from "../events.ts";
import { failureWords } from "../failure-words.ts";
import { messageWords } from "../message-words.ts";
import type { Message } from "../state.ts";
import type { Telling } from "../telling.ts";
import { quoted, type EventRows } from "./event-row.ts";

/** What becomes of a message that was queued. */
export const messageEvents = {
  "message.handed_over": {
    name: { fr: "courriel confié", en: "e-mail handed over" },
    tell: ({ data: { messageId } }, telling) => {
      const [what, who] = aboutMessage(messageId, telling);
      return {
        fr: `Courriel confié au service d'envoi : ${what.fr}${who.fr} ; sa remise reste à constater.`,
        en: `E-mail handed to the mail service: ${what.en}${who.en}; its delivery is still to be known.`,
      };
    },
  },
  "message.delivered": { name: { fr: "message remis", en: "message delivered" }, tell: messageDelivered },
  "message.attempt_failed": { name: { fr: "tentative échouée", en: "attempt failed" }, tell: attemptFailed },
  "message.abandoned": { name: { fr: "envoi abandonné", en: "sending given up" }, tell: abandoned },
} satisfies Partial<EventRows>;

function messageDelivered({ data: { messageId } }: EventOf<"message.delivered">, telling: Telling): Bilingual {
  const [what, who] = aboutMessage(messageId, telling);
  return { fr: `Message remis : ${what.fr}${who.fr}.`, en: `Message delivered: ${what.en}${who.en}.` };
}

/** What a message is, and in brackets whom it goes to and how. */
function aboutMessage(messageId: string, { message, recipient }: Telling): [what: Bilingual, who: Bilingual] {
  const found = message(messageId);
  if (found === undefined) return [someMessage, same("")];
  const [who, channel] = [recipient(found.to), channelWords[found.channel]];
  return [
    messageWords[found.type],
    { fr: ` (destinataire : ${who.fr}, ${channel.fr})`, en: ` (recipient: ${who.en}, ${channel.en})` },
  ];
}

const someMessage = { fr: "le message", en: "the message" } as const satisfies Bilingual;

/** By which channel a message goes. */
const channelWords = {
  webhook: { fr: "par message signé (webhook)", en: "by signed message (webhook)" },
  mail: { fr: "par courriel", en: "by e-mail" },
} as const satisfies Record<Message["channel"], Bilingual>;

/** Why a message did not arrive. */
function failure({ code, httpStatus }: { code: string; httpStatus?: number | undefined }): Bilingual {
  if (httpStatus === undefined) return failureWords(code);
  return { fr: `réponse de code ${httpStatus}`, en: `answered with status ${httpStatus}` };
}

function attemptFailed({ data }: EventOf<"message.attempt_failed">, telling: Telling): Bilingual {
  const [what] = aboutMessage(data.messageId, telling);
  const [why, next] = [failure(data), telling.moment(data.nextAttemptAt)];
  return {
    fr: `Tentative nº ${data.attempt} de remettre ${what.fr}, sans succès (${why.fr}) ; nouvelle tentative prévue le ${next.fr}.`,
    en: `Attempt ${data.attempt} to deliver ${what.en} failed (${why.en}); the next is set for ${next.en}.`,
  };
}

function abandoned({ data }: EventOf<"message.abandoned">, telling: Telling): Bilingual {
  const [what] = aboutMessage(data.messageId, telling);
  const tries = counted(data.attempts, { fr: "tentative", en: "attempt" }, { fr: "tentatives", en: "attempts" });
  const why = failure(data);
  const task = data.task === undefined ? undefined : quoted(telling.subject(data.task));
  return sentences(
    {
      fr: `Envoi abandonné après ${tries.fr} : ${what.fr} (${why.fr}).`,
      en: `Sending given up after ${tries.en}: ${what.en} (${why.en}).`,
    },
    task && { fr: `La suite ${task.fr} revient à l'agent.`, en: `The step ${task.en} is left to the officer.` },
  );
}
