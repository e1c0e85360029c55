import { epochOf, type Instant } from "../../core/contract/instant.ts";
import type { Mailbox, OutgoingMail } from "./outgoing-mail.ts";
import { domainOf } from "./smtp-attempt.ts";

/** What happened to a mail for one recipient. `reply`: of the SMTP server, or why there was none. */
export type MailFate = { recipient: string; at: Instant; reply: string } & (
  | { kind: "delivered" }
  | { kind: "bounced"; bounceType: "Permanent" | "Transient" }
  | { kind: "delayed"; reached: boolean; givenUpAt: Instant }
);

const account = "000000000000";
const region = "eu-west-3";

/**
 * The event of SES, as it is published for a configuration set.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function sesEvent(mail: OutgoingMail, fate: MailFate): object {
  const about = { mail: mailObject(mail, fate) };
  const { at, recipient, reply } = fate;
  const timestamp = at;
  switch (fate.kind) {
    case "delivered":
      return {
        eventType: "Delivery",
        ...about,
        delivery: {
          timestamp,
          processingTimeMillis: epochOf(at) - epochOf(mail.acceptedAt),
          recipients: [recipient],
          smtpResponse: reply,
          reportingMTA: "localhost",
        },
      };
    case "bounced":
      return {
        eventType: "Bounce",
        ...about,
        bounce: {
          feedbackId: `${mail.messageId}-bounce`,
          bounceType: fate.bounceType,
          bounceSubType: "General",
          bouncedRecipients: [
            {
              emailAddress: recipient,
              action: "failed",
              status: statusIn(reply, fate),
              diagnosticCode: `smtp; ${reply}`,
            },
          ],
          timestamp,
          reportingMTA: "dns; localhost",
        },
      };
    case "delayed":
      return {
        eventType: "DeliveryDelay",
        ...about,
        deliveryDelay: {
          timestamp,
          delayType: fate.reached ? "General" : "TransientCommunicationFailure",
          expirationTime: fate.givenUpAt,
          delayedRecipients: [
            { emailAddress: recipient, status: statusIn(reply, fate), diagnosticCode: `smtp; ${reply}` },
          ],
          reportingMTA: "localhost",
        },
      };
  }
}

/** The enhanced status code of a reply (RFC 3463), or what stands for one where it has none. */
function statusIn(reply: string, fate: MailFate): string {
  const named = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1];
  if (named !== undefined) return named;
  if (fate.kind === "bounced") return fate.bounceType === "Permanent" ? "5.0.0" : "4.4.7";
  return "4.4.1";
}

function mailObject(mail: OutgoingMail, fate: MailFate): object {
  const from = written(mail.from);
  const to = mail.to.map(written);
  const { messageId, subject, acceptedAt, tags, configurationSet } = mail;
  return {
    timestamp: acceptedAt,
    source: from,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${domainOf(mail.from.address)}`,
    sendingAccountId: account,
    messageId,
    destination: mail.to.map(({ address }) => address),
    headersTruncated: false,
    headers: [
      { name: "From", value: from },
      { name: "To", value: to.join(", ") },
      { name: "Subject", value: subject },
      { name: "MIME-Version", value: "1.0" },
      ...mail.headers,
    ],
    commonHeaders: { from: [from], to, messageId, subject },
    tags: {
      ...(configurationSet !== undefined && { "ses:configuration-set": [configurationSet] }),
      "ses:source-ip": ["127.0.0.1"],
      "ses:from-domain": [domainOf(mail.from.address)],
      "ses:caller-identity": ["local"],
      ...(fate.kind === "delivered" && { "ses:outgoing-ip": ["127.0.0.1"] }),
      ...tags,
    },
  };
}

function written({ name, address }: Mailbox): string {
  return name === "" ? address : `${name} <${address}>`;
}
