import * as z from "zod";
import { CaseId, DirectoryId, ItemId } from "../../../core/contract/ids.ts";
import type { Table } from "./client.ts";
import { lookUpKey } from "./keys.ts";
import {
  partitionOf,
  placesOf,
  sellerPlace,
  type LookedUp,
  type Owner,
  type Place,
  type Sought,
} from "./lookup-places.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";

/** A case whose notice is about an item that was looked up. The case itself says what has become of it. */
export type EarlierCase = {
  caseId: CaseId;
  authority: DirectoryId;
  platform: DirectoryId;
  /** Its items at that address or under that locator. */
  items: ItemId[];
};

/** Items of the case by what named them: `url`, or the locator's name. Under a seller there are none. */
const Named = z.record(z.string(), z.array(ItemId));
type Named = z.infer<typeof Named>;

const Entry = z
  .object({ sk: z.string(), authority: DirectoryId, platform: DirectoryId, items: Named.default({}) })
  .transform(({ sk, ...beside }) => ({ ...beside, caseId: CaseId.parse(sk.slice(sk.indexOf("#") + 1)) }));

/** Cases looked at for one address or locator: the newest say what is in force. */
const newest = 10;

/** Requests at once: as many as a connection pool has (50), less those that run beside. */
const atOnce = 25;

/**
 * Opens the look-ups of a table: small items beside a case, under the hash of what it is found by. They are put before the
 * case's transaction, one by one, and say nothing by themselves: whoever finds one reads the case, and where there is none,
 * its transaction was refused.
 */
export function lookUpStore(table: Table) {
  const { call, tableName: TableName } = table;

  /** Makes a case be found by its items. Repeating it is harmless. */
  async function keep(owner: Owner, items: readonly (LookedUp & { itemId: ItemId })[]): Promise<void> {
    const { caseId, authority, platform, openedAt } = owner;
    const beside = { authority, platform };
    await inGroups([...partitionsOf(items, owner)], async ([partition, named]) => {
      const content = Object.keys(named).length === 0 ? beside : { ...beside, items: named };
      await call("PutItem", { TableName, Item: { ...lookUpKey(partition, openedAt, caseId), ...content } });
    });
  }

  /** The newest cases of all authorities at the addresses of these items, or under one of their locators on this platform. */
  async function earlier(platform: string, items: readonly LookedUp[]): Promise<EarlierCase[][]> {
    const wanted = new Map(items.flatMap((item) => placesOf(item, platform)).map((place) => [keyOf(place), place]));
    const found = new Map<string, EarlierCase[]>();
    await inGroups([...wanted], async ([key, { partition, name }]) => {
      const entries = await newestOf(partition);
      found.set(
        key,
        entries.flatMap(({ items: named, ...beside }) => {
          const same = named[name];
          return same === undefined || beside.platform !== platform ? [] : [{ ...beside, items: same }];
        }),
      );
    });
    return items.map((item) => joined(placesOf(item, platform).flatMap((place) => found.get(keyOf(place)) ?? [])));
  }

  async function newestOf(partition: string): Promise<z.infer<typeof Entry>[]> {
    const { Items: entries = [] } = await call("Query", {
      TableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": partition },
      ScanIndexForward: false,
      Limit: newest,
      ConsistentRead: true,
    });
    return entries.map((entry) => Entry.parse(entry));
  }

  /** One authority's cases by exactly this, newest first. */
  async function find(authority: string, sought: Sought, request: PageRequest): Promise<Page<CaseId>> {
    return pageOf(
      table,
      {
        KeyConditionExpression: "pk = :pk",
        FilterExpression: "authority = :authority",
        ExpressionAttributeValues: { ":pk": partitionOf(sought), ":authority": authority },
        ScanIndexForward: false,
        ConsistentRead: true,
      },
      request,
      (entry) => Entry.parse(entry).caseId,
    );
  }

  return { keep, earlier, find };
}

const keyOf = ({ partition, name }: Place): string => `${partition} ${name}`;

/** Every partition that a case is to be found in, with its items there. */
function partitionsOf(items: readonly (LookedUp & { itemId: ItemId })[], owner: Owner): Map<string, Named> {
  const partitions = new Map<string, Named>();
  for (const { itemId, ...item } of items) {
    for (const { partition, name } of placesOf(item, owner.platform)) {
      const named = partitions.get(partition) ?? {};
      partitions.set(partition, { ...named, [name]: [...(named[name] ?? []), itemId] });
    }
    const seller = sellerPlace(item, owner);
    if (seller !== undefined) partitions.set(seller, {});
  }
  return partitions;
}

/** Each case once, with all its items. */
function joined(found: readonly EarlierCase[]): EarlierCase[] {
  const cases = new Map<CaseId, EarlierCase>();
  for (const one of found) {
    const items = [...(cases.get(one.caseId)?.items ?? []), ...one.items];
    cases.set(one.caseId, { ...one, items: [...new Set(items)] });
  }
  return [...cases.values()];
}

async function inGroups<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length; start += atOnce) {
    await Promise.all(all.slice(start, start + atOnce).map(work));
  }
}
