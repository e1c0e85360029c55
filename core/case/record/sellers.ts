import * as z from "zod";

/** An item of a notice, as far as it may tell who sells. */
const Item = z.looseObject({
  url: z.string(),
  kind: z.string(),
  locators: z.looseObject({ sellerId: z.string().optional() }).optional(),
});
export type SellersItem = z.infer<typeof Item>;

const WithItems = z.looseObject({ items: z.array(Item) });

/** Sellers by what stood for them, and the pseudonym that takes its place. */
export type Pseudonyms = ReadonlyMap<string, string>;

/** `pseudonym-` and 12 hex digits: within one case the same for the same seller, of no use anywhere else. */
const pseudonymForm = /^pseudonym-[0-9a-f]{12}$/;

/** The items of a notice, as submitted or as served; none in any other document. */
export function itemsIn(content: unknown): SellersItem[] {
  return WithItems.safeParse(content).data?.items ?? [];
}

/** What tells who sells an item: the platform's identifier, or the address of the seller's own page. */
export function sellerOf({ url, kind, locators }: SellersItem): string | undefined {
  const told = locators?.sellerId ?? (kind === "seller_page" ? url : undefined);
  return told === undefined || isPseudonym(told) ? undefined : told;
}

function isPseudonym(told: string): boolean {
  return pseudonymForm.test(told.slice(told.lastIndexOf("/") + 1));
}

/**
 * A notice without its sellers; undefined where nothing is to be replaced.
 *
 * @param urls The addresses of the items that are meant; absent: all.
 */
export function noticeWithoutSellers(
  content: unknown,
  pseudonyms: Pseudonyms,
  urls?: ReadonlySet<string>,
): object | undefined {
  const notice = WithItems.safeParse(content).data;
  if (notice === undefined) return undefined;
  const items = notice.items.map((item) =>
    urls === undefined || urls.has(item.url) ? itemWithoutSeller(item, pseudonyms) : item,
  );
  return items.some((item, position) => item !== notice.items[position]) ? { ...notice, items } : undefined;
}

function itemWithoutSeller(item: SellersItem, pseudonyms: Pseudonyms): SellersItem {
  const seller = sellerOf(item);
  const pseudonym = seller === undefined ? undefined : pseudonyms.get(seller);
  if (seller === undefined || pseudonym === undefined) return item;
  const { url, kind, locators } = item;
  return {
    ...item,
    url: kind === "seller_page" ? `${originOf(url)}/${pseudonym}` : replacedIn(url, seller, pseudonym),
    ...(locators?.sellerId !== undefined && { locators: { ...locators, sellerId: pseudonym } }),
  };
}

/** Whether the address of an item tells who sells it: it is their own page, or their identifier stands in it. */
export function isSellerInUrl(item: SellersItem): boolean {
  const seller = sellerOf(item);
  return seller !== undefined && (item.kind === "seller_page" || replacedIn(item.url, seller, "") !== item.url);
}

/** Scheme and host of an address that is kept as it was written. */
function originOf(url: string): string {
  return /^[^/]+\/\/[^/?#]+/.exec(url)?.[0] ?? url;
}

/** An identifier is replaced where it stands for itself, not where its characters are part of another. */
function replacedIn(url: string, seller: string, pseudonym: string): string {
  const literal = seller.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  return url.replace(new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, "g"), pseudonym);
}

/**
 * Any other document, an answer as received before all: values that are an identifier of a seller and nothing else are
 * replaced, free text is not touched. Undefined where nothing is to be replaced.
 */
export function documentWithoutSellers(content: unknown, pseudonyms: Pseudonyms): object | undefined {
  const replaced = valueWithoutSellers(content, pseudonyms);
  return replaced !== content && typeof replaced === "object" && replaced !== null ? replaced : undefined;
}

function valueWithoutSellers(value: unknown, pseudonyms: Pseudonyms): unknown {
  if (typeof value === "string") return pseudonyms.get(value) ?? value;
  if (Array.isArray(value))
    return unlessSame(
      value,
      value.map((one) => valueWithoutSellers(one, pseudonyms)),
    );
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, one]: [string, unknown]) => [
    name,
    name === "body" && typeof one === "string"
      ? bodyWithoutSellers(one, pseudonyms)
      : valueWithoutSellers(one, pseudonyms),
  ]);
  const replaced: unknown = Object.fromEntries(entries);
  return Object.entries(value).some(([name, one]) => Reflect.get(Object(replaced), name) !== one) ? replaced : value;
}

function unlessSame(before: readonly unknown[], after: unknown[]): readonly unknown[] {
  return after.some((one, position) => one !== before[position]) ? after : before;
}

/** A body as it was received is the text of a document: it stays to the letter unless something in it is replaced. */
function bodyWithoutSellers(body: string, pseudonyms: Pseudonyms): string {
  const parsed = jsonIn(body);
  const replaced = valueWithoutSellers(parsed, pseudonyms);
  return replaced === parsed ? body : JSON.stringify(replaced);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
