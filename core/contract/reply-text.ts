import * as z from "zod";
import { Instant } from "./instant.ts";
import { LanguageCode } from "./notice.ts";

/** What the authority tells a platform in its own words, as it is kept: a clarification, or the reason of a decision. */
export const ReplyText = z.strictObject({
  nonce: z.string(),
  at: Instant,
  text: z.string(),
  language: LanguageCode,
  decision: z.enum(["accepted", "disputed", "ended"]).optional(),
  until: Instant.optional(),
});
export type ReplyText = z.infer<typeof ReplyText>;
