import type { Bilingual } from "../../contract/language.ts";
import { sentences } from "../bilingual.ts";
import type { CaseEvent } from "../events.ts";
import type { Message } from "../state.ts";
import { isInternal } from "./internal.ts";
import { dated, type Scene } from "./scene.ts";

/** Reminders sent and steps taken so far, with what is known of their arrival. What was only considered is nobody's business. */
export function stepsFacts(scene: Scene): Bilingual[] {
  const taken = scene.all("step.taken", "step.signed").filter((event) => !isInternal(event, scene));
  if (taken.length === 0) return [none];
  return taken.map((event) => sentences(dated(event, scene), ...arrivals(event, scene)));
}

const none = {
  fr: "Aucun rappel n'a été adressé à la plateforme après une échéance, et aucune suite n'a été engagée.",
  en: "No reminder was sent to the platform after a due instant, and no step was taken.",
} as const satisfies Bilingual;

/** When the messages of an event reached their recipients, and by which channel, or that this is not on record. */
function arrivals(event: CaseEvent, scene: Scene): Bilingual[] {
  const { all, telling } = scene;
  return messagesOf(event, scene).map(({ messageId, channel }) => {
    const delivered = all("message.delivered").find(({ data }) => data.messageId === messageId);
    const by = channelWords[channel];
    if (delivered === undefined)
      return { fr: `Remise ${by.fr} non constatée.`, en: `Delivery ${by.en} not on record.` };
    const { fr, en } = telling.moment(delivered.at);
    return { fr: `Remise constatée le ${fr}, ${by.fr}.`, en: `Delivered on ${en}, ${by.en}.` };
  });
}

const channelWords = {
  webhook: { fr: "par message signé (webhook)", en: "by signed message (webhook)" },
  mail: { fr: "par courriel", en: "by e-mail" },
} as const satisfies Record<Message["channel"], Bilingual>;

/** The messages of an event, and the mails that were tried in the place of one of them. */
function messagesOf({ data }: CaseEvent, { events, all }: Scene): Message[] {
  const own = "messages" in data ? (data.messages ?? []) : [];
  const tried = new Set(
    all("message.handed_over", "message.delivered", "message.attempt_failed", "message.abandoned").map(
      (event) => event.data.messageId,
    ),
  );
  const later = events.flatMap((event) => ("messages" in event.data ? (event.data.messages ?? []) : []));
  const instead = later.filter(
    ({ messageId, insteadOf }) => tried.has(messageId) && own.some((message) => message.messageId === insteadOf),
  );
  return [...own, ...instead];
}
