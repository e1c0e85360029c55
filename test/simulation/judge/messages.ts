import type { CaseEvent } from "../../../core/case/events.ts";
import type { Message } from "../../../core/case/state.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import type { Arrival, Journal, PostedLetter } from "../journal.ts";
import type { Parties } from "../parties.ts";
import { legalOf, type LegalTime } from "../ports.ts";
import { faultsOfEnd, faultsOfWords } from "./fates.ts";
import type { CaseFile } from "./record.ts";

/** Each message at least once, or reported; one name, one number, one recipient over all its attempts; no phantom. */
export function faultsOfMessages(file: CaseFile, journal: Journal, legal: LegalTime, parties: Parties): string[] {
  const messages = file.events.flatMap(({ event }) => messagesIn(event));
  const queued = new Map<string, Message>(messages.map((message) => [message.messageId, message]));
  const phantom = (messageId: string) => [`${messageId} arrived and was never queued`];
  const isOurs = ({ caseId }: { caseId: string }) => caseId === file.caseId;
  return [
    ...journal.arrivals.filter(isOurs).flatMap((arrival) => {
      const message = queued.get(arrival.messageId);
      return message === undefined ? phantom(arrival.messageId) : faultsOfArrival(arrival, message, legal);
    }),
    ...journal.letters.filter(isOurs).flatMap((letter) => {
      const message = queued.get(letter.messageId);
      return message === undefined ? phantom(letter.messageId) : faultsOfLetter(letter, message, legal);
    }),
    ...file.record.case.outbox.map(({ messageId }) => `${messageId} is still waiting`),
    ...messages.flatMap((message) => faultsOfEnd(message, file, journal)),
    ...[...Map.groupBy(messages, ({ sequence }) => sequence).values()].flatMap((copies) =>
      faultsOfWords(copies, file, isTold(file.record.case.authority, parties)),
    ),
  ];
}

/** Whether an authority has a way to be told. */
function isTold(authority: string, { told, mail }: Parties): boolean {
  return told.includes(authority) || mail?.wishing.includes(authority) === true;
}

function faultsOfArrival(arrival: Arrival, message: Message, legal: LegalTime): string[] {
  const { messageId, type, sequence, endpoint, isRightlySigned, at } = arrival;
  const to = message.to.kind === "holder" ? message.to.role : message.to.id;
  return [
    ...(message.channel === "webhook" ? [] : [`${messageId} is a letter and came by webhook`]),
    ...(type === message.type ? [] : [`${messageId} arrived as ${type} and is ${message.type}`]),
    ...(sequence === message.sequence
      ? []
      : [`${messageId} arrived with the number ${sequence} and has ${message.sequence}`]),
    ...(endpoint === to ? [] : [`${messageId} arrived at ${endpoint} and is for ${to}`]),
    ...(isRightlySigned ? [] : [`${messageId} is not rightly signed`]),
    ...(legalOf(at, legal) >= epochOf(message.queuedAt) ? [] : [`${messageId} arrived before it was queued`]),
  ];
}

function faultsOfLetter({ messageId, type, to, at }: PostedLetter, message: Message, legal: LegalTime): string[] {
  return [
    ...(message.channel === "mail" ? [] : [`${messageId} is no letter and went by mail`]),
    ...(type === message.type ? [] : [`${messageId} went as ${type} and is ${message.type}`]),
    ...(mailboxesOf(message.to).test(to) ? [] : [`${messageId} went to ${to}`]),
    ...(legalOf(at, legal) >= epochOf(message.queuedAt) ? [] : [`${messageId} went before it was queued`]),
  ];
}

/** The mailboxes of the starting directory. */
function mailboxesOf(to: Message["to"]): RegExp {
  switch (to.kind) {
    case "platform": {
      const names = {
        point_of_contact: "authorities",
        second_contact: "second-contact",
        legal_representative: "legal-representative",
      };
      return new RegExp(`^${names[to.contact]}@${to.id}\\.example$`);
    }
    case "authority":
      return new RegExp(`@${to.id}\\.example$`);
    case "holder":
      return /^pq@arcom\.example$/;
  }
}

/** Messages that an event put into the outbox. */
export function messagesIn({ data }: CaseEvent): readonly Message[] {
  return "messages" in data ? (data.messages ?? []) : [];
}
