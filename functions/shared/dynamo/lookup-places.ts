import type { CaseId } from "../../../core/contract/ids.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import { itemLocators } from "../../../core/contract/locators.ts";
import { canonicalUrl } from "../../../core/law/platform-of.ts";
import { sha256 } from "../digest.ts";
import { lookUpPartition } from "./keys.ts";

/** Something that cases can be found by. Locators and sellers are a platform's own: another one's may be equal. */
export type Sought =
  | { by: "url"; url: string }
  | { by: "locator"; platform: string; value: string }
  | { by: "seller"; platform: string; authority: string; value: string };

/** The case that items belong to. */
export type Owner = { caseId: CaseId; authority: string; platform: string; openedAt: Instant };

/** An item, as far as it is looked up. */
export type LookedUp = { url: string; locators?: Readonly<Record<string, unknown>> | undefined };

/** Where an item is looked up, and what it is called there: `url`, or the locator's name. */
export type Place = { partition: string; name: string };

/** Hashed, so that no key says what it is about: keys stand in metrics and traces that content must stay out of. */
export function partitionOf(sought: Sought): string {
  switch (sought.by) {
    case "url":
      return lookUpPartition("URL", sha256(canonicalUrl(sought.url) ?? sought.url));
    case "locator":
      return lookUpPartition("LOCATOR", sha256(JSON.stringify([sought.platform, sought.value])));
    case "seller":
      // Never read across authorities, and a seller may have thousands of cases: each authority has its own list.
      return lookUpPartition(
        "SELLER",
        sha256(JSON.stringify([sought.authority, sellerHash(sought.platform, sought.value)])),
      );
  }
}

/** The hash of a seller's identifier on a platform. */
export function sellerHash(platform: string, sellerId: string): string {
  return sha256(JSON.stringify([platform, sellerId]));
}

/** Where an item is looked up: at its address, and under each locator by that locator's name. */
export function placesOf({ url, locators = {} }: LookedUp, platform: string): Place[] {
  const named = itemLocators.flatMap((name) => {
    const value = locators[name];
    return typeof value === "string" ? [{ partition: partitionOf({ by: "locator", platform, value }), name }] : [];
  });
  return [{ partition: partitionOf({ by: "url", url }), name: "url" }, ...named];
}

/** Where the cases of the item's seller stand; undefined where it names none. */
export function sellerPlace(
  { locators }: LookedUp,
  { platform, authority }: Pick<Owner, "platform" | "authority">,
): string | undefined {
  const value = locators?.["sellerId"];
  return typeof value === "string" ? partitionOf({ by: "seller", platform, authority, value }) : undefined;
}
