import type { NoticeItem } from "./notice.ts";

/** The locators that name one thing on a platform, as it names it itself; a seller is looked up apart. */
export const itemLocators = [
  "sku",
  "listingId",
  "itemId",
  "goodsId",
  "productId",
  "asin",
  "gtin",
  "model",
] as const satisfies readonly (keyof NonNullable<NoticeItem["locators"]>)[];
