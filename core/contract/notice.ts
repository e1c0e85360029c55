import * as z from "zod";
import { Duration } from "./duration.ts";
import { DirectoryId } from "./ids.ts";
import { Instant } from "./instant.ts";
import { LocalDate } from "./local-date.ts";
import { OrderedMeasure } from "./measures.ts";
import { Territory } from "./territory.ts";

/**
 * The notice an authority submits. The shape asks only for what every notice needs; what a legal basis asks for is
 * optional or may be empty here, so that the check of completeness can name all that is missing at once.
 */

/** Items in one notice, at most. */
export const itemLimit = 50;

const freeText = z.string().max(4_000);
const line = z
  .string()
  .max(200)
  .regex(/^\S(?:[^\r\n\t]*\S)?$/);
const locator = z
  .string()
  .max(100)
  .regex(/^[^\s@](?:[^@\r\n\t]*[^\s@])?$/);

const about = <S extends z.ZodType>(schema: S, description: string): S => schema.meta({ description });
const maybe = <S extends z.ZodType>(schema: S, description: string): z.ZodOptional<S> =>
  schema.optional().meta({ description });

/** A language: ISO 639-1, two lower-case letters. */
export const LanguageCode = z
  .string()
  .regex(/^[a-z]{2}$/)
  .meta({ id: "LanguageCode", description: "ISO 639-1 code of a language." });

/** Kinds of illegal content: the categories of the DSA Transparency Database without their prefix `STATEMENT_CATEGORY_`. */
const Category = z
  .enum([
    "ANIMAL_WELFARE",
    "CONSUMER_INFORMATION",
    "CYBER_VIOLENCE",
    "CYBER_VIOLENCE_AGAINST_WOMEN",
    "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
    "ILLEGAL_OR_HARMFUL_SPEECH",
    "INTELLECTUAL_PROPERTY_INFRINGEMENTS",
    "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
    "PROTECTION_OF_MINORS",
    "RISK_FOR_PUBLIC_SECURITY",
    "SCAMS_AND_FRAUD",
    "SELF_HARM",
    "UNSAFE_AND_PROHIBITED_PRODUCTS",
    "VIOLENCE",
  ])
  .meta({ id: "Category", description: "Category of the DSA Transparency Database, without its prefix." });

/** Redress open to the two sides (DSA art. 9(2)(a)(v)). */
const Redress = z
  .strictObject({
    provider: maybe(freeText, "How the platform can contest the order, before whom, within what time."),
    recipient: maybe(freeText, "How the seller or author can contest it."),
  })
  .meta({ id: "Redress" });

/** The core elements in another language; the rest of a notice needs no translation (DSA art. 9(2)(c)). */
const Translation = z
  .strictObject({
    statementOfReasons: maybe(freeText, "Statement of reasons, translated."),
    provision: maybe(freeText, "Provision infringed, translated."),
    redress: maybe(Redress, "Redress, translated."),
  })
  .meta({ id: "Translation" });

/** How the platform itself names what is to be acted on. A seller appears by the platform's identifier, never by name. */
const Locators = z
  .strictObject({
    sku: maybe(locator, "Stock-keeping unit."),
    listingId: maybe(locator, "Identifier of the listing."),
    itemId: maybe(locator, "Identifier of the item."),
    goodsId: maybe(locator, "Identifier of the goods."),
    productId: maybe(locator, "Identifier of the product page."),
    asin: maybe(locator, "Amazon Standard Identification Number."),
    sellerId: maybe(locator, "The platform's own identifier of the seller."),
    gtin: maybe(z.string().regex(/^(?:\d{8}|\d{12,14})$/), "GTIN, 8 or 12 to 14 digits (GS1)."),
    model: maybe(locator, "Model."),
  })
  .meta({ id: "Locators" });

