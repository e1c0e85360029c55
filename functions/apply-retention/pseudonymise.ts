import {
  documentWithoutSellers,
  itemsIn,
  noticeWithoutSellers,
  sellerOf,
  type Pseudonyms,
} from "../../core/case/record/sellers.ts";
import { documentsIn, type ErasureStore, type Held, type Rewritten } from "../shared/dynamo/erasure-store.ts";
import type { Key } from "../shared/dynamo/keys.ts";
import { sellerKeysOf } from "../shared/dynamo/look-up-keys.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import type { Chance } from "../shared/chance.ts";

/** What is to be changed so that a case names its sellers no more. */
export type SellersChange = { documents: Rewritten[]; notices: Rewritten[]; forget: Key[] };

/**
 * Looks for the sellers of a case and gives each a pseudonym, left to chance and kept nowhere: nobody can go back. Of a notice
 * that has cases at other platforms, only the items of this one are meant. Undefined where no seller is named.
 */
export async function sellersChange(
  store: Pick<ErasureStore, "partsOf" | "noticesOf">,
  chance: Pick<Chance, "nonce">,
  { case: kase }: StoredCase,
): Promise<SellersChange | undefined> {
  const documents = documentsIn(await store.partsOf(kase.caseId));
  const items = documents.flatMap(({ content }) => itemsIn(content));
  const sellers = new Set(items.map(sellerOf).filter((seller) => seller !== undefined));
  if (sellers.size === 0) return undefined;
  const pseudonyms = new Map([...sellers].map((seller) => [seller, pseudonymBy(chance)]));
  const urls = new Set(items.map(({ url }) => url));
  const notices = await store.noticesOf(kase.noticeId);
  return {
    documents: rewritten(documents, (content) => withoutSellers(content, pseudonyms)),
    notices: rewritten(notices, (content) => noticeWithoutSellers(content, pseudonyms, urls)),
    forget: sellerKeysOf(kase, items),
  };
}

function withoutSellers(content: unknown, pseudonyms: Pseudonyms): object | undefined {
  return itemsIn(content).length > 0
    ? noticeWithoutSellers(content, pseudonyms)
    : documentWithoutSellers(content, pseudonyms);
}

function rewritten(all: readonly Held[], without: (content: unknown) => object | undefined): Rewritten[] {
  return all.flatMap((held) => {
    const content = without(held.content);
    return content === undefined ? [] : [{ ...held, rewritten: content }];
  });
}

function pseudonymBy({ nonce }: Pick<Chance, "nonce">): string {
  return `pseudonym-${Buffer.from(nonce(), "base64url").toString("hex").slice(0, 12)}`;
}
