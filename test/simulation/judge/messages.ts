import type { CaseEvent } from "../../../core/case/events.ts";
import type { Message } from "../../../core/case/state.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import type { Arrival, Journal } from "../journal.ts";
import { legalOf, type LegalTime } from "../ports.ts";
import type { CaseFile } from "./record.ts";

/** Each message at least once, or reported; one name, one number, one recipient over all its attempts; no phantom. */
export function faultsOfMessages(file: CaseFile, journal: Journal, legal: LegalTime): string[] {
  const faults: string[] = [];
  const say = (fault: string) => void faults.push(fault);
  const queued = new Map(
    file.events.flatMap(({ event }) => messagesIn(event)).map((message) => [message.messageId, message]),
  );
  const arrivals = journal.arrivals.filter(({ caseId }) => caseId === file.caseId);
  const numbers = [...queued.values()].map(({ sequence }) => sequence);
  if (new Set(numbers).size !== numbers.length) say("two messages have one number");
  for (const arrival of arrivals) {
    const message = queued.get(arrival.messageId as Message["messageId"]);
    if (message === undefined) say(`${arrival.messageId} arrived and was never queued`);
    else faults.push(...faultsOfArrival(arrival, message, legal));
  }
  for (const { messageId } of file.record.case.outbox) say(`${messageId} is still waiting`);
  for (const message of queued.values()) faults.push(...faultsOfFate(message, file, arrivals));
  return faults;
}

function faultsOfArrival(arrival: Arrival, message: Message, legal: LegalTime): string[] {
  const { messageId, type, sequence, endpoint, isRightlySigned, at } = arrival;
  const to = message.to.kind === "holder" ? message.to.role : message.to.id;
  return [
    ...(type === message.type ? [] : [`${messageId} arrived as ${type} and is ${message.type}`]),
    ...(sequence === message.sequence
      ? []
      : [`${messageId} arrived with the number ${sequence} and has ${message.sequence}`]),
    ...(endpoint === to ? [] : [`${messageId} arrived at ${endpoint} and is for ${to}`]),
    ...(isRightlySigned ? [] : [`${messageId} is not rightly signed`]),
    ...(legalOf(at, legal) >= epochOf(message.queuedAt) ? [] : [`${messageId} arrived before it was queued`]),
  ];
}

/** A message ends in one way: taken, given up and reported, or moot. */
function faultsOfFate(
  { messageId, type, step }: Message,
  { events, record }: CaseFile,
  arrivals: readonly Arrival[],
): string[] {
  const taken = events.filter(
    ({ event }) =>
      (event.type === "message.delivered" || event.type === "notice.delivered") && event.data.messageId === messageId,
  );
  const abandoned = events.flatMap(({ event }) =>
    event.type === "message.abandoned" && event.data.messageId === messageId ? [event] : [],
  );
  const isMoot = events.some(({ event }) => "dropped" in event.data && (event.data.dropped ?? []).includes(messageId));
  const byAnswer =
    type === "notice.issued" &&
    events.some(({ event }) => event.type === "notice.delivered" && event.data.by === "answer");
  const faults: string[] = [];
  const ends = taken.length + abandoned.length + (isMoot ? 1 : 0);
  if (ends === 0 && !byAnswer) faults.push(`${messageId} (${type}) is neither delivered nor reported`);
  if (ends > 1) faults.push(`${messageId} (${type}) ended ${ends} times`);
  const wasTaken = arrivals.some((one) => one.messageId === messageId && one.status >= 200 && one.status < 300);
  if (taken.length > 0 && !wasTaken) faults.push(`${messageId} (${type}) is delivered, and nobody took it`);
  if (
    abandoned.length > 0 &&
    type === "notice.issued" &&
    !events.some(({ event }) => event.type === "case.undeliverable")
  ) {
    faults.push(`${messageId} was given up and the case is not undeliverable`);
  }
  const isStep = step !== undefined && type.startsWith("escalation.");
  if (abandoned.length > 0 && isStep && abandoned[0]?.data.task !== step)
    faults.push(`${messageId} was given up and is nobody's task`);
  if (
    record.case.answeredAt === undefined &&
    record.case.withdrawnAt === undefined &&
    isMoot &&
    type === "notice.issued"
  ) {
    faults.push(`${messageId} was dropped and the case goes on`);
  }
  return faults;
}

/** Messages that an event put into the outbox. */
export function messagesIn({ data }: CaseEvent): readonly Message[] {
  return "messages" in data ? (data.messages ?? []) : [];
}
