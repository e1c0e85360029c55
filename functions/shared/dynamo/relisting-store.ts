import * as z from "zod";
import type { CaseId } from "../../../core/contract/ids.ts";
import { Instant } from "../../../core/contract/instant.ts";
import type { Table } from "./client.ts";
import { relistingKey, relistingPartition, withdrawnRelistings } from "./keys.ts";
import { sellerHash } from "./lookup-places.ts";
import type { Write } from "./transaction.ts";

/** Items that came back after they had been taken away, in one new case. */
export type Relisting = {
  caseId: CaseId;
  authority: string;
  platform: string;
  at: Instant;
  /** The platform's identifier of the seller of each item that came back; undefined where the notice does not name one. */
  sellers: readonly (string | undefined)[];
};

/** Whose relistings are counted. */
export type Counted = {
  authority: string;
  platform: string;
  sellerId?: string | undefined;
  since?: Instant | undefined;
};

/** How often, and when last. */
export type RelistingCount = { relistings: number; cases: number; newest?: Instant };

const InPlace = z.looseObject({ sk: z.string() });
const Entry = z.object({ at: Instant, items: z.int().positive() });

/** The writes that put a relisting on record: one for the platform, one for each seller. */
export function relistingWrites(
  { tableName: TableName }: Pick<Table, "tableName">,
  { caseId, authority, platform, at, sellers }: Relisting,
): Write<"relisting">[] {
  const known = [...new Set(sellers)].filter((seller) => seller !== undefined);
  const entries = [
    { partition: relistingPartition(authority, platform), items: sellers.length },
    ...known.map((seller) => ({
      partition: relistingPartition(authority, platform, sellerHash(platform, seller)),
      items: sellers.filter((one) => one === seller).length,
    })),
  ];
  return entries.map(({ partition, items }) => ({
    name: "relisting",
    entry: { Put: { TableName, Item: { ...relistingKey(partition, at, caseId), at, items } } },
  }));
}

/** Counts by Query, page by page; those of notices that were withdrawn since are left out. */
export async function countRelistings(
  table: Table,
  { authority, platform, sellerId, since }: Counted,
): Promise<RelistingCount> {
  const seller = sellerId === undefined ? undefined : sellerHash(platform, sellerId);
  const [counted, withdrawn] = await Promise.all([
    allIn(table, relistingPartition(authority, platform, seller), since),
    allIn(table, withdrawnRelistings(authority, platform), since),
  ]);
  const withdrawnKeys = new Set(withdrawn.map(({ sk }) => sk));
  const entries = counted.filter(({ sk }) => !withdrawnKeys.has(sk)).map((item) => Entry.parse(item));
  const newest = entries.at(-1)?.at;
  return {
    relistings: entries.reduce((sum, { items }) => sum + items, 0),
    cases: entries.length,
    ...(newest !== undefined && { newest }),
  };
}

async function allIn({ call, tableName: TableName }: Table, partition: string, since: Instant | undefined) {
  const entries: z.infer<typeof InPlace>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await call("Query", {
      TableName,
      KeyConditionExpression: since === undefined ? "pk = :pk" : "pk = :pk AND sk >= :since",
      ExpressionAttributeValues: { ":pk": partition, ...(since !== undefined && { ":since": since }) },
      ExclusiveStartKey: from,
    });
    entries.push(...(page.Items ?? []).map((item) => InPlace.parse(item)));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return entries;
}
