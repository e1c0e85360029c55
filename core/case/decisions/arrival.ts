import { elapsedMilliseconds } from "../../contract/duration.ts";
import { plus, type Instant } from "../../contract/instant.ts";
import { startedAt } from "../clocks.ts";
import type { Context } from "../commands.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import { evolve } from "../evolve.ts";
import { setOff, stepsOn, toldAuthority } from "../ladder.ts";
import { movementsOf, startedAnew } from "../movements.ts";
import { queue, servedNotice } from "../outbox.ts";
import { isRepliedBy } from "../question.ts";
import type { Case, Message } from "../state.ts";
import { isAlsoUnderWay, reopened, undeliverable } from "./abandoned.ts";

const actor = { kind: "system" } as const;

/** A message that reached its recipient: when, and what is known of it. */
type Arrival = { at: Instant; httpStatus?: number | undefined };

/** What follows from the arrival of a message: receipt, prior information, a clarification or a correction that counts now. */
export function arrival(kase: Case, message: Message, arrived: Arrival, context: Context): CaseEvent[] {
  switch (message.type) {
    case "notice.issued":
      return isReceipt(kase, message, context)
        ? [received(kase, message, arrived.at, context)]
        : withoutReceipt(kase, known(kase, message, arrived, context), context);
    case "notice.prior_information":
      return informed(kase, message, arrived, context);
    case "notice.clarified":
      return clarified(kase, message, arrived, context);
    case "notice.corrected":
      return corrected(kase, message, arrived, context);
    default:
      return [noted(message, arrived, context)];
  }
}

function isReceipt({ delivery }: Case, message: Message, context: Context): boolean {
  return delivery.state !== "delivered" && countsAsReceipt(message, context);
}

/** A webhook starts the clocks where the platform designated it (DSA art. 11), or where there is no other channel. */
function countsAsReceipt({ channel }: Message, { platform, hasMail }: Context): boolean {
  return channel === "mail" || platform.webhookIsContactPoint || !hasMail;
}

/** A webhook that is no receipt leaves nothing to wait for once the mail has come back. */
function withoutReceipt(kase: Case, delivered: CaseEvent, context: Context): CaseEvent[] {
  return [delivered, ...undeliverable(evolve(kase, delivered), context, queue(kase.sequence, context))];
}

function noted(
  { messageId, attempt }: Message,
  { httpStatus }: Arrival,
  { now: at }: Context,
): EventOf<"message.delivered"> {
  const data = { messageId, attempt, ...(httpStatus !== undefined && { httpStatus }) };
  return { type: "message.delivered", at, actor, data };
}

/** A webhook that counts, behind a letter that was quicker: should the letter come back, it was received by this. */
function known(kase: Case, message: Message, arrived: Arrival, context: Context): EventOf<"message.delivered"> {
  const delivered = noted(message, arrived, context);
  const isBehind =
    message.type === "notice.issued"
      ? kase.delivery.means === "mail"
      : (kase.brought?.some(({ sequence }) => sequence === message.sequence) ?? false);
  if (!isBehind || !countsAsReceipt(message, context)) return delivered;
  return { ...delivered, data: { ...delivered.data, receivedAt: arrived.at } };
}

/** The receipt of the notice by a message, and both clocks as they start at it. */
export function received(
  kase: Case,
  { messageId, attempt, channel }: Pick<Message, "messageId" | "attempt" | "channel">,
  at: Instant,
  context: Context,
): CaseEvent {
  const data = { by: "receipt", means: channel, messageId, attempt, ...startsWith(kase, at, context) } as const;
  return { type: "notice.delivered", at, actor, data };
}

/** Both clocks as they start at a receipt, and whose days count. */
export function startsWith(
  { clocks }: Case,
  at: Instant,
  context: Context,
): Pick<EventOf<"notice.delivered">["data"], "clocks" | "calendar"> {
  return {
    clocks: {
      acknowledge: startedAt(clocks.acknowledge, at, context.state),
      act: startedAt(clocks.act, at, context.state),
    },
    calendar: { state: context.state, assumed: context.stateIsAssumed },
  };
}

