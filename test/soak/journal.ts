import type { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";
import type { NoticeAccepted } from "../../core/contract/submission.ts";

/** An attempt that reached an endpoint. Instants are milliseconds since 1970-01-01T00:00Z, on the wall. */
export type Delivery = {
  party: string;
  /** The `webhook-id`. */
  id: string;
  type: OutgoingWebhook["type"];
  caseId: string;
  /** SHA-256 of the body, which names the instant of the attempt: another one each time. */
  body: string;
  at: number;
  /** What it was answered; undefined: the connection was cut instead. */
  status: number | undefined;
  /** The clock or step it is about. */
  about: string;
};

/** A platform's answer that got a 2xx. */
export type Accepted = {
  platform: string;
  caseId: string;
  /** The `webhook-id`. */
  id: string;
  late: boolean;
  firstWrittenAt: number;
  answeredAt: number;
};

/** A link of a record that somebody has read: it must be there for ever. */
export type Sighting = { caseId: string; sequence: number; hash: string };

/** What the world outside saw, kept by a process that is not killed: what was promised to it must be true at the end. */
export type Journal = {
  /** Each 202, by case. */
  opened: Map<string, { authority: string; platform: string; digest: string; noticeId: string }>;
  accepted: Map<string, Accepted>;
  /** Answers that were sent, whatever came of them. */
  sent: Set<string>;
  /** Answers that were refused, each with why that may be. */
  refused: Map<string, string>;
  withdrawn: Set<string>;
  deliveries: Delivery[];
  sightings: Sighting[];
  counts: { requests: number; unreachable: number; unavailable: number; repeatedRequests: number };
  /** What must not have happened, found while it went on. */
  faults: string[];
};

/** An empty journal. */
export function newJournal(): Journal {
  return {
    opened: new Map(),
    accepted: new Map(),
    sent: new Set(),
    refused: new Map(),
    withdrawn: new Set(),
    deliveries: [],
    sightings: [],
    counts: { requests: 0, unreachable: 0, unavailable: 0, repeatedRequests: 0 },
    faults: [],
  };
}

/** The cases of a 202. */
export function noteOpened(journal: Journal, authority: string, { noticeId, cases }: NoticeAccepted): void {
  for (const { caseId, platform, digest } of cases)
    journal.opened.set(caseId, { authority, platform, digest, noticeId });
}
