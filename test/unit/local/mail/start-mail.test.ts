import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { hostFunctions, type LambdaHost } from "../../../../local/aws/lambda/host.ts";
import type { Invoke } from "../../../../local/aws/lambda/invocation.ts";
import { Closing } from "../../../../local/runtime/closing.ts";
import { openMail, type OpenedMail } from "../../../../local/runtime/start-mail.ts";
import { eventually } from "../../../support/e2e-eventually.ts";
import { temporaryFolder, writeBundles } from "../../../support/embedded-bundle.ts";
import { openGateway } from "../../../support/embedded-gateway.ts";
import { mailAt, PublishedEvent, sendEmail, speakSmtp } from "../../../support/mail.ts";

/** A function that sends a mail, as those of the product do, and one that is told what came of it. */
const sources = {
  send: `exports.handler = async (body) => (await fetch(process.env.AWS_ENDPOINT_URL_SESV2 + "/v2/email/outbound-emails",
    { method: "POST", body: JSON.stringify(body) })).json();`,
  "record-mail-event": `const told = []; exports.handler = async (event) => {
    for (const { Sns } of event.Records ?? []) told.push(JSON.parse(Sns.Message)); return told; };`,
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gateway: Awaited<ReturnType<typeof openGateway>>;
let mail: OpenedMail;
let host: LambdaHost;
const closing = new Closing();
const faults: string[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  const files = await writeBundles(folder.path, sources);
  const { promise: ready, resolve: isReady } = Promise.withResolvers<LambdaHost>();
  const invoke: Invoke = async (name, event) => (await ready).invoke(name, event);
  mail = await openMail({ folder: folder.path, invoke, onFault: (line) => faults.push(line) }, closing);
  const environment = { AWS_ENDPOINT_URL_SESV2: mail.sesUrl };
  host = hostFunctions({
    functions: Object.entries(files).map(([name, file]) => ({ name, file, environment, timeoutMilliseconds: 10_000 })),
  });
  closing.add(host.close);
  await Promise.all([host.warm(), mail.start()]);
  isReady(host);
  gateway = await openGateway({ extraRoutes: mail.routes });
});

afterAll(async () => {
  await gateway.close();
  await closing.close();
  await folder.remove();
});

async function eventsTold(): Promise<PublishedEvent[]> {
  const result = await host.invoke("record-mail-event", {});
  return "payload" in result ? z.array(PublishedEvent).parse(result.payload) : [];
}

async function sentBy(body: object): Promise<string> {
  const result = await host.invoke("send", body);
  return z.object({ payload: z.object({ MessageId: z.string() }) }).parse(result).payload.MessageId;
}

it("carries a mail of a function to the inbox, and tells a function what came of it", async () => {
  const delivered = await sentBy(sendEmail({ subject: "Ordre 1" }));
  const bounced = await sentBy(sendEmail({ subject: "Ordre 2", to: ["bounce@wish.example"] }));
  await mailAt(gateway.url, "the mail arrives", ({ subject }) => subject === "Ordre 1");
  const fates = await eventually("both fates are told", async () => {
    const events = await eventsTold();
    return events.length >= 2 && Object.fromEntries(events.map((event) => [event.mail.messageId, event.eventType]));
  });
  expect(fates).toEqual({ [delivered]: "Delivery", [bounced]: "Bounce" });
  expect(faults).toEqual([]);
});

it("says on the page where to send mail by SMTP, and shows what comes", async () => {
  const page = await (await fetch(`${gateway.url}/mail`)).text();
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(page)?.[1]);
  const message = ["DATA", "Subject: By hand\r\n\r\nHello\r\n.", "QUIT"];
  await speakSmtp(port, ["HELO x.example", "MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", ...message]);
  expect(await mailAt(gateway.url, "it arrives", ({ subject }) => subject === "By hand")).toMatchObject({
    returnPath: "a@b.example",
    recipients: ["c@d.example"],
  });
});
