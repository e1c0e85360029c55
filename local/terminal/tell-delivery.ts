import { eventWords } from "../../core/case/event-words.ts";
import type { EventOf } from "../../core/case/events.ts";
import { failureWords } from "../../core/case/failure-words.ts";
import type { ReceiptMeans } from "../../core/case/state.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { legalTime } from "./legal-time.ts";
import { prefixed, type Told } from "./told.ts";

type DeliveryEvent = EventOf<
  "prior_information.given" | "notice.delivered" | "receipt.taken_back" | "case.undeliverable" | "delivery.resumed"
>;

/** How the act reached the platform, or did not. */
export function tellReceipt(event: DeliveryEvent): Told {
  switch (event.type) {
    case "prior_information.given": {
      const { fr, en } = legalTime(event.data.notBefore);
      const says = { fr: `informée ; acte dès ${fr}`, en: `informed; the notice follows from ${en}` };
      return { sign: "→", tone: "plain", says };
    }
    case "notice.delivered":
      return {
        sign: event.data.by === "hand" ? "←" : "→",
        tone: "plain",
        clock: "both",
        mail: event.data.means === "mail",
        says: delivered(event),
      };
    case "receipt.taken_back": {
      const says = prefixed(eventWords[event.type].name, failureWords(event.data.code));
      return { sign: "✗", tone: "bad", clock: "both", mail: true, says };
    }
    case "case.undeliverable":
      return {
        sign: "✗",
        tone: "bad",
        says: { fr: "INJOIGNABLE : aucun délai ne court", en: "UNDELIVERABLE: no clock runs" },
      };
    case "delivery.resumed":
      return { sign: "·", tone: "plain", says: eventWords[event.type].name };
  }
}

const byHand = { fr: "en main", en: "by hand" } as const;

/** In so few words that both due instants stand beside them. */
const means = {
  webhook: { fr: "remis", en: "delivered" },
  mail: { fr: "remis", en: "arrived" },
  answer: { fr: "répondu", en: "answered" },
  registered_letter: byHand,
  bailiff: byHand,
  by_hand: byHand,
} as const satisfies Record<ReceiptMeans, Bilingual>;

function delivered({ data }: EventOf<"notice.delivered">): Bilingual {
  const [acknowledge, act] = [legalTime(data.clocks.acknowledge.dueLegal), legalTime(data.clocks.act.dueLegal)];
  return prefixed(means[data.means], {
    fr: `AR dû ${acknowledge.fr}, EXÉ ${act.fr}`,
    en: `ACK due ${acknowledge.en}, ACT ${act.en}`,
  });
}
