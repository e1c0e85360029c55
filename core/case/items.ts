import type { Instant } from "../contract/instant.ts";
import type { Case } from "./state.ts";

/** Whether nothing is expected of an item any more: a measure is reported, or the platform's position is accepted. */
export function isSettled({ outcome, released }: Case["items"][number]): boolean {
  return outcome !== undefined || released !== undefined;
}

/** The items that something is still expected of. */
export function owedItems({ items }: Case): Case["items"] {
  return items.filter((item) => !isSettled(item));
}

/** By when a measure had been taken at the latest: as the platform says, or by the arrival of its report. */
export function takenBy({
  measuredAt,
  reportedAt,
}: Pick<Case["items"][number], "measuredAt" | "reportedAt">): Instant | undefined {
  return measuredAt ?? reportedAt;
}
