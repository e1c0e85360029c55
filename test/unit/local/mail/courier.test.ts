import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { smtpAttempts } from "../../../../local/mail/smtp-attempt.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";
import { eventually } from "../../../support/e2e-eventually.ts";
import { type MailHome, type MailHomeOptions, openMailHome, sendEmail, sent } from "../../../support/mail.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const homes: MailHome[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  for (const home of homes.splice(0)) await home.close();
  await folder.remove();
});

async function home(options: MailHomeOptions = {}): Promise<MailHome> {
  const opened = await openMailHome(folder.path, options);
  homes.push(opened);
  return opened;
}

const kept = async (name: "events" | "outgoing") => readdir(join(folder.path, name));
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

describe("a mail", () => {
  it("arrives by SMTP as it was asked for", async () => {
    const { sesUrl, inbox, told } = await home();
    const subject = "Décision n° 7 : « à retirer », avec un objet assez long pour être plié en plusieurs lignes";
    const messageId = await sent(sesUrl, sendEmail({ subject }));
    await told(messageId, 1);
    const [mail] = inbox.mails();
    expect(mail).toMatchObject({
      returnPath: "notifications@sommation.example",
      recipients: ["notices@wish.example"],
      from: "Sommation <notifications@sommation.example>",
      to: ["notices@wish.example"],
      subject,
      text: "Détails : https://sommation.example/v1/answers/case_1\n",
      html: "<p>Détails</p>\n",
    });
    expect(mail?.headers).toContainEqual({ name: "message-id", value: `<${messageId}@sommation.example>` });
    expect(mail?.headers).toContainEqual({ name: "auto-submitted", value: "auto-generated" });
  });

  it("shows every recipient and reaches each by itself, so that one refusal is one bounce", async () => {
    const { sesUrl, inbox, told } = await home();
    const to = ["a@wish.example", "bounce@wish.example"];
    const events = await told(await sent(sesUrl, sendEmail({ to })), 2);
    expect(events.map(({ eventType }) => eventType).sort()).toEqual(["Bounce", "Delivery"]);
    expect(inbox.mails()).toEqual([expect.objectContaining({ recipients: ["a@wish.example"], to })]);
  });

  it("has no events without a configuration set", async () => {
    const { sesUrl, inbox, events } = await home();
    await sent(sesUrl, { ...sendEmail(), ConfigurationSetName: undefined });
    await eventually("it arrives", () => inbox.mails().length === 1);
    await eventually("nothing is left to do", async () => (await kept("outgoing")).length === 0);
    expect(events()).toEqual([]);
  });
});

