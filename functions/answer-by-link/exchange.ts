import { ReplyText } from "../../core/contract/reply-text.ts";
import type { QuestionType } from "../../core/case/question.ts";
import type { CaseId, Digest, ItemId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { CaseStore } from "../shared/dynamo/case-store.ts";

/** More than any case comes to; a page of the record. */
const eventsAtOnce = 100;

/** What the platform asked or declared, as it was last said; without its own words. */
export type Declared = { type: QuestionType; at: Instant; reason?: string; concerned?: readonly ItemId[] };

/** What platform and authority have said to one another about a case. */
export type Exchange = {
  /** What the authority has told the platform in its own words, oldest first. What has been erased is left out. */
  replies: ReplyText[];
  /** One of each type, oldest first. */
  declared: Declared[];
};

/** Reads from the record of a case what was asked, and what the authority has replied. */
export async function exchangeOf(
  { events, readDocument }: Pick<CaseStore, "events" | "readDocument">,
  caseId: CaseId,
): Promise<Exchange> {
  const digests = new Set<Digest>();
  const declared = new Map<QuestionType, Declared>();
  let cursor: string | undefined;
  do {
    const page = await events(caseId, { limit: eventsAtOnce, cursor });
    if (page.kind === "bad_cursor") throw new Error(`the record of ${caseId} cannot be read on from its own cursor`);
    for (const { event } of page.items) {
      if (event.type === "answer.received" && event.data.question !== undefined) {
        const { type, reason, concerned } = event.data.question;
        declared.delete(type);
        declared.set(type, {
          type,
          at: event.at,
          ...(reason !== undefined && { reason }),
          ...(concerned !== undefined && { concerned }),
        });
      }
      for (const { type, content } of "messages" in event.data ? (event.data.messages ?? []) : []) {
        if (content !== undefined && (type === "notice.clarified" || type === "notice.decided")) digests.add(content);
      }
    }
    cursor = page.next;
  } while (cursor !== undefined);
  const documents = await Promise.all([...digests].map(async (digest) => readDocument(caseId, digest)));
  const replies = documents.flatMap((document) => ReplyText.safeParse(document).data ?? []);
  return { replies, declared: [...declared.values()] };
}
