import type { Bilingual } from "../../contract/language.ts";
import { counted, sentences } from "../bilingual.ts";
import type { EventOf } from "../events.ts";
import type { Message } from "../state.ts";
import { dated, type Scene } from "./scene.ts";

/** When and how the act was served, and how its receipt is known. */
export function serviceFacts(scene: Scene): Bilingual[] {
  const { all, case: kase } = scene;
  const receipts = all("notice.delivered", "receipt.taken_back", "case.undeliverable", "delivery.resumed");
  return [
    ...all("prior_information.given").map((event) => dated(event, scene)),
    sentences(...sendings(scene)),
    ...receipts.map((event) => sentences(dated(event, scene), whichAttempt(event))),
    ...(kase.delivery.state === "delivered" ? [] : [notReceived]),
  ];
}

const notReceived = {
  fr: "Aucune réception de l'acte ne figure au dossier : aucun délai ne court.",
  en: "No receipt of the notice is on record: no time limit runs.",
} as const satisfies Bilingual;

/** Each sending of the act: when, by which channel, and what it took. */
function sendings({ events, telling, all }: Scene): Bilingual[] {
  const sent = events.flatMap(({ data }) => ("messages" in data ? (data.messages ?? []) : []));
  const acts = sent.filter(({ type }) => type === "notice.issued");
  return acts.map((message) => {
    const at = telling.moment(message.queuedAt);
    const { fr, en } = channel[message.channel];
    const failed = all("message.attempt_failed").filter(({ data }) => data.messageId === message.messageId).length;
    const tries = counted(
      failed,
      { fr: "tentative sans succès", en: "attempt failed" },
      { fr: "tentatives sans succès", en: "attempts failed" },
    );
    return {
      fr: `L'acte a été expédié ${fr} à partir du ${at.fr}${failed === 0 ? "" : ` ; ${tries.fr}`}.`,
      en: `The notice was sent ${en} from ${at.en} on${failed === 0 ? "" : `; ${tries.en}`}.`,
    };
  });
}

const channel = {
  webhook: {
    fr: "par message signé (webhook), au point d'accès de la plateforme,",
    en: "by signed message (webhook), to the platform's endpoint,",
  },
  mail: {
    fr: "par courriel, au point de contact de la plateforme,",
    en: "by e-mail, to the platform's point of contact,",
  },
} as const satisfies Record<Message["channel"], Bilingual>;

function whichAttempt(
  event: EventOf<"notice.delivered" | "receipt.taken_back" | "case.undeliverable" | "delivery.resumed">,
) {
  if (event.type !== "notice.delivered" || event.data.attempt === undefined) return undefined;
  const { attempt, messageId } = event.data;
  const named = messageId === undefined ? "" : ` (${messageId})`;
  return {
    fr: `Remise constatée à la tentative nº ${attempt}${named}.`,
    en: `Delivery known from attempt ${attempt}${named}.`,
  };
}
