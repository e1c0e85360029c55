import type { CaseEvent, EventOf } from "../../../core/case/events.ts";
import type { Message } from "../../../core/case/state.ts";
import type { Journal } from "../journal.ts";
import type { CaseFile } from "./record.ts";

function messagesOf({ data }: CaseEvent): readonly Message[] {
  return "messages" in data ? (data.messages ?? []) : [];
}

/** How a message ended, as the record has it. */
type End =
  | { kind: "delivered" | "moot"; sequence: number }
  | { kind: "abandoned"; sequence: number; event: EventOf<"message.abandoned"> };

function endsOf(messageId: string, { events }: CaseFile): End[] {
  return events.flatMap(({ sequence, event }): End[] => {
    if (event.type === "message.abandoned" && event.data.messageId === messageId)
      return [{ kind: "abandoned", sequence, event }];
    if (event.type === "message.delivered" || event.type === "notice.delivered")
      return event.data.messageId === messageId ? [{ kind: "delivered", sequence }] : [];
    // It was information before an order, and has arrived.
    if (event.type === "prior_information.given" && event.data.messageId === messageId)
      return [{ kind: "delivered", sequence }];
    const dropped: readonly string[] = "dropped" in event.data ? (event.data.dropped ?? []) : [];
    return dropped.includes(messageId) ? [{ kind: "moot", sequence }] : [];
  });
}

/** A message ends in one way: taken, given up and reported, or moot. */
export function faultsOfEnd(message: Message, file: CaseFile, journal: Journal): string[] {
  const { messageId, type, channel } = message;
  const ends = endsOf(messageId, file);
  if (ends.length > 1) return [`${messageId} (${type}) ended ${ends.length} times`];
  const [end] = ends;
  if (end === undefined) {
    return isNeedless(message, file, journal) ? [] : [`${messageId} (${type}) is neither delivered nor reported`];
  }
  const told = journal.mailEvents.filter((one) => one.messageId === messageId);
  const says = (...what: string[]) => told.some((one) => what.includes(one.what));
  switch (end.kind) {
    case "delivered": {
      const wasTaken =
        channel === "mail"
          ? says("Delivery")
          : journal.arrivals.some((one) => one.messageId === messageId && one.status >= 200 && one.status < 300);
      return wasTaken ? [] : [`${messageId} (${type}) is delivered, and nobody took it`];
    }
    case "abandoned": {
      const { code } = end.event.data;
      if (code.startsWith("bounced") || code === "rejected")
        return says("Bounce", "Reject") ? [] : [`${messageId} (${type}) came back, and it did not`];
      const written = file.writtenAt.get(end.sequence) ?? 0;
      const wasTold = told.some(({ what, toldAt }) => what === "Delivery" && toldAt.some((at) => at < written));
      return code === "no_delivery_told" && wasTold ? [`${messageId} (${type}) was given up after its delivery`] : [];
    }
    case "moot": {
      const goesOn = file.record.case.answeredAt === undefined && file.record.case.withdrawnAt === undefined;
      const isCorrected =
        file.events.find(({ sequence }) => sequence === end.sequence)?.event.type === "notice.corrected";
      return type === "notice.issued" && goesOn && !isCorrected
        ? [`${messageId} was dropped and the case goes on`]
        : [];
    }
  }
}

/** Whether a message that came to no end has lost its point by what came since. */
function isNeedless(
  { messageId, type, channel, insteadOf, queuedAt }: Message,
  file: CaseFile,
  journal: Journal,
): boolean {
  return file.events.some(({ event }): boolean => {
    if (event.at < queuedAt && event.type !== "notice.delivered") return false;
    switch (event.type) {
      case "notice.delivered": {
        // A webhook whose mail was quicker goes on: the system of the platform is to have it, too.
        const goesOn = channel === "webhook" && (event.data.means === "mail" || event.data.by === "hand");
        return type === "notice.prior_information" || (type === "notice.issued" && !goesOn);
      }
      case "prior_information.given":
        return type === "notice.prior_information";
      case "receipt.taken_back":
        return type === "notice.reminder";
      case "clock.suspended":
        return event.data.letter !== undefined && type === "notice.reminder";
      case "message.delivered":
        return (
          insteadOf !== undefined &&
          event.data.messageId === insteadOf &&
          !journal.letters.some((letter) => letter.messageId === messageId && letter.attempt > 1)
        );
      default:
        return false;
    }
  });
}

/** What the platform has to know, though it asks for no measure: the authority is told that it does not. */
const toBeKnown: readonly Message["type"][] = ["notice.corrected", "notice.withdrawn"];

/** What is said on several channels has reached its recipient on one, or somebody knows that it has not. */
export function faultsOfWords(copies: readonly Message[], file: CaseFile, isTold: boolean): string[] {
  const [first] = copies;
  if (first === undefined) return [];
  const isOne = copies.every(({ type, to }) => type === first.type && JSON.stringify(to) === JSON.stringify(first.to));
  if (!isOne) return ["two messages have one number"];
  if (copies.filter(({ channel }) => channel === "webhook").length > 1) return ["two webhooks have one number"];
  const ends = copies.map(({ messageId }) => endsOf(messageId, file));
  const isLost = ends.every(([end]) => end?.kind === "abandoned");
  if (!isLost) return [];
  const { step, type, messageId } = first;
  const isTask = ends.flat().some((end) => end.kind === "abandoned" && end.event.data.task === step);
  const last = Math.max(...ends.flat().map(({ sequence }) => sequence));
  const follows = (...types: string[]) =>
    file.events.some(({ sequence, event }) => sequence > last && types.includes(event.type));
  if (step !== undefined && type.startsWith("escalation.") && !isTask)
    return [`${messageId} was given up and is nobody's task`];
  const giving = file.events.find(({ sequence }) => sequence === last)?.event;
  const isSaid = giving !== undefined && messagesOf(giving).some((one) => one.type === "case.undeliverable");
  if (isTold && toBeKnown.includes(type) && !isSaid) return [`${messageId} (${type}) was given up and nobody is told`];
  const isReported = follows(
    "case.undeliverable",
    "notice.delivered",
    "case.withdrawn",
    "notice.corrected",
    "delivery.resumed",
  );
  return type === "notice.issued" && !isReported && !wasReceived(file, last)
    ? [`${messageId} was given up and the case is not undeliverable`]
    : [];
}

/** Whether the notice counted as received at a point of the record. */
function wasReceived({ events }: CaseFile, at: number): boolean {
  const last = events.findLast(
    ({ sequence, event }) =>
      sequence < at && (event.type === "notice.delivered" || event.type === "receipt.taken_back"),
  );
  return last?.event.type === "notice.delivered";
}
