import type { RecordAttempt } from "../../../core/case/commands.ts";
import type { Case, Message } from "../../../core/case/state.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { sendWebhook } from "../webhooks/send.ts";
import { sendByMail } from "./send-by-mail.ts";
import { sendByWebhook } from "./send-by-webhook.ts";
import type { WordingServices } from "./words-of.ts";

/** Makes one attempt to send one message. */
export type MessageSender = {
  /** The result is a value, whatever the recipient does; @throws on an outage of our own. */
  send: (kase: Case, message: Message) => Promise<RecordAttempt["result"]>;
};

/** What the sender works with. */
export type SenderServices = WordingServices & {
  /** Absent in a deployment without mail. */
  mailer?: Mailer | undefined;
  /** Plain http to this machine: the local runtime only. */
  allowLoopbackHttp: boolean;
  /** Carries one attempt over the network; by default over the real one. */
  post?: typeof sendWebhook | undefined;
};

/** The one sender: every message that leaves is a signed webhook, or a mail of the same content. */
export function messageSender(services: SenderServices): MessageSender {
  return {
    send: async (kase, message) => {
      // Its window has ended without a word of its delivery.
      if (message.handedOverAt !== undefined) return { kind: "hopeless", code: "no_delivery_told" };
      return message.channel === "mail" ? sendByMail(services, kase, message) : sendByWebhook(services, kase, message);
    },
  };
}