/** Written as it is served: absolute, http or https, no user information, nothing a parser would drop or turn round. */
const ItemUrl = z
  .string()
  .max(2_048)
  .regex(/^https?:\/\/[^\s\\/?#@]+(?:[/?#][^\s\\]*)?$/i)
  .refine((text) => URL.canParse(text))
  .meta({ description: "Exact URL, http or https; served as written, never fetched." });

/** One thing to act on. */
export const NoticeItem = z
  .strictObject({
    url: ItemUrl,
    kind: about(z.enum(["product_listing", "seller_page", "advertisement", "page"]), "What stands at the URL."),
    locators: maybe(Locators, "How the platform names it."),
  })
  .meta({ id: "NoticeItem" });
export type NoticeItem = z.infer<typeof NoticeItem>;

/** An earlier measure that one platform ignored (C. conso. L.521-3-1). */
const PriorMeasure = z
  .strictObject({
    kind: about(DirectoryId, "Legal basis of the earlier measure."),
    platform: about(DirectoryId, "Platform it was addressed to."),
    reference: about(line, "Its reference."),
    date: about(LocalDate, "Its day."),
  })
  .meta({ id: "PriorMeasure" });

/** Who signs (CRPA art. L.212-1). */
const Signatory = z
  .strictObject({
    firstName: about(line, "First name."),
    lastName: about(line, "Name."),
    capacity: about(line, "Capacity in which they sign."),
    service: about(line, "Service."),
    delegationReference: maybe(line, "Reference of the delegation of signature."),
  })
  .meta({ id: "Signatory" });

/** Where a piece of evidence is kept. The evidence itself never enters. */
const EvidenceRef = z
  .strictObject({
    custodian: about(line, "Service that keeps it."),
    documentId: about(line, "Its identifier there."),
    sha256: about(z.string().regex(/^[0-9a-f]{64}$/), "SHA-256 of the document, 64 lower-case hex digits."),
    takenAt: about(Instant, "When it was taken."),
  })
  .meta({ id: "EvidenceRef" });

const Contact = z
  .strictObject({
    name: maybe(line, "Name of the service."),
    email: maybe(z.email().max(254), "Its address."),
    phone: maybe(z.string().regex(/^\+?[0-9 ().-]{4,30}$/), "Its telephone."),
  })
  .meta({ id: "Contact" });

/** Whether the seller may be told (DSA art. 9(5), TCO art. 11(3)): withheld until an instant, or for a time from acceptance. */
export const Disclosure = z
  .discriminatedUnion("mode", [
    z.strictObject({ mode: about(z.literal("allowed"), "The platform may tell the seller.") }),
    z.strictObject({
      mode: about(z.literal("withheld"), "The platform must not tell the seller yet."),
      until: maybe(Instant, "When it ends by itself; this or `duration`."),
      duration: maybe(Duration, "How long from acceptance; this or `until`."),
      ground: maybe(line, "Provision that allows it."),
    }),
  ])
  .meta({ id: "Disclosure" });
export type Disclosure = z.infer<typeof Disclosure>;

/** A notice as an authority submits it. */
export const Notice = z
  .strictObject({
    reference: about(line.max(100), "The authority's own reference, unique for it."),
    legalBasis: about(DirectoryId, "Legal basis, by its identifier."),
    substantiveBasis: maybe(freeText, "The provisions that give the power, where the legal basis is procedural only."),
    orderedDelay: maybe(Duration, "Delay the order itself sets."),
    language: about(LanguageCode, "Language the notice is written in."),
    translations: maybe(z.record(LanguageCode, Translation), "Core elements in other languages, by language."),
    category: maybe(Category, "Kind of illegal content."),
    keywords: maybe(
      z.array(z.string().regex(/^[A-Z][A-Z0-9_]{1,79}$/)).max(20),
      "Keywords of the DSA Transparency Database, without their prefix `KEYWORD_`.",
    ),
    territorialScope: maybe(
      z.array(Territory).max(50),
      "Where it applies; no wider than is strictly necessary (DSA 9(2)(b)).",
    ),
    statementOfReasons: maybe(freeText, "Why the content is illegal."),
    provision: maybe(freeText, "Provision infringed."),
    orderedMeasures: maybe(
      z.array(OrderedMeasure).max(20),
      "What compliance is, per item: any one of those on content; those on the seller or towards consumers, and the search for identical content, beside it.",
    ),
    priorMeasures: maybe(z.array(PriorMeasure).max(itemLimit), "Earlier measures that were ignored, per platform."),
    authorUnidentifiable: maybe(z.boolean(), "True where the author of the offer cannot be identified."),
    adversarialStep: maybe(
      z.strictObject({
        date: about(LocalDate, "Day the observations were asked for."),
        reference: maybe(line, "Its reference."),
        summary: maybe(freeText, "What came of it."),
      }),
      "Adversarial step taken first (C. conso. L.521-1).",
    ),
    emergency: maybe(
      z.strictObject({ reason: about(freeText.regex(/\S/), "Why there is no time for prior information.") }),
      "Justified emergency: waives the prior information of a first order.",
    ),
    items: about(z.array(NoticeItem).max(itemLimit), "What to act on, on one or several platforms."),
    redress: maybe(Redress, "How to contest the order."),
    effectAuthority: maybe(DirectoryId, "Authority that receives the report on the effect given (DSA 9(2)(a)(vi))."),
    signatory: maybe(Signatory, "Who signs."),
    evidence: maybe(z.array(EvidenceRef).max(itemLimit), "References to evidence the authority keeps."),
    contact: maybe(Contact, "Whom the platform can ask."),
    disclosure: maybe(Disclosure, "Whether the seller may be told; absent: they may."),
    identicalContent: maybe(
      z.strictObject({ until: about(LocalDate, "Last day of the search.") }),
      "Identical content is to be found and removed as well, until this day.",
    ),
    goodFaith: maybe(z.boolean(), "Statement of good faith (DSA 16(2)(d))."),
    acknowledgeWithin: maybe(Duration, "Legal basis `sandbox` only: the acknowledge window."),
    actWithin: maybe(Duration, "Legal basis `sandbox` only: the act window."),
  })
  .meta({ id: "Notice", description: "A notice as an authority submits it." });
export type Notice = z.infer<typeof Notice>;
