import * as z from "zod";
import { CaseId, NoticeId } from "../../../core/contract/ids.ts";
import { Instant } from "../../../core/contract/instant.ts";
import { Notice } from "../../../core/contract/notice.ts";
import type { CaseStore, Change } from "./case-store.ts";
import type { StoredCase } from "./case-item.ts";
import type { Table } from "./client.ts";
import { guardWrite, readGuard } from "./guard.ts";
import { idempotencyKey, noticeKey, referenceKey } from "./keys.ts";
import { lookUpStore } from "./lookup-store.ts";
import { packed, unpacked } from "./packed.ts";
import { countRelistings, relistingWrites, type Counted, type Relisting } from "./relisting-store.ts";
import { isTombstone } from "./tombstones.ts";
import { transact, type Write } from "./transaction.ts";

/** A notice as it was accepted: immutable. */
export const StoredNotice = z.object({
  noticeId: NoticeId,
  version: z.int().positive(),
  authority: z.string(),
  acceptedAt: Instant,
  notice: Notice,
  caseIds: z.array(CaseId).min(1),
});
export type StoredNotice = z.infer<typeof StoredNotice>;

/** What an idempotency key guards: the digest of the request, and its answer. */
const Remembered = z.object({ request: z.string(), answer: z.string() });
export type Remembered = z.infer<typeof Remembered>;

const Packed = z.object({ remembered: z.instanceof(Uint8Array) });

const NoticeItem = z.looseObject({ notice: z.instanceof(Uint8Array) });

function noticeOf(item: unknown): StoredNotice {
  const { notice, ...beside } = NoticeItem.parse(item);
  return StoredNotice.parse({ ...beside, notice: unpacked(notice) });
}

/** What is written with a notice where its items had been taken away before. */
export type Relisted = {
  relistings: readonly Relisting[];
  /** Notes on the earlier cases. */
  notes: readonly Change[];
};

/** What came of accepting a notice. `busy`: try again, with notes made anew. */
export type Acceptance =
  { kind: "accepted"; records: StoredCase[] } | { kind: "key_used" } | { kind: "reference_used" } | { kind: "busy" };

/** Most writes of one transaction (DynamoDB, TransactWriteItems). */
export const transactionLimit = 100;

/** The notices of the store. */
export type NoticeStore = ReturnType<typeof noticeStore>;

/** Opens the notices of a table. */
export function noticeStore(table: Table, cases: Pick<CaseStore, "writesOf">) {
  const { call, tableName: TableName } = table;

  /** Accepts a notice with all its cases and all that says of earlier ones, or nothing of it. */
  async function accept(
    stored: StoredNotice,
    changes: readonly Change[],
    idempotency: { key: string; remembered: Remembered },
    wallNow: number,
    { relistings, notes }: Relisted = { relistings: [], notes: [] },
  ): Promise<Acceptance> {
    const parts = changes.map((change) => cases.writesOf(change));
    const once = "attribute_not_exists(pk)";
    const noticeItem = { ...noticeKey(stored.noticeId, stored.version), ...stored, notice: packed(stored.notice) };
    const { authority, noticeId } = stored;
    const referenceItem = { ...referenceKey(authority, stored.notice.reference), noticeId };
    const writes: Write<"case" | "notice" | "reference" | "key" | "relisting">[] = [
      { name: "notice", entry: { Put: { TableName, Item: noticeItem, ConditionExpression: once } } },
      { name: "reference", entry: { Put: { TableName, Item: referenceItem, ConditionExpression: once } } },
      guardWrite(
        table,
        {
          name: "key",
          key: idempotencyKey(authority, idempotency.key),
          content: { remembered: packed(idempotency.remembered) },
        },
        wallNow,
      ),
      ...parts.flatMap((part) => part.writes),
      ...notes.flatMap((note) => cases.writesOf(note).writes),
      ...relistings.flatMap((relisting) => relistingWrites(table, relisting)),
    ];
    const outcome = await transact(table, writes, "refused");
    if (outcome.kind === "done") return { kind: "accepted", records: parts.map(({ record }) => record) };
    if (outcome.kind === "busy") return { kind: "busy" };
    // The same request sent twice at once refuses both: the key is the one to answer by.
    if (outcome.names.includes("key")) return { kind: "key_used" };
    if (outcome.names.includes("reference")) return { kind: "reference_used" };
    return { kind: "busy" };
  }

  /** What an idempotency key stands for, while it is remembered. */
  async function remembered(authority: string, key: string, wallNow: number): Promise<Remembered | undefined> {
    const item = await readGuard(table, idempotencyKey(authority, key), wallNow);
    return item === undefined ? undefined : Remembered.parse(unpacked(Packed.parse(item).remembered));
  }

  /** Puts a new version of a notice in force, with what it changes in its cases, or nothing of it. */
  async function addVersion(
    stored: StoredNotice,
    changes: readonly Change[],
  ): Promise<{ kind: "added"; records: StoredCase[] } | { kind: "version_changed" } | { kind: "busy" }> {
    const parts = changes.map((change) => cases.writesOf(change));
    const Item = { ...noticeKey(stored.noticeId, stored.version), ...stored, notice: packed(stored.notice) };
    const writes: Write<"case" | "notice">[] = [
      { name: "notice", entry: { Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" } } },
      ...parts.flatMap((part) => part.writes),
    ];
    const outcome = await transact(table, writes, "answered");
    if (outcome.kind === "done") return { kind: "added", records: parts.map(({ record }) => record) };
    const isLate = outcome.kind === "refused" && outcome.names.includes("notice");
    return isLate ? { kind: "version_changed" } : { kind: "busy" };
  }

  /** A notice in its newest version; undefined when there is none, or it has been erased. */
  async function read(noticeId: NoticeId): Promise<StoredNotice | undefined> {
    const { Items: items = [] } = await call("Query", {
      TableName,
      KeyConditionExpression: "pk = :notice",
      ExpressionAttributeValues: { ":notice": noticeKey(noticeId, 1).pk },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    });
    const [item] = items;
    return item === undefined || isTombstone(item) ? undefined : noticeOf(item);
  }

  /** The notice that an authority submitted under a reference. */
  async function byReference(authority: string, reference: string): Promise<NoticeId | undefined> {
    const { Item: item } = await call("GetItem", {
      TableName,
      Key: referenceKey(authority, reference),
      ConsistentRead: true,
    });
    return item === undefined ? undefined : NoticeId.parse(item["noticeId"]);
  }

  return {
    accept,
    addVersion,
    remembered,
    read,
    byReference,
    lookUps: lookUpStore(table),
    /** How often items came back that had been taken away, in the cases of one authority. */
    relistings: async (counted: Counted) => countRelistings(table, counted),
  };
}