/** The order may be served once the host has had the information for the time that the law names. */
function informed(kase: Case, message: Message, arrived: Arrival, context: Context): CaseEvent[] {
  const { prior, notBefore: known } = kase.delivery;
  if (prior === undefined || known !== undefined) return [noted(message, arrived, context)];
  if (!countsAsReceipt(message, context)) return withoutReceipt(kase, noted(message, arrived, context), context);
  const notBefore = plus(arrived.at, elapsedMilliseconds(prior) ?? 0);
  const enqueue = queue(kase.sequence, context, notBefore);
  const windowEndsAt = startedAt(kase.clocks.acknowledge, notBefore, context.state).dueLegal;
  const messages = servedNotice(notBefore, windowEndsAt, context, enqueue);
  return [
    {
      type: "prior_information.given",
      at: arrived.at,
      actor,
      data: { messageId: message.messageId, notBefore, messages },
    },
    ...stepsOn(context, "issued").map((step) => setOff(step, context, enqueue)),
  ];
}

/** A clarification is received by the channels that the notice is received by. */
function clarified(kase: Case, message: Message, arrived: Arrival, context: Context): CaseEvent[] {
  const delivered = known(kase, message, arrived, context);
  const isAwaited = kase.questions.some((question) => isRepliedBy(question, message));
  if (!isAwaited) return [delivered];
  if (!countsAsReceipt(message, context)) return [delivered, ...stillOwed(evolve(kase, delivered), message, context)];
  const { at } = arrived;
  const settled: CaseEvent = { type: "question.settled", at, actor, data: { question: "clarification_requested" } };
  const after = [delivered, settled].reduce<Case>(evolve, kase);
  return [delivered, settled, ...movementsOf(kase, after, { at, actor }, context)];
}

/** A webhook that is no receipt leaves the reply owed: once no letter is under way, the question is open again. */
function stillOwed(kase: Case, message: Message, context: Context): CaseEvent[] {
  return isAlsoUnderWay(kase, message) ? [] : reopened(kase, message, context, queue(kase.sequence, context));
}

/** A correction is received by the channels that the notice is received by. */
function corrected(kase: Case, message: Message, arrived: Arrival, context: Context): CaseEvent[] {
  const delivered = known(kase, message, arrived, context);
  return countsAsReceipt(message, context)
    ? [delivered, ...obligationsKnown(kase, { at: arrived.at, actor }, context)]
    : [withoutKnowledge(kase, message, delivered, context)];
}

/** A webhook that is no receipt leaves what was added unknown: once no letter is under way, the authority is told. */
function withoutKnowledge(
  kase: Case,
  message: Message,
  delivered: EventOf<"message.delivered">,
  context: Context,
): CaseEvent {
  const after = evolve(kase, delivered);
  const isUnknown = after.clocks.act.suspended?.ground === "obligation_added";
  if (!isUnknown || isAlsoUnderWay(after, message)) return delivered;
  const messages = toldAuthority("case.undeliverable", {}, context, queue(kase.sequence, context));
  return { ...delivered, data: { ...delivered.data, ...(messages.length > 0 && { messages }) } };
}

/**
 * The platform knows of what was added to its obligations: it has the whole period for it from now, or from when what else
 * keeps the clock still has ended.
 * @param servedBy Where it was served by other means: which, and the digest of the officer's reason.
 */
export function obligationsKnown(
  kase: Case,
  by: Pick<CaseEvent, "at" | "actor">,
  context: Context,
  servedBy: Pick<EventOf<"clock.reset">["data"], "means" | "document"> = {},
): CaseEvent[] {
  if (kase.clocks.act.suspended?.ground !== "obligation_added") return [];
  const anew = startedAnew(kase, "obligation_added", by, context, servedBy);
  return [anew, ...movementsOf(kase, evolve(kase, anew), by, context)];
}
