import type { Bilingual } from "./language.ts";
import type { NoticeItem } from "./notice.ts";

/** What stands at an address. */
export const kindWords = {
  product_listing: { fr: "Offre d'un produit", en: "Product listing" },
  seller_page: { fr: "Page d'un vendeur", en: "Seller page" },
  advertisement: { fr: "Publicité", en: "Advertisement" },
  page: { fr: "Page", en: "Page" },
} as const satisfies Record<NoticeItem["kind"], Bilingual>;

/** How a platform names a thing. */
export const locatorWords = {
  sku: { fr: "SKU", en: "SKU" },
  listingId: { fr: "annonce", en: "listing" },
  itemId: { fr: "article", en: "item" },
  goodsId: { fr: "marchandise", en: "goods" },
  productId: { fr: "produit", en: "product" },
  asin: { fr: "ASIN", en: "ASIN" },
  sellerId: { fr: "vendeur", en: "seller" },
  gtin: { fr: "GTIN", en: "GTIN" },
  model: { fr: "modèle", en: "model" },
} as const satisfies Record<keyof NonNullable<NoticeItem["locators"]>, Bilingual>;
