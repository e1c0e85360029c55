import type { CaseId, MessageId } from "../../../../core/contract/ids.ts";

/** Which mail an event is about, and when it happened, in wall milliseconds. */
export type About = { caseId: CaseId; messageId: MessageId; at: number };

/** Addressee of every mail of these tests; appears in no log. */
export const addressee = "notices@platform.example";

/** An event as SES publishes it, with more in it than anybody reads. */
export function sesEvent(eventType: string, { caseId, messageId, at }: About, more: object = {}): object {
  return {
    eventType,
    mail: {
      timestamp: new Date(at - 700).toISOString(),
      source: "sommation@mail.authority.example",
      sendingAccountId: "000000000000",
      messageId: "0102019a-fictional-000000",
      destination: [addressee],
      headersTruncated: false,
      headers: [{ name: "Subject", value: "Injonction" }],
      commonHeaders: { from: ["sommation@mail.authority.example"], to: [addressee], subject: "Injonction" },
      tags: {
        "ses:configuration-set": ["notices"],
        "case-id": [caseId],
        "message-id": [messageId],
        attempt: ["1"],
      },
    },
    ...more,
  };
}

export function delivery(about: About): object {
  return sesEvent("Delivery", about, {
    delivery: {
      timestamp: new Date(about.at).toISOString(),
      processingTimeMillis: 700,
      recipients: [addressee],
      smtpResponse: "250 2.6.0 Message received",
      remoteMtaIp: "192.0.2.25",
      reportingMTA: "mta.ses.example",
    },
  });
}

/** A bounce; by default of an address that nobody has there. */
export function bounce(
  about: About,
  { type = "Permanent", subType = "General", status }: { type?: string; subType?: string; status?: string } = {},
): object {
  const notified = { action: "failed", status: status ?? "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" };
  return sesEvent("Bounce", about, {
    bounce: {
      feedbackId: "0102-fictional",
      bounceType: type,
      bounceSubType: subType,
      bouncedRecipients: [{ emailAddress: addressee, ...notified }],
      timestamp: new Date(about.at).toISOString(),
      reportingMTA: "dsn; mta.ses.example",
    },
  });
}

/** What SES publishes of somebody's automatic reply. */
export function noticeOfAbsence(about: About): object {
  return sesEvent("Bounce", about, {
    bounce: {
      feedbackId: "0102-fictional",
      bounceType: "Transient",
      bounceSubType: "General",
      bouncedRecipients: [{ emailAddress: addressee }],
      timestamp: new Date(about.at).toISOString(),
    },
  });
}

export function reject(about: About): object {
  return sesEvent("Reject", about, { reject: { reason: "Bad content" } });
}

/** An event as SNS brings it to a function. */
export function bySns(...messages: (object | string)[]) {
  return {
    Records: messages.map((message) => ({
      EventVersion: "1.0",
      EventSource: "aws:sns",
      EventSubscriptionArn: "arn:fictional",
      Sns: {
        Type: "Notification",
        MessageId: "fictional",
        TopicArn: "arn:fictional",
        Subject: "Amazon SES Email Event Notification",
        Timestamp: "2026-01-05T09:00:00.000Z",
        Message: typeof message === "string" ? message : JSON.stringify(message),
        MessageAttributes: {},
      },
    })),
  };
}
