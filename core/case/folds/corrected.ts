import type { EventOf } from "../events.ts";
import type { ItemId } from "../../contract/ids.ts";
import type { Question } from "../question.ts";
import type { Case } from "../state.ts";
import { settledAt } from "./answers.ts";
import { isCorrection, withoutBrought } from "./brought.ts";
import { queued, without } from "./outbox.ts";

/** The version that is in force now: items that stay keep what is on record of them. */
export function corrected(before: Case, { at, data }: EventOf<"notice.corrected">): Case {
  const known = new Map(before.items.map((item) => [item.itemId, item]));
  const reopened = data.reopened ?? [];
  const items = data.items.map((itemId) => {
    const item = reopened.includes(itemId) ? undefined : known.get(itemId);
    return item ?? { itemId };
  });
  const sent = without(before, ...data.dropped);
  // What was added before is part of what is added now.
  const { ordered: _ordered, ...rest } = data.addsObligation ? withoutBrought(sent, isCorrection) : sent;
  const after: Case = {
    ...rest,
    noticeVersion: data.noticeVersion,
    digest: data.digest,
    correctedAt: at,
    questions: before.questions.map((question) => aboutKnown(question, before.items, data.items)),
    items,
    ...(data.ordered !== undefined && { ordered: data.ordered }),
    disclosure: data.disclosure,
  };
  return queued(settledAt(after, at), data.messages);
}

/** A position on all items is one on those there were: accepted, it does not release what is added. */
function aboutKnown(question: Question, known: Case["items"], items: readonly ItemId[]): Question {
  const ids = known.map(({ itemId }) => itemId);
  const isPosition = question.type !== "clarification_requested" && question.type !== "impossible";
  const isWiderNow = items.some((itemId) => !ids.includes(itemId));
  return isPosition && question.concerned === undefined && isWiderNow ? { ...question, concerned: ids } : question;
}
