import { connect } from "node:net";
import { join } from "node:path";
import type { SNSEvent } from "aws-lambda";
import * as z from "zod";
import { type Catcher, startCatcher } from "../../local/mail/catcher.ts";
import { CaughtMail } from "../../local/mail/caught-mail.ts";
import { openCourier, type CourierOptions } from "../../local/mail/courier.ts";
import { openPublisher } from "../../local/mail/event-publisher.ts";
import { type Inbox, openInbox } from "../../local/mail/inbox.ts";
import { serveSes } from "../../local/mail/ses-server.ts";
import { smtpAttempts } from "../../local/mail/smtp-attempt.ts";
import type { Invoke } from "../../local/aws/lambda/invocation.ts";
import { eventually } from "./e2e-eventually.ts";

const Inboxed = z.strictObject({ mails: z.array(CaughtMail) });

/** The mails that a runtime has caught, newest first. */
export async function mailsAt(url: string): Promise<CaughtMail[]> {
  const answer = await fetch(`${url}/mail.json`);
  return Inboxed.parse(await answer.json()).mails;
}

/** The newest mail of a runtime that fits, as soon as there is one. */
export async function mailAt(url: string, what: string, fits: (mail: CaughtMail) => boolean): Promise<CaughtMail> {
  return eventually(what, async () => (await mailsAt(url)).find(fits));
}

/** An event of SES, as far as tests look at it. */
export const PublishedEvent = z.looseObject({
  eventType: z.enum(["Delivery", "Bounce", "DeliveryDelay"]),
  mail: z.looseObject({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())) }),
});
export type PublishedEvent = z.infer<typeof PublishedEvent>;

/** The local home of mail, and a function that stands for the one that records what came of mails. */
export type MailHome = {
  sesUrl: string;
  inbox: Inbox;
  catcher: Catcher;
  /** What the function was invoked with, in order. */
  notifications: SNSEvent[];
  /** The events in them. */
  events: () => PublishedEvent[];
  /** The events about a message, as soon as there are so many. */
  told: (messageId: string, count: number) => Promise<PublishedEvent[]>;
  close: () => Promise<void>;
};

/** What is to be different. */
export type MailHomeOptions = Partial<Pick<CourierOptions, "pauses" | "attempt" | "bouncesLater">> & {
  /** What the function does with an event; by default it takes it. */
  react?: () => ReturnType<Invoke>;
  onFault?: (line: string) => void;
};

/** Opens the home of mail in a folder, with what an earlier one left there. */
export async function openMailHome(folder: string, options: MailHomeOptions = {}): Promise<MailHome> {
  const { react = () => Promise.resolve({ payload: null }), onFault = () => undefined, ...others } = options;
  const notifications: SNSEvent[] = [];
  const invoke: Invoke = async (_, event) => {
    notifications.push(event as SNSEvent);
    return react();
  };
  const inbox = await openInbox(join(folder, "inbox"));
  const catcher = await startCatcher(inbox);
  const publisher = await openPublisher({
    folder: join(folder, "events"),
    functionName: "record-mail-event",
    invoke,
    delay: 0,
    onFault,
  });
  const courier = await openCourier({
    folder: join(folder, "outgoing"),
    attempt: smtpAttempts({ kind: "catcher", port: catcher.port }),
    publish: publisher.publish,
    pauses: [20, 20],
    onFault,
    ...others,
  });
  const ses = await serveSes({ configurationSet: "local", take: courier.take });
  const events = () =>
    notifications.flatMap(({ Records }) => Records.map(({ Sns }) => PublishedEvent.parse(JSON.parse(Sns.Message))));
  return {
    sesUrl: ses.url,
    inbox,
    catcher,
    notifications,
    events,
    told: async (messageId, count) =>
      eventually(`${count} events`, () => {
        const about = events().filter(({ mail }) => mail.messageId === messageId);
        return about.length >= count && about;
      }),
    close: async () => {
      await courier.close();
      await publisher.close();
      await ses.close();
      await catcher.close();
    },
  };
}

/** A request that SES takes. */
export function sendEmail({ to = ["notices@wish.example"], subject = "Une notification", ...others } = {}) {
  return {
    FromEmailAddress: "Sommation <notifications@sommation.example>",
    Destination: { ToAddresses: to },
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: "UTF-8" },
        Body: {
          Text: { Data: "Détails : https://sommation.example/v1/answers/case_1" },
          Html: { Data: "<p>Détails</p>" },
        },
        Headers: [{ Name: "Auto-Submitted", Value: "auto-generated" }],
      },
    },
    ConfigurationSetName: "local",
    EmailTags: [{ Name: "case-id", Value: "case_1" }],
    ...others,
  };
}

/** Sends a request to SES. */
export async function askSes(
  url: string,
  body: object | string,
  path = "/v2/email/outbound-emails",
): Promise<Response> {
  return fetch(`${url}${path}`, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });
}

/** Sends a mail by SES, which takes it; returns its id. */
export async function sent(url: string, body: object = sendEmail()): Promise<string> {
  const answer = await askSes(url, body);
  return z.strictObject({ MessageId: z.string() }).parse(await answer.json()).MessageId;
}

/** Speaks SMTP (RFC 5321), one line after the reply to the one before; returns every reply. */
export async function speakSmtp(port: number, lines: readonly string[]): Promise<string[]> {
  const replies: string[] = [];
  const socket = connect(port, "127.0.0.1");
  socket.setEncoding("utf8");
  let heard = "";
  const rest = [...lines];
  return new Promise((resolve, reject) => {
    socket.on("data", (text: string) => {
      heard += text;
      // The last line of a reply has a blank after its code.
      if (!/^\d{3} .*\r\n$/m.test(heard)) return;
      replies.push(heard.trim());
      heard = "";
      const next = rest.shift();
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
    socket.once("close", () => {
      resolve(replies);
    });
    socket.once("error", reject);
  });
}
