import * as z from "zod";
import { ItemId, MessageId } from "../contract/ids.ts";
import { Instant } from "../contract/instant.ts";

/** The answers that wait for the authority. */
export const QuestionType = z.enum(["clarification_requested", "impossible", "contested", "refused", "not_addressee"]);
export type QuestionType = z.infer<typeof QuestionType>;

/** What the platform asked or declared, until it has been dealt with. */
export const Question = z.strictObject({
  type: QuestionType,
  reason: z.string().optional(),
  /** The items it is about; absent: all. */
  concerned: z.array(ItemId).optional(),
  at: Instant,
  /** The authority's own clock: it replies within the time that the platform had to acknowledge. */
  dueAt: Instant,
  /** When the authority was reminded of it. */
  remindedAt: Instant.optional(),
  /** A clarification that was given and has not reached the platform yet. */
  replied: z.strictObject({ at: Instant, messageIds: z.array(MessageId).min(1) }).optional(),
  /** An impossibility that the authority has accepted, and until when it expects it to last. */
  accepted: z.strictObject({ at: Instant, until: Instant.optional() }).optional(),
});
export type Question = z.infer<typeof Question>;

/** Whether the authority still has to reply. */
export function isOpen({ replied, accepted }: Question): boolean {
  return replied === undefined && accepted === undefined;
}

/** A question of a type that still waits for the authority. */
export function isOpenOf(type: QuestionType): (question: Question) => boolean {
  return (question) => question.type === type && isOpen(question);
}

/** A question of a type that the authority has replied to, or whose declaration it has accepted. */
export function isDealtWithOf(type: QuestionType): (question: Question) => boolean {
  return (question) => question.type === type && !isOpen(question);
}

/** What two questions of one type are about. */
export function aboutBoth(one: Question, other: Question): Pick<Question, "concerned"> {
  if (one.concerned === undefined || other.concerned === undefined) return {};
  return { concerned: [...new Set([...one.concerned, ...other.concerned])] };
}

/** Whether a message is the reply to it, or the same words by mail. */
export function isRepliedBy(
  { replied }: Question,
  message: { messageId: MessageId; insteadOf?: MessageId | undefined },
) {
  const { messageId, insteadOf = messageId } = message;
  return replied?.messageIds.some((id) => id === messageId || id === insteadOf) ?? false;
}

/** Whether an item is among those it is about. */
export function isAbout({ concerned }: Question, itemId: ItemId): boolean {
  return concerned === undefined || concerned.includes(itemId);
}