describe("what came of a mail is told as SES tells it", () => {
  it("by SNS, to the function that records it", async () => {
    const { sesUrl, told, notifications } = await home();
    await told(await sent(sesUrl), 1);
    expect(notifications[0]?.Records).toEqual([
      {
        EventVersion: "1.0",
        EventSource: "aws:sns",
        EventSubscriptionArn: expect.stringMatching(/^arn:aws:sns:/) as string,
        Sns: expect.objectContaining({
          Type: "Notification",
          MessageId: expect.any(String) as string,
          Timestamp: instant,
          Message: expect.stringMatching(/^\{/) as string,
        }) as object,
      },
    ]);
  });

  it("a delivery", async () => {
    const { sesUrl, told } = await home();
    const messageId = await sent(sesUrl);
    expect(await told(messageId, 1)).toEqual([
      {
        eventType: "Delivery",
        mail: expect.objectContaining({
          messageId,
          timestamp: instant,
          source: "Sommation <notifications@sommation.example>",
          destination: ["notices@wish.example"],
          tags: expect.objectContaining({ "case-id": ["case_1"], "ses:configuration-set": ["local"] }) as object,
          commonHeaders: expect.objectContaining({ subject: "Une notification" }) as object,
        }) as object,
        delivery: {
          timestamp: instant,
          processingTimeMillis: expect.any(Number) as number,
          recipients: ["notices@wish.example"],
          smtpResponse: "250 2.0.0 Caught",
          reportingMTA: "localhost",
        },
      },
    ]);
  });

  it("a refusal for good, at once", async () => {
    const { sesUrl, told, inbox } = await home();
    const [bounce] = await told(await sent(sesUrl, sendEmail({ to: ["bounce@wish.example"] })), 1);
    expect(bounce).toMatchObject({
      eventType: "Bounce",
      bounce: {
        bounceType: "Permanent",
        bounceSubType: "General",
        timestamp: instant,
        bouncedRecipients: [
          {
            emailAddress: "bounce@wish.example",
            action: "failed",
            status: "5.1.1",
            diagnosticCode: "smtp; 550 5.1.1 No such mailbox",
          },
        ],
      },
    });
    expect(inbox.mails()).toEqual([]);
  });

  it("a refusal for now: each delay, and the delivery once the mailbox takes it", async () => {
    const { sesUrl, told, catcher } = await home({ pauses: [20, 20, 20, 20, 20, 20] });
    catcher.refuse("a@wish.example", 451);
    const messageId = await sent(sesUrl, sendEmail({ to: ["a@wish.example"] }));
    const [delay] = await told(messageId, 1);
    expect(delay).toMatchObject({
      eventType: "DeliveryDelay",
      deliveryDelay: {
        delayType: "General",
        expirationTime: instant,
        delayedRecipients: [{ emailAddress: "a@wish.example", status: "4.2.1" }],
      },
    });
    catcher.accept("a@wish.example");
    const last = async () => (await told(messageId, 2)).some(({ eventType }) => eventType === "Delivery");
    await eventually("it is delivered", last);
  });

  it("a refusal that goes on: a bounce that may pass", async () => {
    const { sesUrl, told, catcher } = await home();
    catcher.refuse("a@wish.example", 451);
    const events = await told(await sent(sesUrl, sendEmail({ to: ["a@wish.example"] })), 3);
    expect(events.map(({ eventType }) => eventType).sort()).toEqual(["Bounce", "DeliveryDelay", "DeliveryDelay"]);
    expect(events.find(({ eventType }) => eventType === "Bounce")).toMatchObject({
      bounce: { bounceType: "Transient" },
    });
  });

  it("a server that cannot be reached: likewise", async () => {
    const gone = await home();
    await gone.catcher.close();
    const { sesUrl, told } = await home({ attempt: smtpAttempts({ kind: "catcher", port: gone.catcher.port }) });
    const events = await told(await sent(sesUrl), 3);
    expect(events.find(({ eventType }) => eventType === "DeliveryDelay")).toMatchObject({
      deliveryDelay: { delayType: "TransientCommunicationFailure", delayedRecipients: [{ status: "4.4.1" }] },
    });
    expect(events.find(({ eventType }) => eventType === "Bounce")).toMatchObject({
      bounce: { bounceType: "Transient", bouncedRecipients: [{ status: "4.4.7" }] },
    });
  });

  it("a bounce after the delivery, where a mailbox's server takes everything first", async () => {
    const { sesUrl, told } = await home({ bouncesLater: (recipient) => recipient === "late@wish.example" });
    const events = await told(await sent(sesUrl, sendEmail({ to: ["late@wish.example"] })), 2);
    expect(events.map(({ eventType }) => eventType)).toEqual(["Delivery", "Bounce"]);
  });

  it("again, as the same notification, until the function has taken it", async () => {
    let refusals = 2;
    const faults: string[] = [];
    const react = async () =>
      refusals-- > 0 ? { error: { errorType: "NotHandedOverYet", errorMessage: "" } } : { payload: null };
    const { sesUrl, told, notifications } = await home({ react, onFault: (line) => faults.push(line) });
    await told(await sent(sesUrl), 3);
    await eventually("it is taken", async () => (await kept("events")).length === 0);
    expect(new Set(notifications.map(({ Records }) => Records[0]!.Sns.MessageId)).size).toBe(1);
    expect(notifications).toHaveLength(3);
    expect(faults).toEqual(["record-mail-event: NotHandedOverYet"]);
  });
});

describe("nothing is lost when the process dies", () => {
  it("before the mail was handed over: the next run carries it", async () => {
    const dying = await home({ attempt: async () => new Promise(() => undefined) });
    const messageId = await sent(dying.sesUrl);
    expect(await kept("outgoing")).toEqual([`${messageId}-0.json`]);
    const next = await home();
    expect(await next.told(messageId, 1)).toMatchObject([{ eventType: "Delivery" }]);
    expect(next.inbox.mails()).toHaveLength(1);
    await eventually("it is done", async () => (await kept("outgoing")).length === 0);
  });

  it("before its event was taken: the next run publishes it, without sending the mail again", async () => {
    const dying = await home({ react: async () => new Promise(() => undefined) });
    const messageId = await sent(dying.sesUrl);
    await dying.told(messageId, 1);
    await eventually("the mail is done", async () => (await kept("outgoing")).length === 0);
    const next = await home();
    expect(await next.told(messageId, 1)).toEqual(await dying.told(messageId, 1));
    expect(next.inbox.mails()).toHaveLength(1);
    await eventually("it is taken", async () => (await kept("events")).length === 0);
  });

  it("between two attempts: the next run goes on with those that are left", async () => {
    const pauses = [1, 2_000];
    const first = await home({ pauses });
    first.catcher.refuse("a@wish.example", 451);
    const messageId = await sent(first.sesUrl, sendEmail({ to: ["a@wish.example"] }));
    await first.told(messageId, 2);
    await first.close();
    homes.splice(0);
    expect(await kept("outgoing")).toEqual([`${messageId}-0.json`]);
    const next = await home({ pauses });
    next.catcher.refuse("a@wish.example", 451);
    expect(await next.told(messageId, 1)).toMatchObject([{ eventType: "Bounce" }]);
  });

  it("in the middle of writing: half a record was promised to nobody", async () => {
    await home();
    await writeFile(join(folder.path, "outgoing/x.json.1.draft"), '{"mail":');
    await home();
    expect(await kept("outgoing")).toEqual([]);
  });
});
