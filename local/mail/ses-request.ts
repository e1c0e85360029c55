import * as z from "zod";
import type { Instant } from "../../core/contract/instant.ts";
import type { Mailbox, OutgoingMail } from "./outgoing-mail.ts";

const withoutControls = (text: string) => !/\p{Cc}/u.test(text);

/** A line of a header: a line break in it would begin another header. */
const Line = z.string().refine(withoutControls, "must not hold control characters");

/** `address`, or `Name <address>`; in ASCII before the at sign, as SES wants it. */
const MailboxText = Line.max(320).transform((text, context): Mailbox => {
  const [, name = "", bracketed] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  const address = bracketed ?? text;
  if (/^[\w!#$%&'*+/=?^`{|}~.-]+@[\w-]+(?:\.[\w-]+)+$/.test(address)) {
    return { name: name.trim().replaceAll(/^"|"$/g, ""), address };
  }
  context.addIssue({ code: "custom", message: "is not one address" });
  return z.NEVER;
});

const Content = z.strictObject({ Data: z.string(), Charset: z.string().optional() });

/** What the service writes itself. */
const ownHeaders = [
  "from",
  "sender",
  "to",
  "cc",
  "bcc",
  "reply-to",
  "return-path",
  "subject",
  "date",
  "message-id",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
];

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html */
const Header = z.strictObject({
  Name: z
    .string()
    .regex(/^[!-9;-~]{1,126}$/)
    .refine((name) => !ownHeaders.includes(name.toLowerCase()), "is not for the caller to set"),
  Value: z.string().regex(/^[ -~]{1,870}$/),
});

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html */
const Tag = z.strictObject({
  Name: z.string().regex(/^[\w-]{1,256}$/),
  Value: z.string().regex(/^[\w.@-]{1,256}$/),
});

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, as far as it is used: a simple message. */
export const SendEmailRequest = z.strictObject({
  FromEmailAddress: MailboxText,
  Destination: z.strictObject({ ToAddresses: z.array(MailboxText).min(1).max(50) }),
  ReplyToAddresses: z.array(MailboxText).max(50).optional(),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: z.strictObject({ Data: Line.min(1), Charset: z.string().optional() }),
      Body: z
        .strictObject({ Text: Content.optional(), Html: Content.optional() })
        .refine(({ Text, Html }) => Text !== undefined || Html !== undefined, "has neither text nor HTML"),
      Headers: z.array(Header).max(15).optional(),
    }),
  }),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(Tag).max(50).optional(),
});

/** The mail that a request asks for. */
export function mailOf(
  request: z.infer<typeof SendEmailRequest>,
  { messageId, acceptedAt }: { messageId: string; acceptedAt: Instant },
): OutgoingMail {
  const { Subject, Body, Headers = [] } = request.Content.Simple;
  const { ConfigurationSetName: configurationSet, EmailTags = [] } = request;
  const names = [...new Set(EmailTags.map(({ Name }) => Name))];
  const valuesOf = (name: string) => EmailTags.filter(({ Name }) => Name === name).map(({ Value }) => Value);
  return {
    messageId,
    acceptedAt,
    from: request.FromEmailAddress,
    to: request.Destination.ToAddresses,
    replyTo: request.ReplyToAddresses ?? [],
    subject: Subject.Data,
    ...(Body.Text !== undefined && { text: Body.Text.Data }),
    ...(Body.Html !== undefined && { html: Body.Html.Data }),
    headers: Headers.map(({ Name, Value }) => ({ name: Name, value: Value })),
    ...(configurationSet !== undefined && { configurationSet }),
    tags: Object.fromEntries(names.map((name) => [name, valuesOf(name)])),
  };
}
