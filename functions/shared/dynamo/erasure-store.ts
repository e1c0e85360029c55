import * as z from "zod";
import { itemsIn } from "../../../core/case/record/sellers.ts";
import { CaseId, type NoticeId } from "../../../core/contract/ids.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import { digestOf } from "../digest.ts";
import { caseOf, type StoredCase } from "./case-item.ts";
import type { Table } from "./client.ts";
import { caseKey, noticeKey, type Key } from "./keys.ts";
import { lookUpKeysOf } from "./look-up-keys.ts";
import { packed, unpacked } from "./packed.ts";
import { erasingList } from "./retention-store.ts";
import { CaseTombstone, isTombstone } from "./tombstones.ts";
import { transact, type Write } from "./transaction.ts";

/** `stale`: the case has moved, by a hold or by anything else, or a limit was in the way; nothing was erased. */
export type ErasureOutcome = "done" | "stale";

/** A document or a version of a notice, with the bytes it is kept as. */
export type Held = { key: Key; bytes: Uint8Array; content: unknown };

/** A document or a notice with other content in its place. */
export type Rewritten = Held & { rewritten: object };

/** What is left of a case whose erasure has begun. */
export type Tomb = CaseTombstone & { caseId: CaseId };

/** What stands under a case. */
type Part = Record<string, unknown> & Key;

/** Writes of one transaction: far from DynamoDB's hundred, so that what goes stays far from its 4 MB. */
const atOnce = 50;

const Content = z.object({ pk: z.string(), sk: z.string(), content: z.instanceof(Uint8Array) });
const NoticeItem = z.object({ pk: z.string(), sk: z.string(), notice: z.instanceof(Uint8Array) });
const KeyOf = z.looseObject({ pk: z.string(), sk: z.string() });

/** Erases and pseudonymises, each time in a transaction that also asks whether the case still stands as it was read. */
export type ErasureStore = ReturnType<typeof erasureStore>;

