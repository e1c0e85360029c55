import * as z from "zod";

/** What a function sends mail with; a deployment without mail has neither. */
export const mailVariables = z.object({
  /** Address that mail is from, of a domain that SES has verified. */
  MAIL_FROM: z.email().optional(),
  /** Configuration set of SES, whose events come to `record-mail-event`. */
  MAIL_CONFIGURATION_SET: z.string().min(1).optional(),
});
export type MailVariables = z.infer<typeof mailVariables>;
