import type { EventOf } from "../events.ts";
import { isCopyOf } from "../message-copies.ts";
import type { Case, Message } from "../state.ts";
import { existing, withStep } from "./steps.ts";

/** With the messages that an event put into the outbox. A mail of the same words takes the number of its webhook. */
export function queued(kase: Case, messages: readonly Message[] = []): Case {
  if (messages.length === 0) return kase;
  const sequence = Math.max(kase.sequence, ...messages.map((message) => message.sequence));
  return { ...kase, outbox: [...kase.outbox, ...messages], sequence };
}

/** Without the messages of these ids. */
export function without(kase: Case, ...messageIds: string[]): Case {
  return { ...kase, outbox: kase.outbox.filter(({ messageId }) => !messageIds.includes(messageId)) };
}

/** From the first attempt of the served notice on, the platform may know of it. */
function attempted(kase: Case, messageId: string): Case {
  const message = kase.outbox.find((pending) => pending.messageId === messageId);
  return message?.type === "notice.issued" ? { ...kase, delivery: { ...kase.delivery, attempted: true } } : kase;
}

/** The next attempt, and the mail of the same words that has taken its turn beside it. */
export function afterFailedAttempt(kase: Case, { at, data }: EventOf<"message.attempt_failed">): Case {
  const changed = changedMessage(attempted(kase, data.messageId), data.messageId, (message) => ({
    ...message,
    attempt: data.attempt + 1,
    nextAttemptAt: data.nextAttemptAt,
    firstAttemptAt: message.firstAttemptAt ?? at,
    ...(hasMail(data.messages) && { alsoByMail: true as const }),
  }));
  return queued(changed, data.messages);
}

/** A message that has arrived; a mail that would have gone in its place need not go. */
export function arrived(kase: Case, messageId: string): Case {
  const known = kase.outbox.find((message) => message.messageId === messageId);
  const outbox = kase.outbox.flatMap((message) => {
    if (message.messageId === messageId) return [];
    const heard = isSaidIn(message, known) ? { ...message, heard: true as const } : message;
    if (message.insteadOf !== messageId) return [heard];
    const { insteadOf: _needless, ...letter } = heard;
    return letter.firstAttemptAt === undefined ? [] : [letter];
  });
  return { ...kase, outbox };
}

/** Of these only a channel that counts as the platform's contact point is a receipt. */
const servedTypes: readonly Message["type"][] = [
  "notice.issued",
  "notice.prior_information",
  "notice.corrected",
  "notice.clarified",
];

/** Whether another message has the same words, which are heard on whatever channel they arrive. */
function isSaidIn(message: Message, other: Message | undefined): boolean {
  return !servedTypes.includes(message.type) && other !== undefined && isCopyOf(message, other);
}

/** Nothing more is tried: what is left to wait for is what the provider tells. */
export function handedOver(kase: Case, { at, data }: EventOf<"message.handed_over">): Case {
  return changedMessage(attempted(kase, data.messageId), data.messageId, (message) => ({
    ...message,
    handedOverAt: at,
    nextAttemptAt: message.windowEndsAt,
    firstAttemptAt: message.firstAttemptAt ?? at,
  }));
}

/** A message that could not be delivered; a step that it carried out is a task for the officer. */
export function abandoned(kase: Case, { at, data }: EventOf<"message.abandoned">): Case {
  const gone = without(withLastCopy(attempted(kase, data.messageId), data.messageId), data.messageId);
  const left = data.task === undefined ? gone : withStep(gone, { ...existing(gone, data.task), state: "task", at });
  return queued(left, data.messages);
}

/** The same words on another channel are the last that are left. */
function withLastCopy(kase: Case, messageId: string): Case {
  const failed = kase.outbox.find((message) => message.messageId === messageId);
  if (failed === undefined) return kase;
  const outbox = kase.outbox.map((message) =>
    isCopyOf(message, failed) ? { ...message, isLast: true as const } : message,
  );
  return { ...kase, outbox };
}

function changedMessage(kase: Case, messageId: string, change: (message: Message) => Message): Case {
  const outbox = kase.outbox.map((message) => (message.messageId === messageId ? change(message) : message));
  return { ...kase, outbox };
}

function hasMail(messages: readonly Message[] | undefined): boolean {
  return messages?.some(({ channel }) => channel === "mail") ?? false;
}
