import * as z from "zod";
import { canonicalUrl } from "../law/platform-of.ts";
import { DirectoryId } from "./ids.ts";
import { Instant } from "./instant.ts";

/** What may be asked of a list of cases. */
export const CaseQuery = z.strictObject({
  state: z
    .enum(["open", "closed"])
    .default("open")
    .meta({ description: "Open by due instant, closed by closing date." }),
  platform: DirectoryId.optional().meta({ description: "Only this platform's." }),
  reference: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: "The cases of the notice of this exact reference; goes with `platform` alone." }),
  url: z.string().min(1).max(2_048).optional().meta({
    description:
      "The cases about this exact address, newest first, open and closed; tracking parameters and fragment do not count. Goes with `cursor` and `limit` alone.",
  }),
  locator: z.string().min(1).max(100).optional().meta({
    description:
      "The cases about an item with this exact SKU, listing, item, goods or product identifier, ASIN, GTIN or model. Needs `platform`.",
  }),
  sellerId: z.string().min(1).max(100).optional().meta({
    description: "The cases about items of the seller with this exact identifier. Needs `platform`.",
  }),
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** What may be asked of the lists of an authority's cases by due instant and by closing date. */
export const DueQuery = CaseQuery.pick({ state: true, platform: true, cursor: true, limit: true });

/** A look-up by reference is exact and has no pages; a parameter without effect would be refused. */
export const ReferenceQuery = z.strictObject({
  reference: z.string().min(1).max(100),
  platform: DirectoryId.optional(),
});

/** Look-ups by what a case is about: exact, each with what it needs and no more. */
export const UrlQuery = z.strictObject({
  ...CaseQuery.pick({ cursor: true, limit: true }).shape,
  url: z
    .string()
    .max(2_048)
    .refine((url) => canonicalUrl(url) !== undefined),
});
export const LocatorQuery = z.strictObject({
  ...UrlQuery.omit({ url: true }).shape,
  platform: DirectoryId,
  locator: z.string().min(1).max(100),
});
export const SellerQuery = z.strictObject({
  ...UrlQuery.omit({ url: true }).shape,
  platform: DirectoryId,
  sellerId: z.string().min(1).max(100),
});

/** What may be asked of the count of relistings. */
export const RelistingQuery = z.strictObject({
  platform: DirectoryId,
  sellerId: z.string().min(1).max(100).optional().meta({ description: "Only this seller's." }),
  since: Instant.optional().meta({ description: "Only of cases opened from this instant." }),
});

/** What may be asked of a list that has only pages. */
export const PageQuery = CaseQuery.pick({ cursor: true, limit: true });

/** How often items came back. */
export const RelistingReport = z
  .strictObject({
    platform: DirectoryId,
    sellerId: z.string().optional().meta({ description: "As asked." }),
    since: Instant.optional().meta({ description: "As asked; absent: from the beginning." }),
    relistings: z
      .int()
      .nonnegative()
      .meta({ description: "Items that came back. Those of notices that were withdrawn are not counted." }),
    cases: z.int().nonnegative().meta({ description: "Cases that were opened for them." }),
    newest: Instant.optional().meta({ description: "When the newest of these cases was opened." }),
  })
  .meta({ id: "RelistingReport", description: "Counted over the authority's own cases." });
export type RelistingReport = z.infer<typeof RelistingReport>;
