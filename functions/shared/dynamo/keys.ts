import { tableDefinition } from "./table.ts";
import type { CaseId, Digest, NoticeId } from "../../../core/contract/ids.ts";

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

export const idempotencyKey = (authority: string, key: string): Key => ({
  pk: `IDEMPOTENCY#${authority}#${key}`,
  sk: "IDEMPOTENCY",
});

export const receivedKey = (platform: string, webhookId: string): Key => ({
  pk: `RECEIVED#${platform}#${webhookId}`,
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
