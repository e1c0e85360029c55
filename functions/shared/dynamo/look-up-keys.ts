import { isSellerInUrl, sellerOf, type SellersItem } from "../../../core/case/record/sellers.ts";
import type { CaseId } from "../../../core/contract/ids.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import { lookUpKey, relistingKey, relistingPartition, type Key } from "./keys.ts";
import { partitionOf, placesOf, sellerHash } from "./lookup-places.ts";

/** The case that is looked up. */
type Owner = { caseId: CaseId; authority: string; platform: string; openedAt: Instant };

/** Every item by which a case can be found by what it is about, and by its sellers. */
export function lookUpKeysOf(owner: Owner, items: readonly SellersItem[]): Key[] {
  const places = items.flatMap((item) => placesOf(item, owner.platform));
  const own = places.map(({ partition }) => lookUpKey(partition, owner));
  return eachOnce([...own, ...sellerKeysOf(owner, items)]);
}

/** The items by which a case can be found by its sellers, by addresses that name them, or is counted against them. */
export function sellerKeysOf(owner: Owner, items: readonly SellersItem[]): Key[] {
  return eachOnce(items.flatMap((item) => keysOfSeller(owner, item)));
}

function keysOfSeller(owner: Owner, item: SellersItem): Key[] {
  if (sellerOf(item) === undefined) return [];
  const { caseId, authority, platform, openedAt } = owner;
  const value = item.locators?.sellerId;
  const named = isSellerInUrl(item) ? [partitionOf({ by: "url", url: item.url })] : [];
  const bySeller = value === undefined ? [] : [partitionOf({ by: "seller", platform, authority, value })];
  const counted =
    value === undefined
      ? []
      : [relistingKey(relistingPartition(authority, platform, sellerHash(platform, value)), openedAt, caseId)];
  return [...[...named, ...bySeller].map((partition) => lookUpKey(partition, owner)), ...counted];
}

/** A transaction takes each item once. */
function eachOnce(keys: readonly Key[]): Key[] {
  return [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
}
