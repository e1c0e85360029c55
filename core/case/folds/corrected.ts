import type { EventOf } from "../events.ts";
import type { Case } from "../state.ts";
import { settledAt } from "./answers.ts";
import { queued, without } from "./outbox.ts";

/** The version that is in force now: items that stay keep what is on record of them. */
export function corrected(before: Case, { at, data }: EventOf<"notice.corrected">): Case {
  const known = new Map(before.items.map((item) => [item.itemId, item]));
  const reopened = data.reopened ?? [];
  const items = data.items.map((itemId) => {
    const item = reopened.includes(itemId) ? undefined : known.get(itemId);
    return item ?? { itemId };
  });
  const { ordered: _ordered, ...rest } = without(before, ...data.dropped);
  const after: Case = {
    ...rest,
    noticeVersion: data.noticeVersion,
    digest: data.digest,
    correctedAt: at,
    items,
    ...(data.ordered !== undefined && { ordered: data.ordered }),
    disclosure: data.disclosure,
  };
  return queued(settledAt(after, at), data.messages);
}
