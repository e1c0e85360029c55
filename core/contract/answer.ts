import * as z from "zod";
import { CaseId, Digest, ItemId } from "./ids.ts";
import { Instant } from "./instant.ts";
import { Measure } from "./measures.ts";
import { Territory } from "./territory.ts";

const freeText = z.string().max(4_000);

const named = {
  caseId: CaseId,
  /** Version of the notice that is answered. */
  version: z.int().positive().meta({ description: "Version of the notice that is answered." }),
  digest: Digest.meta({ description: "Digest of the served notice that is answered." }),
  reference: z.string().max(200).optional().meta({ description: "The platform's own ticket number." }),
};

const ItemReport = z
  .strictObject({
    itemId: ItemId,
    outcome: Measure,
    measuredAt: Instant.optional().meta({ description: "When the measure took effect, as the platform states it." }),
    territory: z
      .array(Territory)
      .max(40)
      .optional()
      .meta({ description: "Where the measure holds: `EU`, `EEA`, or ISO 3166-1 codes of States." }),
    note: freeText.optional(),
  })
  .meta({ id: "ItemReport", description: "What was done about one item." });

function answer<T extends string, D extends z.ZodRawShape>(type: T, id: string, description: string, data: D) {
  return z
    .strictObject({
      type: z.literal(`notice.${type}`),
      timestamp: Instant.optional(),
      data: z.strictObject({ ...named, ...data }),
    })
    .meta({ id, description });
}

const itemsConcerned = z.array(ItemId).min(1).max(50).optional().meta({ description: "Items concerned; absent: all." });

/** What a platform may answer, one webhook type each; `reason` codes of docs/webhooks. */
export const Answer = z.discriminatedUnion("type", [
  answer("acknowledged", "NoticeAcknowledged", "The platform has taken charge of the notice.", {}),
  answer("action_taken", "NoticeActionTaken", "A measure per item, or `already_unavailable`.", {
    items: z.array(ItemReport).min(1).max(50),
  }),
  answer("clarification_requested", "NoticeClarificationRequested", "The platform cannot act without more.", {
    reason: z.enum(["insufficient_information", "manifest_error", "language_not_accepted", "authenticity"]),
    items: itemsConcerned,
    note: freeText.optional(),
  }),
  answer("impossible", "NoticeImpossible", "The platform cannot act.", {
    reason: z.enum(["force_majeure", "technical"]),
    items: itemsConcerned,
    note: freeText.optional(),
  }),
  answer("contested", "NoticeContested", "Legal disagreement; redress used. No suspensive effect.", {
    reason: z.enum(["appeal_filed", "not_illegal", "other"]),
    items: itemsConcerned,
    note: freeText.optional(),
  }),
  answer("refused", "NoticeRefused", "The platform refuses to act.", {
    reason: z.enum(["appeal_filed", "not_illegal", "other"]),
    items: itemsConcerned,
    note: freeText.optional(),
  }),
  answer("not_addressee", "NoticeNotAddressee", "The items are not this platform's.", {
    items: itemsConcerned,
    note: freeText.optional(),
  }),
  answer("restored", "NoticeRestored", "After a withdrawal: the items are back.", {
    items: itemsConcerned,
  }),
]);
export type Answer = z.infer<typeof Answer>;
