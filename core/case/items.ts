import type { Case } from "./state.ts";

/** Whether nothing is expected of an item any more: a measure is reported, or the platform's position is accepted. */
export function isSettled({ outcome, released }: Case["items"][number]): boolean {
  return outcome !== undefined || released !== undefined;
}

/** The items that something is still expected of. */
export function owedItems({ items }: Case): Case["items"] {
  return items.filter((item) => !isSettled(item));
}
