import * as z from "zod";
import { Instant } from "../../core/contract/instant.ts";

/** A mailbox: the name to show, possibly empty, and the address. */
export const Mailbox = z.strictObject({ name: z.string(), address: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;

/** A mail that was accepted for sending. */
export const OutgoingMail = z.strictObject({
  /** As SES gives it to the caller; also the part of the header `Message-ID` before the at sign. */
  messageId: z.string(),
  /** By the clock of the wall, as all times here. */
  acceptedAt: Instant,
  from: Mailbox,
  to: z.array(Mailbox),
  replyTo: z.array(Mailbox),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  /** What decides where its events go; without one it has none. */
  configurationSet: z.string().optional(),
  /** The caller's tags, which its events carry. */
  tags: z.record(z.string(), z.array(z.string())),
});
export type OutgoingMail = z.infer<typeof OutgoingMail>;

/** A mail on its way to one of its recipients. */
export const Errand = z.strictObject({
  mail: OutgoingMail,
  recipient: z.string(),
  /** Attempts that have failed. */
  failed: z.int(),
  nextAttemptAt: Instant,
});
export type Errand = z.infer<typeof Errand>;
