import * as z from "zod";
import { Digest } from "../../contract/ids.ts";
import { Instant } from "../../contract/instant.ts";
import { holdsAddress } from "./without-addresses.ts";

const text = z
  .string()
  .min(1)
  .refine((words) => !holdsAddress(words), "a draft holds no web address");

const Words = z.strictObject({ fr: text, en: text }).meta({ description: "French and English." });

/**
 * The draft of a step that a person decides: made from the record of the case alone, the same each time, and sent as it
 * is once it is signed. It holds no web address: those stand in its first annex, the served notice.
 */
export const StepDraft = z
  .strictObject({
    step: z.string().meta({ description: "The ladder step, by its identifier." }),
    caseVersion: z.int().positive().meta({ description: "Version of the case that it is made from." }),
    recipient: z.strictObject({
      role: z.string().meta({ description: "What the recipient is to the case." }),
      name: Words.optional().meta({ description: "Who that is; absent where the directory names nobody." }),
      byHand: z.literal(true).optional().meta({
        description: "Nothing is sent on signature, as no address is on file or it came back: the officer sends it.",
      }),
    }),
    subject: Words,
    facts: z.array(Words).min(1).meta({ description: "What the record establishes, paragraph by paragraph." }),
    timeline: z
      .array(z.strictObject({ at: Instant, text: Words }))
      .min(1)
      .meta({ description: "What happened, in order of time." }),
    annexes: z
      .array(z.strictObject({ n: z.int().positive(), title: Words, digest: Digest.optional() }))
      .min(1)
      .meta({ description: "What goes with it; `digest` where it is a document of the case." }),
    closing: Words,
    review: z.literal("draft").meta({ description: "Counsel has not confirmed the legal basis." }),
  })
  .meta({ id: "StepDraft", description: "The draft of a ladder step, for a named person to sign." });
export type StepDraft = z.infer<typeof StepDraft>;
