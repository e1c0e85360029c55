import * as z from "zod";
import { CaseId, Digest, DirectoryId, NoticeId } from "../../../core/contract/ids.ts";
import { Instant } from "../../../core/contract/instant.ts";
import type { Table } from "./client.ts";
import { caseKey, noticeKey, type Key } from "./keys.ts";

/** What every tombstone says: when the content went, and under which rule. */
const Erased = z.object({ erasedAt: Instant, rule: z.enum(["case_record", "seller_identifiers"]) });
export type Erased = z.infer<typeof Erased>;

/** What is left of a case: no content, and enough to verify that its record was whole. */
export const CaseTombstone = Erased.extend({
  pk: z.templateLiteral(["CASE#", CaseId]),
  noticeId: NoticeId,
  authority: DirectoryId,
  platform: DirectoryId,
  openedAt: Instant,
  closedAt: Instant,
  /** Hash of its last event, and number of events. */
  head: Digest,
  version: z.int().positive(),
  /** Number of documents, whose tombstones no event names any more; absent in tombstones from before it was counted. */
  documents: z.int().nonnegative().optional(),
});
export type CaseTombstone = z.infer<typeof CaseTombstone>;

/** What is left of a notice. */
const NoticeTombstone = Erased.extend({ authority: z.string() });

/** Whose it was, when it was erased and under which rule. */
export type ErasedThing = Erased & { authority: string };

/** Whether an item is what is left of another. */
export function isTombstone(item: Readonly<Record<string, unknown>>): boolean {
  return item["erasedAt"] !== undefined;
}

/** Reads tombstones, for whoever asks for something that is not there any more. */
export function tombstones({ call, tableName: TableName }: Table) {
  async function at<T>(Key: Key, schema: z.ZodType<T>): Promise<T | undefined> {
    const { Item: item } = await call("GetItem", { TableName, Key, ConsistentRead: true });
    return item === undefined || !isTombstone(item) ? undefined : schema.parse(item);
  }
  return {
    /** What is left of a case; undefined when it was never there, or is there whole. */
    ofCase: async (caseId: CaseId): Promise<CaseTombstone | undefined> => at(caseKey(caseId), CaseTombstone),
    /** What is left of a notice. */
    ofNotice: async (noticeId: NoticeId): Promise<ErasedThing | undefined> =>
      at(noticeKey(noticeId, 1), NoticeTombstone),
  };
}

/** See `tombstones`. */
export type Tombstones = ReturnType<typeof tombstones>;
