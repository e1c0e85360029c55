import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { OutgoingMail } from "../../../../local/mail/outgoing-mail.ts";
import { serveSes, type SesServer } from "../../../../local/mail/ses-server.ts";
import { askSes, sendEmail, sent } from "../../../support/mail.ts";

let ses: SesServer;
let isFull = false;
const taken: OutgoingMail[] = [];

beforeAll(async () => {
  ses = await serveSes({
    configurationSet: "local",
    take: async (mail) => {
      if (isFull) throw new Error("no space left");
      taken.push(mail);
    },
  });
});

afterAll(async () => ses.close());

afterEach(() => {
  taken.length = 0;
  isFull = false;
});

const request = sendEmail();
const simple = request.Content.Simple;
const withSimple = (others: object) => ({ ...request, Content: { Simple: { ...simple, ...others } } });

describe("SendEmail", () => {
  it("takes a mail and answers with an id of its own", async () => {
    const [one, other] = [await sent(ses.url), await sent(ses.url)];
    expect(one).toMatch(/^[0-9a-f]{16}-[0-9a-f-]{36}-000000$/);
    expect(other).not.toBe(one);
    expect(taken[0]).toEqual({
      messageId: one,
      acceptedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      from: { name: "Sommation", address: "notifications@sommation.example" },
      to: [{ name: "", address: "notices@wish.example" }],
      replyTo: [],
      subject: "Une notification",
      text: simple.Body.Text.Data,
      html: simple.Body.Html.Data,
      headers: [{ name: "Auto-Submitted", value: "auto-generated" }],
      configurationSet: "local",
      tags: { "case-id": ["case_1"] },
    });
  });

  it.each([
    ["a line break in the subject", withSimple({ Subject: { Data: "Bonjour\r\nBcc: all@wish.example" } })],
    ["a lone line feed in it", withSimple({ Subject: { Data: "Bonjour\nBcc: all@wish.example" } })],
    ["no subject", withSimple({ Subject: { Data: "" } })],
    ["neither text nor HTML", withSimple({ Body: {} })],
    ["a line break in a header", withSimple({ Headers: [{ Name: "X-A", Value: "1\r\nBcc: all@wish.example" }] })],
    ["a line break in a header's name", withSimple({ Headers: [{ Name: "X-A\r\nBcc", Value: "1" }] })],
    ["a header of the service's own", withSimple({ Headers: [{ Name: "BCC", Value: "all@wish.example" }] })],
    ["a line break in an address", { ...request, FromEmailAddress: "A\r\nBcc: b <a@sommation.example>" }],
    ["two senders", { ...request, FromEmailAddress: "a@sommation.example, b@sommation.example" }],
    ["no address", { ...request, Destination: { ToAddresses: ["Wish"] } }],
    ["an address with blanks", { ...request, Destination: { ToAddresses: ["a b@wish.example"] } }],
    ["nobody to send to", { ...request, Destination: { ToAddresses: [] } }],
    ["a tag that is none", { ...request, EmailTags: [{ Name: "case id", Value: "case_1" }] }],
    ["a field nobody knows", { ...request, Sender: "x" }],
    ["what is not JSON", "{"],
  ])("refuses %s", async (_, body) => {
    const answer = await askSes(ses.url, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("x-amzn-errortype")).toBe("BadRequestException");
    expect(await answer.json()).toEqual({ message: expect.any(String) as string });
    expect(taken).toEqual([]);
  });

  it("refuses a configuration set that does not exist", async () => {
    const answer = await askSes(ses.url, { ...request, ConfigurationSetName: "other" });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("x-amzn-errortype")).toBe("NotFoundException");
  });

  it("answers with an outage where the mail cannot be kept", async () => {
    isFull = true;
    const answer = await askSes(ses.url, request);
    expect(answer.status).toBe(500);
    expect(answer.headers.get("x-amzn-errortype")).toBe("InternalServiceErrorException");
  });
});

it("serves nothing else", async () => {
  for (const path of ["/", "/v2/email/identities", "/v2/email/outbound-emails/x"]) {
    const answer = await askSes(ses.url, request, path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("x-amzn-errortype")).toBe("UnknownOperationException");
  }
});
