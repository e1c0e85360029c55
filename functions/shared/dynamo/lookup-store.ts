import * as z from "zod";
import type { Case } from "../../../core/case/state.ts";
import { CaseId, DirectoryId, ItemId } from "../../../core/contract/ids.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import type { Table } from "./client.ts";
import { lookUpKey, lookUpPrefix } from "./keys.ts";
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
  .transform(({ sk, ...beside }) => ({ ...beside, caseId: CaseId.parse(sk.slice(sk.lastIndexOf("#") + 1)) }));
type Entry = z.infer<typeof Entry>;

/** Who looks up, and when: what is hidden from them then is not found. */
export type Seeker = { authority: string; now: Instant };

/**
 * Cases found at one address or locator: as many of one's own, and apart from them as many of others'. Hidden ones are not
 * among them and take nobody's place.
 */
export const mostAtPlace = 200;

/** Requests at once: as many as a connection pool has (50), less those that run beside. */
const atOnce = 25;

/**
 * Opens the look-ups of a table: small items beside a case, under the hash of what it is found by. They are put before the
 * case's transaction, one by one, and say nothing by themselves: whoever finds one reads the case, and where there is none,
 * its transaction was refused.
 */
export function lookUpStore(table: Table) {
  const { call, tableName: TableName } = table;

  /** Makes a case be found by its items, by others once they may know of it. Repeating it is harmless. */
  async function keep(
    owner: Owner & Pick<Case, "disclosure">,
    items: readonly (LookedUp & { itemId: ItemId })[],
  ): Promise<void> {
    const { authority, platform, disclosure } = owner;
    const beside = {
      authority,
      platform,
      ...(disclosure.mode === "withheld" && { hiddenUntil: disclosure.until }),
    };
    await inGroups([...partitionsOf(items, owner)], async ([partition, named]) => {
      const content = Object.keys(named).length === 0 ? beside : { ...beside, items: named };
      await call("PutItem", { TableName, Item: { ...lookUpKey(partition, owner), ...content } });
    });
  }

  /**
   * The cases at the addresses of these items, or under one of their locators on this platform: one's own, and those of other
   * authorities that hide nothing any more. Of each the newest come first.
   */
  async function earlier(platform: string, items: readonly LookedUp[], seeker: Seeker): Promise<EarlierCase[][]> {
    const wanted = new Map(items.flatMap((item) => placesOf(item, platform)).map((place) => [keyOf(place), place]));
    const found = new Map<string, EarlierCase[]>();
    await inGroups([...wanted], async ([key, { partition, name }]) => {
      const entries = (await Promise.all([ownAt(partition, seeker), othersAt(partition, seeker)])).flat();
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

  async function ownAt(partition: string, { authority }: Seeker): Promise<Entry[]> {
    const { Items: entries = [] } = await call("Query", {
      TableName,
      ...ofAuthority(partition, authority),
      ScanIndexForward: false,
      Limit: mostAtPlace,
      ConsistentRead: true,
    });
    return entries.map((entry) => Entry.parse(entry));
  }

  /** Goes on over what is hidden, however much that is: what is found must not tell of it. */
  async function othersAt(partition: string, { authority, now }: Seeker): Promise<Entry[]> {
    const entries: Entry[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await call("Query", {
        TableName,
        KeyConditionExpression: "pk = :pk",
        FilterExpression: "authority <> :own AND (attribute_not_exists(hiddenUntil) OR hiddenUntil <= :now)",
        ExpressionAttributeValues: { ":pk": partition, ":own": authority, ":now": now },
        ScanIndexForward: false,
        Limit: pageOfOthers,
        ConsistentRead: true,
        ExclusiveStartKey: from,
      });
      entries.push(...(page.Items ?? []).map((entry) => Entry.parse(entry)));
      from = page.LastEvaluatedKey;
    } while (from !== undefined && entries.length < mostAtPlace);
    return entries.slice(0, mostAtPlace);
  }

  /** One authority's cases by exactly this, newest first. */
  async function find(authority: string, sought: Sought, request: PageRequest): Promise<Page<CaseId>> {
    return pageOf(
      table,
      {
        ...ofAuthority(partitionOf(sought), authority),
        ScanIndexForward: false,
        ConsistentRead: true,
      },
      request,
      (entry) => Entry.parse(entry).caseId,
    );
  }

  return { keep, earlier, find };
}

/** Entries looked at by one request of the store: some 100 kB. */
const pageOfOthers = 500;

function ofAuthority(partition: string, authority: string) {
  return {
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :own)",
    ExpressionAttributeValues: { ":pk": partition, ":own": lookUpPrefix(authority) },
  };
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
