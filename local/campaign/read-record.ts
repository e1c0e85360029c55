import type * as z from "zod";
import { CaseEvent } from "../../core/case/events.ts";
import { evolve } from "../../core/case/evolve.ts";
import type { Case } from "../../core/case/state.ts";
import { EventPage } from "../../core/contract/api.ts";
import type { ApiClient } from "./api-client.ts";

/** An event with the case as it was before and after it. */
export type RecordedEvent = { sequence: number; event: CaseEvent; before: Case | undefined; after: Case };

/** The record of one case, read as it grows. */
export type CaseReader = {
  /** What is new since the last call; nothing when the API does not answer. */
  news: () => Promise<RecordedEvent[]>;
  /** The case as its record tells it so far. */
  soFar: () => Case | undefined;
  /** How often the served notice was sent so far. */
  attempts: () => number;
};

/** Reads the record of a case page by page. All it knows of the case it folds from the events, as anybody could. */
export function readRecord(client: ApiClient, caseId: string): CaseReader {
  let known: Case | undefined;
  let seen = 0;
  let attempts = 0;
  /** Leads to the page that was the last one: what comes next is added to it. */
  let cursor: string | undefined;

  function take(recorded: z.infer<typeof EventPage>["events"][number]): RecordedEvent[] {
    const { sequence, type, at, actor, data } = recorded;
    if (sequence <= seen) return [];
    const event = CaseEvent.parse({ type, at, actor, data });
    const before = known;
    const after = evolve(before, event);
    [seen, known] = [sequence, after];
    if (isAttempt(event, before)) attempts += 1;
    return [{ sequence, event, before, after }];
  }

  return {
    soFar: () => known,
    attempts: () => attempts,
    news: async () => {
      const news: RecordedEvent[] = [];
      for (;;) {
        const query = new URLSearchParams({ limit: "100", ...(cursor !== undefined && { cursor }) });
        const page = await client.get(`/v1/cases/${caseId}/events?${query.toString()}`, EventPage);
        if (page.kind === "failed") return news;
        news.push(...page.body.events.flatMap(take));
        if (page.body.next === undefined) return news;
        cursor = page.body.next;
      }
    },
  };
}

/** Whether the event is the result of one attempt to serve the notice, on either channel. */
function isAttempt(event: CaseEvent, before: Case | undefined): boolean {
  switch (event.type) {
    // That a mail arrives, or comes back, is told after the attempt.
    case "notice.delivered":
      return event.data.means === "webhook";
    case "message.abandoned":
    case "message.attempt_failed":
    case "message.delivered":
    case "message.handed_over": {
      const message = before?.outbox.find(({ messageId }) => messageId === event.data.messageId);
      return message?.type === "notice.issued" && message.handedOverAt === undefined;
    }
    default:
      return false;
  }
}
