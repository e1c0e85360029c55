import { ReplyText } from "../../core/contract/reply-text.ts";
import type { CaseId, Digest } from "../../core/contract/ids.ts";
import type { CaseStore } from "../shared/dynamo/case-store.ts";

/** More than any case comes to; a page of the record. */
const eventsAtOnce = 100;

/** What the authority has told the platform in its own words, oldest first. What has been erased is left out. */
export async function repliesTo(
  { events, readDocument }: Pick<CaseStore, "events" | "readDocument">,
  caseId: CaseId,
): Promise<ReplyText[]> {
  const digests = new Set<Digest>();
  let cursor: string | undefined;
  do {
    const page = await events(caseId, { limit: eventsAtOnce, cursor });
    if (page.kind === "bad_cursor") throw new Error(`the record of ${caseId} cannot be read on from its own cursor`);
    for (const { event } of page.items) {
      for (const { type, content } of "messages" in event.data ? (event.data.messages ?? []) : []) {
        if (content !== undefined && (type === "notice.clarified" || type === "notice.decided")) digests.add(content);
      }
    }
    cursor = page.next;
  } while (cursor !== undefined);
  const documents = await Promise.all([...digests].map(async (digest) => readDocument(caseId, digest)));
  return documents.flatMap((document) => ReplyText.safeParse(document).data ?? []);
}
