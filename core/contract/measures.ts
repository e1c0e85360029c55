import * as z from "zod";
import type { Bilingual } from "./language.ts";

/** What a measure acts on. `none`: nothing was left to act on. */
type MeasureTarget = "content" | "seller" | "consumers" | "none";

/** One word of the vocabulary. */
type MeasureEntry = {
  on: MeasureTarget;
  name: Bilingual;
  /** Code of the DSA Transparency Database (schema of July 2025), where it has one. */
  transparencyCode?: `DECISION_${string}`;
};

/** What a platform can do about an item, and what an authority can order: one vocabulary for orders and answers. */
export const measures = {
  removed: {
    on: "content",
    name: { fr: "retiré", en: "removed" },
    transparencyCode: "DECISION_VISIBILITY_CONTENT_REMOVED",
  },
  disabled_eu: {
    on: "content",
    name: { fr: "accès empêché dans l'Union", en: "access disabled in the Union" },
    transparencyCode: "DECISION_VISIBILITY_CONTENT_DISABLED",
  },
  disabled_in_state: {
    on: "content",
    name: { fr: "accès empêché dans l'État", en: "access disabled in the State" },
    transparencyCode: "DECISION_VISIBILITY_CONTENT_DISABLED",
  },
  delisted: { on: "content", name: { fr: "déréférencé", en: "delisted" } },
  warning_displayed: {
    on: "content",
    name: { fr: "avertissement affiché", en: "warning displayed" },
    transparencyCode: "DECISION_VISIBILITY_CONTENT_LABELLED",
  },
  demoted: {
    on: "content",
    name: { fr: "rétrogradé", en: "demoted" },
    transparencyCode: "DECISION_VISIBILITY_CONTENT_DEMOTED",
  },
  age_restricted: {
    on: "content",
    name: { fr: "réservé aux majeurs", en: "age-restricted" },
    transparencyCode: "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED",
  },
  seller_suspended: {
    on: "seller",
    name: { fr: "vendeur suspendu", en: "seller suspended" },
    transparencyCode: "DECISION_ACCOUNT_SUSPENDED",
  },
  seller_terminated: {
    on: "seller",
    name: { fr: "compte du vendeur fermé", en: "seller's account closed" },
    transparencyCode: "DECISION_ACCOUNT_TERMINATED",
  },
  payments_suspended: {
    on: "seller",
    name: { fr: "paiements suspendus", en: "payments suspended" },
    transparencyCode: "DECISION_MONETARY_SUSPENSION",
  },
  identical_removed: {
    on: "content",
    name: { fr: "contenus identiques retirés", en: "identical content removed" },
    transparencyCode: "DECISION_VISIBILITY_CONTENT_REMOVED",
  },
  consumers_informed: { on: "consumers", name: { fr: "consommateurs informés", en: "consumers informed" } },
  already_unavailable: { on: "none", name: { fr: "déjà indisponible", en: "already unavailable" } },
} as const satisfies Record<string, MeasureEntry>;

/** What a platform may report of an item. */
export const Measure = z
  .enum(Object.keys(measures) as [keyof typeof measures, ...(keyof typeof measures)[]])
  .meta({ id: "Measure", description: "What was done about an item." });
export type Measure = z.infer<typeof Measure>;

/** What an authority may order: every measure but the finding that nothing was left. */
export const OrderedMeasure = Measure.exclude(["already_unavailable"]).meta({
  id: "OrderedMeasure",
  description: "A measure that can be ordered.",
});
export type OrderedMeasure = z.infer<typeof OrderedMeasure>;

/**
 * Whether a measure is a way to deal with the item itself, in the place of any other such way: an item has one outcome. Measures
 * on the seller or towards consumers, and the search for identical content, come beside.
 */
export function isWayToComply(measure: Measure): boolean {
  return measures[measure].on === "content" && measure !== "identical_removed";
}
