import * as z from "zod";
import { CaseId, MessageId } from "./ids.ts";
import { Instant } from "./instant.ts";

/**
 * What we said of a mail when it was handed over: by it an event finds its case. SES gives every tag as a list.
 */
const MailTags = z.looseObject({
  "case-id": z.tuple([CaseId]),
  "message-id": z.tuple([MessageId]),
  attempt: z.tuple([z.string().regex(/^\d{1,4}$/)]).optional(),
});
export type MailTags = z.infer<typeof MailTags>;

const Mail = z.looseObject({
  /** When SES took it. */
  timestamp: Instant,
  /** Absent: the mail is not one of ours. */
  tags: MailTags.optional().catch(undefined),
});

/** The mail server of the recipient has taken the mail. */
const DeliveryEvent = z.looseObject({
  eventType: z.literal("Delivery"),
  mail: Mail,
  delivery: z.looseObject({ timestamp: Instant }),
});

/**
 * The mail came back, at once or after hours of tries; or, as `Transient` and `General`, somebody's notice of absence did.
 */
const BounceEvent = z.looseObject({
  eventType: z.literal("Bounce"),
  mail: Mail,
  bounce: z.looseObject({
    bounceType: z.enum(["Undetermined", "Permanent", "Transient"]),
    bounceSubType: z.string(),
    timestamp: Instant,
    /** `action` and `status` are those of the delivery status notification (RFC 3464); absent where there was none. */
    bouncedRecipients: z.array(z.looseObject({ action: z.string().optional(), status: z.string().optional() })),
  }),
});
export type BounceEvent = z.infer<typeof BounceEvent>;

/** SES took the mail, and found a virus in it. */
const RejectEvent = z.looseObject({
  eventType: z.literal("Reject"),
  mail: Mail,
  reject: z.looseObject({ reason: z.string() }),
});

/** Those that say what became of a mail. */
const decidingTypes = ["Delivery", "Bounce", "Reject"];

/** A mail was sent, is late, was opened or complained of; and whatever SES may publish one day. */
const OtherEvent = z.looseObject({
  eventType: z
    .string()
    .regex(/^[A-Za-z ]{1,40}$/)
    .refine((type) => !decidingTypes.includes(type)),
  mail: Mail,
});

/**
 * What SES publishes about a mail. SES adds fields as it pleases; those that are used are checked.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const MailEvent = z.union([DeliveryEvent, BounceEvent, RejectEvent, OtherEvent]);
export type MailEvent = z.infer<typeof MailEvent>;
