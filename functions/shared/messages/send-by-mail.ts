import type { RecordAttempt } from "../../../core/case/commands.ts";
import type { Case, Message } from "../../../core/case/state.ts";
import type { ServedNotice } from "../../../core/contract/served-notice.ts";
import { resolveRecipient } from "../../../core/law/directory/recipients.ts";
import { lawOf } from "../cases/case-services.ts";
import { letterOf } from "../letters/letter-of.ts";
import type { SenderServices } from "./send-message.ts";
import { wordsOf } from "./words-of.ts";

/** One attempt to hand a message over to the mail provider. That it arrived is told later (`record-mail-event`). */
export async function sendByMail(
  services: SenderServices,
  kase: Case,
  message: Message,
): Promise<RecordAttempt["result"]> {
  const { mailer } = services;
  if (mailer === undefined) return { kind: "hopeless", code: "no_mail" };
  const { body, document } = await wordsOf(services, kase, message);
  const to = await addressOf(services, kase, message, document);
  if (to === undefined) return { kind: "hopeless", code: "no_address" };
  const letter = await letterOf(services, kase, message, body);
  const { messageId, attempt } = message;
  return mailer.send({ ...letter, to, tags: { caseId: kase.caseId, messageId, attempt } });
}

/** Where a message goes by mail. Addresses are looked up at each attempt: the outbox holds none. */
async function addressOf(
  services: SenderServices,
  kase: Case,
  { to }: Message,
  document: ServedNotice | undefined,
): Promise<string | undefined> {
  const law = await lawOf(services, kase);
  switch (to.kind) {
    case "platform":
      return contactsOf(law.platform.contacts)[to.contact];
    case "authority":
      // The contact of the notice goes first: it is whom its authority named for this very matter.
      if (to.id === kase.authority && document?.contact?.email !== undefined) return document.contact.email;
      return (await services.directory.authority(to.id))?.facts.mail;
    case "holder": {
      const holder = resolveRecipient(to.role, law);
      return holder.kind === "person" ? holder.email : undefined;
    }
  }
}

function contactsOf({ pointOfContact, secondContact, legalRepresentative }: Contacts) {
  return {
    point_of_contact: pointOfContact,
    second_contact: secondContact,
    legal_representative: legalRepresentative,
  };
}

type Contacts = Awaited<ReturnType<typeof lawOf>>["platform"]["contacts"];
