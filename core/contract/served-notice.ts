import * as z from "zod";
import { Duration } from "./duration.ts";
import { CaseId, DirectoryId, ItemId, NoticeId } from "./ids.ts";
import { Instant } from "./instant.ts";
import { Notice, NoticeItem } from "./notice.ts";

const Words = z.strictObject({ fr: z.string(), en: z.string() }).meta({ description: "French and English." });

const ServedClock = z.strictObject({
  within: Duration,
  basis: z.enum(["sla", "statute", "set_in_order"]),
  rule: z.enum(["elapsed", "eu_1182_71", "fr_days"]),
});

/**
 * What one platform receives, and the thing whose canonical bytes are digested, sent, acknowledged and kept: header,
 * addressee, this platform's items only, both clocks, redress, signatory, and a nonce, so that its digest tells nothing
 * once the content is erased.
 */
export const ServedNotice = z
  .strictObject({
    nonce: z
      .string()
      .regex(/^[A-Za-z0-9_-]{22}$/)
      .meta({ description: "128 random bits, base64url." }),
    noticeId: NoticeId,
    caseId: CaseId,
    version: z.int().positive().meta({ description: "Version of the notice, from 1." }),
    issuedAt: Instant,
    authority: z.strictObject({ id: DirectoryId, name: Words, state: z.string() }),
    addressee: z.strictObject({ id: DirectoryId, name: z.string() }),
    reference: Notice.shape.reference,
    legalBasis: z.strictObject({
      id: z.string(),
      version: z.int().positive(),
      instrument: z.string(),
      cite: z.union([z.string(), Words]),
      review: z.literal("draft").meta({ description: "Counsel has not confirmed this preset." }),
      substantiveBasis: Notice.shape.substantiveBasis,
    }),
    ...Notice.pick({
      language: true,
      translations: true,
      category: true,
      keywords: true,
      territorialScope: true,
      statementOfReasons: true,
      provision: true,
      orderedMeasures: true,
      priorMeasures: true,
      authorUnidentifiable: true,
      adversarialStep: true,
      emergency: true,
      redress: true,
      effectAuthority: true,
      signatory: true,
      evidence: true,
      contact: true,
      identicalContent: true,
      goodFaith: true,
    }).shape,
    disclosure: z.discriminatedUnion("mode", [
      z.strictObject({ mode: z.literal("allowed") }),
      z.strictObject({ mode: z.literal("withheld"), until: Instant }),
    ]),
    clocks: z.strictObject({ acknowledge: ServedClock, act: ServedClock }),
    items: z.array(z.strictObject({ itemId: ItemId, ...NoticeItem.shape })).min(1),
  })
  .meta({ id: "ServedNotice", description: "The notice as one platform receives it." });
export type ServedNotice = z.infer<typeof ServedNotice>;
