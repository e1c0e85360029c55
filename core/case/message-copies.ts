import type { Message } from "./state.ts";

/** Whether two messages have the same words, each for a channel of its own. */
export function isCopyOf(one: Message, other: Message): boolean {
  return one.messageId !== other.messageId && one.type === other.type && one.sequence === other.sequence;
}
