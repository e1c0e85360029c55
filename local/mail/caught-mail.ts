import PostalMime, { type Address } from "postal-mime";
import { v7 } from "uuid";
import * as z from "zod";
import { Instant, instantOf } from "../../core/contract/instant.ts";

/** A mail that reached the inbox. */
export const CaughtMail = z.strictObject({
  /** A UUID of version 7: ids are in the order of arrival. */
  id: z.string(),
  /** By the clock of the wall. */
  receivedAt: Instant,
  /** Sender of the envelope (`MAIL FROM`); empty for the null sender of a report. */
  returnPath: z.string(),
  /** Recipients of the envelope (`RCPT TO`): who gets it, whatever its headers say. */
  recipients: z.array(z.string()),
  /** The header `From`, as `Name <address>`; empty where there is none. */
  from: z.string(),
  /** The header `To`, likewise. */
  to: z.array(z.string()),
  /** Decoded; empty where there is none. */
  subject: z.string(),
  /** The part in plain text; absent where there is none. */
  text: z.string().optional(),
  /** The part in HTML, as it came. */
  html: z.string().optional(),
  /** Every header in order, its name in small letters. */
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  /** Names of attachments; their content is not kept. */
  attachments: z.array(z.string()),
});
export type CaughtMail = z.infer<typeof CaughtMail>;

/** Who sent it and who gets it, as SMTP said. */
export type Envelope = Pick<CaughtMail, "returnPath" | "recipients">;

/** Reads a message (RFC 5322). @throws where it is none that can be read. */
export async function readMail(raw: Uint8Array, { returnPath, recipients }: Envelope): Promise<CaughtMail> {
  const mail = await PostalMime.parse(raw);
  return {
    id: v7(),
    receivedAt: instantOf(Date.now()),
    returnPath,
    recipients,
    from: mail.from === undefined ? "" : written(mail.from),
    to: (mail.to ?? []).map(written),
    subject: mail.subject ?? "",
    ...(mail.text !== undefined && { text: mail.text }),
    ...(mail.html !== undefined && { html: mail.html }),
    headers: mail.headers.map(({ key, value }) => ({ name: key, value })),
    attachments: mail.attachments.map(({ filename, mimeType }) => filename ?? mimeType),
  };
}

function written(address: Address): string {
  if (address.address === undefined) return `${address.name}: ${address.group.map(written).join(", ")};`;
  return address.name === "" ? address.address : `${address.name} <${address.address}>`;
}
