import type { Context } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import { evolve } from "../evolve.ts";
import { existing } from "../folds/steps.ts";
import { setOff, stepsOn, toldAuthority, toldOfTask } from "../ladder.ts";
import { isCopyOf } from "../message-copies.ts";
import { mailInstead, queue, type Enqueue } from "../outbox.ts";
import { isRepliedBy } from "../question.ts";
import type { Case, Message } from "../state.ts";

const actor = { kind: "system" } as const;

/** Nothing more is tried on this channel; a mail takes over where there is one, and what is left undone is told. */
export function abandoned(
  kase: Case,
  message: Message,
  { code, httpStatus }: { code: string; httpStatus?: number | undefined },
  context: Context,
): CaseEvent[] {
  const { messageId, attempt, step, type } = message;
  const enqueue = queue(kase.sequence, context);
  const instead = mailInstead(message, true, context);
  const isAlone = instead === undefined && message.heard === undefined && !isAlsoUnderWay(kase, message);
  const task = isAlone && type.startsWith("escalation.") ? step : undefined;
  // The platform does not know what is in force: only a person can go on from here.
  const isUnknown =
    type === "notice.corrected" ? isCorrectionUnknown(kase, message) : isUnheard(message, "notice.withdrawn");
  const messages = [
    ...(instead === undefined ? [] : [instead]),
    ...(isAlone && isUnknown ? toldAuthority("case.undeliverable", {}, context, enqueue) : []),
    // Once the notice is withdrawn nobody need do anything about its steps; over a closed case somebody may have to.
    ...(task !== undefined && kase.withdrawnAt === undefined
      ? toldOfTask(existing(kase, task), "undelivered", context, enqueue)
      : []),
  ];
  const gaveUp: CaseEvent = {
    type: "message.abandoned",
    at: context.now,
    actor,
    data: {
      messageId,
      attempts: attempt,
      code,
      ...(httpStatus !== undefined && { httpStatus }),
      ...(task !== undefined && { task }),
      ...(messages.length > 0 && { messages }),
    },
  };
  return isAlone ? [gaveUp, ...unreached(evolve(kase, gaveUp), message, context, enqueue)] : [gaveUp];
}

function isCorrectionUnknown({ clocks }: Case, message: Message): boolean {
  return clocks.act.suspended?.ground === "obligation_added" || isUnheard(message, "notice.corrected");
}

/** Neither a webhook without a mail beside it, nor the mail in the place of one, nor the last of two, has arrived. */
function isUnheard({ type, channel, alsoByMail, insteadOf, isLast }: Message, wanted: Message["type"]): boolean {
  if (type !== wanted) return false;
  return isLast === true || (channel === "webhook" ? alsoByMail === undefined : insteadOf !== undefined);
}

/** The same words are on another channel. */
export function isAlsoUnderWay({ outbox }: Case, message: Message): boolean {
  return outbox.some((other) => isCopyOf(other, message));
}

/** What follows when a message reaches its recipient on no channel. */
function unreached(kase: Case, message: Message, context: Context, enqueue: Enqueue): CaseEvent[] {
  switch (message.type) {
    case "notice.issued":
    case "notice.prior_information":
      return undeliverable(kase, context, enqueue);
    case "notice.clarified":
      return reopened(kase, message, context, enqueue);
    default:
      return [];
  }
}

/** Every channel is exhausted: no clock runs, and the authority is told at once. */
export function undeliverable(kase: Case, context: Context, enqueue: Enqueue): CaseEvent[] {
  const isUnderWay = kase.outbox.some(({ type }) => type === "notice.issued" || type === "notice.prior_information");
  if (kase.delivery.state === "delivered" || isUnderWay) return [];
  const event: CaseEvent = { type: "case.undeliverable", at: context.now, actor, data: {} };
  return [event, ...stepsOn(context, "undeliverable").map((step) => setOff(step, context, enqueue))];
}

/** A clarification that did not arrive is still owed. */
export function reopened(kase: Case, message: Message, context: Context, enqueue: Enqueue): CaseEvent[] {
  const question = kase.questions.find((asked) => isRepliedBy(asked, message));
  if (question === undefined) return [];
  const messages = toldAuthority("case.decision_needed", { question: question.type }, context, enqueue);
  return [{ type: "question.reopened", at: context.now, actor, data: { question: question.type, messages } }];
}
