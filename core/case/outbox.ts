import { earliest, latest, millisecondsBetween, plus, type Instant } from "../contract/instant.ts";
import type { Context } from "./commands.ts";
import type { Case, Message, Recipient } from "./state.ts";

const day = 86_400_000;

/**
 * How long we go on trying to reach anybody but the addressee of a served notice, whose window is its acknowledge
 * clock's. Three days cover a week-end's outage.
 */
const windowMilliseconds = 3 * day;

/** What a message is about; the rest is the same for all. */
type Draft = Pick<Message, "type" | "to"> &
  Partial<
    Pick<Message, "channel" | "clock" | "step" | "task" | "question" | "content" | "nextAttemptAt" | "windowEndsAt">
  >;

/** Numbers the messages of one decision on from those the case has queued so far. */
export function queue(sequenceSoFar: number, context: Pick<Context, "now" | "nextMessageId">, notBefore?: Instant) {
  let sequence = sequenceSoFar;
  return (draft: Draft): Message => {
    sequence += 1;
    const from = draft.nextAttemptAt ?? notBefore ?? context.now;
    return {
      messageId: context.nextMessageId(),
      channel: "webhook" as const,
      sequence,
      queuedAt: context.now,
      attempt: 1,
      nextAttemptAt: from,
      windowEndsAt: plus(from, windowMilliseconds),
      ...draft,
    };
  };
}

/** Puts a draft into the outbox. */
export type Enqueue = ReturnType<typeof queue>;

/** The platform's designated point of contact: its webhook. */
export function pointOfContact(platform: string): Recipient {
  return { kind: "platform", id: platform, contact: "point_of_contact" };
}

/** Everybody but the parties who received a step of this case, each once: they are told what comes of it. */
function recipientsOfSteps(kase: Case): Exclude<Recipient, { kind: "platform" }>[] {
  const recipients = kase.ladder.flatMap(({ state, recipient }) => {
    const isInformed = state === "taken" || state === "signed";
    if (!isInformed || recipient === undefined || recipient.kind === "platform") return [];
    return recipient.kind === "authority" && recipient.id === kase.authority ? [] : [recipient];
  });
  return [...new Map(recipients.map((recipient) => [nameOf(recipient), recipient])).values()];
}

/** What tells one recipient of steps from another. */
export function nameOf(recipient: Exclude<Recipient, { kind: "platform" }>): string {
  return recipient.kind === "authority" ? `authority ${recipient.id}` : `holder ${recipient.role}`;
}

/** The channel that reaches somebody first: who has no place in the directory has only an address. */
export function channelOf({ kind }: Recipient): Message["channel"] {
  return kind === "holder" ? "mail" : "webhook";
}

/** Follow-ups to all who received a step, but those who are informed already. */
export function followUps(kase: Case, enqueue: Enqueue, informed: readonly string[] = []): Message[] {
  const others = recipientsOfSteps(kase).filter((recipient) => !informed.includes(nameOf(recipient)));
  return others.map((to) => enqueue({ type: "escalation.follow_up", to, channel: channelOf(to) }));
}

/**
 * A message to a platform: to its webhook, and by mail as well where the webhook is not its designated point of contact, or
 * where it is meant for one of its other contacts, who have nothing but an address.
 */
export function toPlatform(draft: Draft, context: Context, enqueue: Enqueue): Message[] {
  const message = enqueue(draft);
  const isOther = draft.to.kind === "platform" && draft.to.contact !== "point_of_contact";
  const goesByMail = context.hasMail && (isOther || !context.platform.webhookIsContactPoint);
  if (!goesByMail) return [message];
  return [{ ...message, alsoByMail: true }, byMail(message, message.nextAttemptAt, context)];
}

/** The words of a message by mail, under its number, to be sent from an instant on. */
function byMail(message: Message, from: Instant, context: Pick<Context, "now" | "nextMessageId">): Message {
  const { firstAttemptAt: _firstAttemptAt, ...words } = message;
  return {
    ...words,
    messageId: context.nextMessageId(),
    channel: "mail",
    queuedAt: context.now,
    attempt: 1,
    nextAttemptAt: from,
    windowEndsAt: plus(from, windowMilliseconds),
  };
}

const minute = 60_000;
/** How much of the delivery window a webhook is given before the same words go by mail (docs/webhooks). */
const fallbackPart = 0.1;

/**
 * The mail that goes out when a webhook has failed for the published time, a minute or a tenth of its window, whichever is
 * longer; at once where nothing is to be waited for. Undefined where there is no mail, or it is on its way already.
 */
export function mailInstead(message: Message, isHopeless: boolean, context: Context): Message | undefined {
  const { channel, alsoByMail, to, messageId, windowEndsAt } = message;
  const isIssuer = to.kind === "authority" && to.id === context.authority.id;
  if (!context.hasMail || channel === "mail" || alsoByMail === true || isIssuer) return undefined;
  const first = message.firstAttemptAt ?? context.now;
  const patience = Math.max(minute, Math.round(fallbackPart * millisecondsBetween(first, windowEndsAt)));
  // A window that is over sooner, as the sandbox's may be, is waited out.
  const due = earliest(plus(first, patience), windowEndsAt) ?? context.now;
  const from = isHopeless ? context.now : latest(context.now, due);
  return { ...byMail(message, from, context), insteadOf: messageId };
}

/** The served notice, to be attempted from an instant on until its delivery window ends. */
export function servedNotice(from: Instant, windowEndsAt: Instant, context: Context, enqueue: Enqueue): Message[] {
  return intended("notice.issued", from, windowEndsAt, context, enqueue);
}

/** What a host is told before its first order. */
export function priorInformation(from: Instant, windowEndsAt: Instant, context: Context, enqueue: Enqueue): Message[] {
  return intended("notice.prior_information", from, windowEndsAt, context, enqueue);
}

function intended(
  type: "notice.issued" | "notice.prior_information",
  nextAttemptAt: Instant,
  windowEndsAt: Instant,
  context: Context,
  enqueue: Enqueue,
): Message[] {
  return toPlatform({ type, to: pointOfContact(context.platform.id), nextAttemptAt, windowEndsAt }, context, enqueue);
}