/** Opens the erasures of a table. */
export function erasureStore(table: Table) {
  const { call, tableName: TableName } = table;

  /** A case; `tomb` when its erasure has begun, undefined when it was never there. */
  async function read(caseId: CaseId): Promise<{ record: StoredCase } | { tomb: Tomb } | undefined> {
    const { Item: item } = await call("GetItem", { TableName, Key: caseKey(caseId), ConsistentRead: true });
    if (item === undefined) return undefined;
    return isTombstone(item) ? { tomb: { ...CaseTombstone.parse(item), caseId } } : { record: caseOf(item) };
  }

  /** All that stands under a case, in the order of its keys. */
  async function partsOf(caseId: CaseId): Promise<Part[]> {
    return allUnder(caseKey(caseId).pk);
  }

  async function allUnder(pk: string): Promise<Part[]> {
    const parts: Part[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await call("Query", {
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      });
      parts.push(...(page.Items ?? []).map((item) => KeyOf.parse(item)));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return parts;
  }

  /** The versions of a notice that are there. */
  async function noticesOf(noticeId: NoticeId): Promise<Held[]> {
    const versions = await allUnder(noticeKey(noticeId, 1).pk);
    return versions
      .filter((item) => !isTombstone(item))
      .map((item) => {
        const { pk, sk, notice } = NoticeItem.parse(item);
        return { key: { pk, sk }, bytes: notice, content: unpacked(notice) };
      });
  }

  /**
   * Puts other content in the place of documents and notices, and forgets look-ups. A document says since when, by which rule,
   * and what it digests to now; its key stays the digest of what it was.
   */
  async function rewrite(
    record: StoredCase,
    change: { documents: readonly Rewritten[]; notices: readonly Rewritten[]; forget: readonly Key[] },
    at: Instant,
  ): Promise<ErasureOutcome> {
    const writes = [
      ...change.forget.map((key) => deletion(key)),
      ...change.notices.map((one) => replacement(one, "notice", at)),
      ...change.documents.map((one) => replacement(one, "content", at)),
    ];
    return inGroups(writes, () => stillThere(record));
  }

  function replacement({ key, bytes, rewritten }: Rewritten, attribute: string, at: Instant): Write<"part"> {
    return {
      name: "part",
      entry: {
        Update: {
          TableName,
          Key: key,
          UpdateExpression: "SET #content = :after, pseudonymisedAt = :at, #rule = :rule, contentDigest = :digest",
          // Another case of the same notice may be at it.
          ConditionExpression: "#content = :before",
          ExpressionAttributeNames: { "#content": attribute, "#rule": "rule" },
          ExpressionAttributeValues: {
            ":before": bytes,
            ":after": packed(rewritten),
            ":at": at,
            ":rule": "seller_identifiers",
            ":digest": digestOf(rewritten),
          },
        },
      },
    };
  }

  /**
   * Begins the erasure of a case, and ends it where it fits into one transaction: the case becomes a tombstone, which no act
   * and no answer can change any more. What is left after that is for `buryRest`. `parts`: what stood under the case.
   */
  async function bury(record: StoredCase, at: Instant): Promise<{ outcome: ErasureOutcome; parts: number }> {
    const { case: kase, head, rev } = record;
    const mark = { erasedAt: at, rule: "case_record" };
    const parts = await partsOf(kase.caseId);
    const tombstone: Write<"part"> = {
      name: "part",
      entry: {
        Put: {
          TableName,
          Item: {
            ...caseKey(kase.caseId),
            noticeId: kase.noticeId,
            authority: kase.authority,
            platform: kase.platform,
            openedAt: kase.openedAt,
            closedAt: kase.closedAt,
            head,
            version: kase.version,
            documents: parts.filter(({ sk }) => sk.startsWith("DOC#")).length,
            ...mark,
            // Where a run that comes after a broken one finds it; taken away once all is done.
            authorityList: erasingList(kase.authority),
            listedAt: at,
          },
          ConditionExpression: "rev = :rev",
          ExpressionAttributeValues: { ":rev": rev },
        },
      },
    };
    const rest = burialOf(parts, kase, mark);
    const begun = await transact(table, [tombstone, ...rest.slice(0, atOnce)], "answered");
    if (begun.kind !== "done") return { outcome: "stale", parts: 0 };
    const outcome = await inGroups(rest.slice(atOnce), () => buried(kase.caseId));
    return { outcome, parts: parts.length };
  }

  /** Erases what a run that was broken off has left of a case. */
  async function buryRest({ caseId, erasedAt, rule, ...tomb }: Tomb): Promise<ErasureOutcome> {
    const rest = burialOf(await partsOf(caseId), { caseId, ...tomb }, { erasedAt, rule });
    return inGroups(rest, () => buried(caseId));
  }

  /** Documents come last: what a case is looked up by is known from them. */
  function burialOf(
    parts: readonly Part[],
    owner: { caseId: CaseId; authority: string; platform: string; openedAt: Instant },
    mark: { erasedAt: Instant; rule: string },
  ): Write<"part">[] {
    const left = parts.filter((part) => part.sk !== "CASE" && !isTombstone(part));
    const documents = left.filter(({ sk }) => sk.startsWith("DOC#"));
    const served = documents.flatMap((part) => itemsIn(contentOf(part)));
    return [
      ...lookUpKeysOf(owner, served).map((key) => deletion(key)),
      ...left.filter(({ sk }) => !sk.startsWith("DOC#")).map((part) => burial(part, mark)),
      ...documents.map((part) => burial(part, mark)),
    ];
  }

  function burial({ pk, sk, ...part }: Part, mark: { erasedAt: Instant; rule: string }): Write<"part"> {
    const { sequence, previousHash, hash } = part;
    if (sk.startsWith("EVENT#")) return tombstoneAt({ pk, sk, sequence, previousHash, hash, ...mark });
    if (sk.startsWith("DOC#")) return tombstoneAt({ pk, sk, digest: sk.slice("DOC#".length), ...mark });
    return deletion({ pk, sk });
  }

  /** Erases a notice, once every case of it is; its reference stays taken. */
  async function buryNotice({ noticeId, erasedAt, rule }: Tomb): Promise<"done" | "still_needed"> {
    const versions = (await allUnder(noticeKey(noticeId, 1).pk)).filter((item) => !isTombstone(item));
    const caseIds = new Set(versions.flatMap((item) => z.array(CaseId).parse(item["caseIds"])));
    for (const caseId of caseIds) {
      const found = await read(caseId);
      if (found !== undefined && "record" in found) return "still_needed";
    }
    for (const { pk, sk, noticeId: id, version, authority, acceptedAt, caseIds: cases } of versions) {
      const left = { pk, sk, noticeId: id, version, authority, acceptedAt, caseIds: cases, erasedAt, rule };
      await call("PutItem", { TableName, Item: left });
    }
    return "done";
  }

  /** Takes a case off the last list it is in. */
  async function finish(caseId: CaseId): Promise<void> {
    await call("UpdateItem", {
      TableName,
      Key: caseKey(caseId),
      UpdateExpression: "REMOVE authorityList, listedAt",
      ConditionExpression: "attribute_exists(erasedAt)",
    });
  }

  function stillThere({ case: { caseId }, rev }: StoredCase): Write<"case"> {
    return {
      name: "case",
      entry: {
        ConditionCheck: {
          TableName,
          Key: caseKey(caseId),
          ConditionExpression: "rev = :rev",
          ExpressionAttributeValues: { ":rev": rev },
        },
      },
    };
  }

  function buried(caseId: CaseId): Write<"case"> {
    const condition = { ConditionExpression: "attribute_exists(erasedAt)" };
    return { name: "case", entry: { ConditionCheck: { TableName, Key: caseKey(caseId), ...condition } } };
  }

  function deletion(key: Key): Write<"part"> {
    return { name: "part", entry: { Delete: { TableName, Key: key } } };
  }

  function tombstoneAt(item: Record<string, unknown>): Write<"part"> {
    return { name: "part", entry: { Put: { TableName, Item: item } } };
  }

  /** Group by group, each only if the case is as it should be. */
  async function inGroups(writes: readonly Write<"part">[], check: () => Write<"case">): Promise<ErasureOutcome> {
    for (const group of grouped(writes)) {
      const outcome = await transact<"part" | "case">(table, [check(), ...group], "answered");
      if (outcome.kind !== "done") return "stale";
    }
    return "done";
  }

  return { read, partsOf, noticesOf, rewrite, bury, buryRest, buryNotice, finish };
}

/** The documents among the parts of a case that are there, and have not been rewritten. */
export function documentsIn(parts: readonly Part[]): Held[] {
  return parts
    .filter((part) => part.sk.startsWith("DOC#") && !isTombstone(part) && part["pseudonymisedAt"] === undefined)
    .map((part) => {
      const { pk, sk, content } = Content.parse(part);
      return { key: { pk, sk }, bytes: content, content: unpacked(content) };
    });
}

function contentOf(part: Part): unknown {
  return unpacked(Content.parse(part).content);
}

function grouped<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / atOnce) }, (_, group) =>
    all.slice(group * atOnce, (group + 1) * atOnce),
  );
}
