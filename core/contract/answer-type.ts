import * as z from "zod";

/** The kinds of answer, without their `notice.` prefix. */
export const AnswerType = z.enum([
  "acknowledged",
  "action_taken",
  "clarification_requested",
  "impossible",
  "contested",
  "refused",
  "not_addressee",
  "restored",
]);
export type AnswerType = z.infer<typeof AnswerType>;
