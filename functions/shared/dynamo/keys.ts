import { tableDefinition } from "./table.ts";
import type { CaseId, Digest, NoticeId } from "../../../core/contract/ids.ts";
import type { Instant } from "../../../core/contract/instant.ts";

/** The primary key of an item. This file alone knows how keys are made. */
export type Key = { pk: string; sk: string };

/** Digits of an event's number in its key, so that text order is the order of events. */
const eventDigits = 8;

export const caseKey = (caseId: CaseId): Key => ({ pk: `CASE#${caseId}`, sk: "CASE" });

export const eventKey = (caseId: CaseId, sequence: number): Key => ({
  pk: `CASE#${caseId}`,
  sk: `EVENT#${String(sequence).padStart(eventDigits, "0")}`,
});

export const documentKey = (caseId: CaseId, digest: Digest): Key => ({ pk: `CASE#${caseId}`, sk: `DOC#${digest}` });

export const noticeKey = (noticeId: NoticeId, version: number): Key => ({
  pk: `NOTICE#${noticeId}`,
  sk: `V#${String(version).padStart(4, "0")}`,
});

export const referenceKey = (authority: string, reference: string): Key => ({
  pk: `REFERENCE#${authority}#${reference}`,
  sk: "REFERENCE",
});

/** What cases are looked up by. */
export type LookUpKind = "URL" | "LOCATOR" | "SELLER";

/** Where the cases stand that share an address, a locator or a seller; `hash`: of that value, which the key never holds. */
export const lookUpPartition = (kind: LookUpKind, hash: string): string => `LOOKUP#${kind}#${hash}`;

/** By authority, so that nobody's entries stand in the way of another's; newest last. */
export const lookUpKey = (
  partition: string,
  { authority, openedAt, caseId }: { authority: string; openedAt: Instant; caseId: CaseId },
): Key => ({ pk: partition, sk: `${lookUpPrefix(authority)}${openedAt}#${caseId}` });

/** What the look-ups of one authority begin with. */
export const lookUpPrefix = (authority: string): string => `${authority}#`;

/** Where the relistings stand that one authority has met on a platform, or by one of its sellers; `seller`: its hash. */
export const relistingPartition = (authority: string, platform: string, seller?: string): string =>
  `RELISTED#${authority}#${platform}${seller === undefined ? "" : `#${seller}`}`;

/** Where it stands which of them were of notices that were withdrawn since. */
export const withdrawnRelistings = (authority: string, platform: string): string =>
  `RELISTED_WITHDRAWN#${authority}#${platform}`;

/** Newest last. */
export const relistingKey = (partition: string, at: Instant, caseId: CaseId): Key => ({
  pk: partition,
  sk: `${at}#${caseId}`,
});

/** Whether an authority has informed a host before its first order under a basis, and from when it may serve it. */
export const informedKey = (platform: string, authority: string, basis: string): Key => ({
  pk: `INFORMED#${platform}`,
  sk: `${authority}#${basis}`,
});

export const idempotencyKey = (authority: string, key: string): Key => ({
  pk: `IDEMPOTENCY#${authority}#${key}`,
  sk: "IDEMPOTENCY",
});

/** Ids of a platform's signed webhooks, whichever case they are about. */
export const receivedKey = (platform: string, webhookId: string): Key => ({
  pk: `RECEIVED#${platform}#${webhookId}`,
  sk: "RECEIVED",
});

/** Answers by the links of one case: whoever holds the link of another can neither see nor use up its ids. */
export const receivedByLinkKey = (caseId: CaseId, answerId: string): Key => ({
  pk: `RECEIVED#LINK#${caseId}#${answerId}`,
  sk: "RECEIVED",
});

/** The one partition of the directory, so that one Query reads it. */
export const directoryPartition = "DIRECTORY";

/** Sorts before all that it counts the changes of: what is read after it is as it says, or newer. */
export const revisionKey: Key = { pk: directoryPartition, sk: "#REVISION" };

export const platformKey = (platform: string): Key => ({ pk: directoryPartition, sk: `PLATFORM#${platform}` });

export const authorityKey = (authority: string): Key => ({ pk: directoryPartition, sk: `AUTHORITY#${authority}` });

export const recipientKey = (role: string, state: string | undefined): Key => ({
  pk: directoryPartition,
  sk: `RECIPIENT#${role}#${state ?? "*"}`,
});

/** Apart from the directory: clients are looked up one by one, and never read with it. */
export const clientKey = (clientId: string): Key => ({ pk: `CLIENT#${clientId}`, sk: "CLIENT" });

/** When our inbound side was last seen to take requests, and when it did not. */
export const inboundKey: Key = { pk: tableDefinition.inboundPartition, sk: "SERVICE" };

/** Shards of the due index: one partition takes 1,000 writes a second, a storm of equal deadlines more. */
export const dueShards = 4;

/** The shard of a case: its last hex digit, which is random in a UUIDv7. */
export function dueShardOf(caseId: CaseId): string {
  return `DUE#${Number.parseInt(caseId.slice(-1), 16) % dueShards}`;
}

/** What runs of retention did, newest last. */
export const retentionRunKey = (at: Instant, authority: string): Key => ({
  pk: "RETENTION#RUN",
  sk: `${at}#${authority}`,
});

/** Where the cases of an authority stand that retention has passed over, and how far it has come. */
export const retentionPartition = (authority: string): string => `RETENTION#${authority}`;

/** How far retention has come with an authority's closed cases. */
export const retentionProgressKey = (authority: string): Key => ({ pk: retentionPartition(authority), sk: "PROGRESS" });

/** A case that retention has passed over, to be looked at again by each run. */
export const retentionLaterKey = (authority: string, caseId: CaseId): Key => ({
  pk: retentionPartition(authority),
  sk: `LATER#${caseId}`,
});
