import * as z from "zod";
import { CaseEvent } from "../../core/case/events.ts";
import { EventPage } from "../../core/contract/api.ts";
import type { ApiClient } from "./api-client.ts";

/** An event with its place in the record of its case. */
export type RecordedEvent = { caseId: string; sequence: number; event: CaseEvent };

/** Reads what is new in the record of a case at each call; nothing when the API does not answer. */
export function eventReader(client: ApiClient, caseId: string): () => Promise<RecordedEvent[]> {
  let seen = 0;
  /** Leads to the page that was the last one: what comes next is added to it. */
  let cursor: string | undefined;
  return async () => {
    const news: RecordedEvent[] = [];
    for (;;) {
      const query = new URLSearchParams({ limit: "100", ...(cursor !== undefined && { cursor }) });
      const page = await client.get(`/v1/cases/${caseId}/events?${query.toString()}`, EventPage);
      if (page.kind === "failed") return news;
      for (const { sequence, type, at, actor, data } of page.body.events) {
        if (sequence <= seen) continue;
        seen = sequence;
        news.push({ caseId, sequence, event: CaseEvent.parse({ type, at, actor, data }) });
      }
      if (page.body.next === undefined) return news;
      cursor = page.body.next;
    }
  };
}

/** The cases that a notice opened. */
export const OpenedCases = z.object({ cases: z.array(z.object({ caseId: z.string(), platform: z.string() })) });
