import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256Node } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { mailerOf, sesMailer, type Letter, type Mailer } from "../../../../../functions/shared/mail/mailer.ts";
import { listen } from "../../../../../local/aws/listen.ts";
import { localPlace } from "../../../../../local/aws/local-place.ts";

type Asked = { method: string; path: string; headers: IncomingMessage["headers"]; body: string };
type Answering = (response: ServerResponse) => void;

const settings = { from: "sommation@mail.authority.example", configurationSet: "notices" };
const letter: Letter = {
  to: "notices@platform.example",
  subject: "Injonction : retrait d'une annonce à la demande de l'autorité",
  text: "Une annonce doit être retirée.",
  html: "<p>Une annonce doit être retirée.</p>",
  tags: {
    caseId: "case_0198d3e0-0000-7000-8000-000000000001",
    messageId: "msg_0198d3e0-0000-7000-8000-000000000002",
    attempt: 2,
  },
};

const asked: Asked[] = [];
/** What the service does with one request after another; with those that come later, what it did with the last. */
let answers: Answering[] = [];
let url: string;
let mailer: Mailer;
let close: () => Promise<void>;

const taken: Answering = (response) =>
  response.writeHead(200, { "content-type": "application/json" }).end('{"MessageId":"0102-3"}');
const refusing =
  (name: string, status = 400, message = `about ${letter.to}`): Answering =>
  (response) =>
    response
      .writeHead(status, { "content-type": "application/json", "x-amzn-errortype": `${name}:http://internal/` })
      .end(JSON.stringify({ message }));
/** The connection breaks when all has been read: nobody knows whether it was done. */
const breaking: Answering = (response) => response.socket?.destroy();

beforeAll(async () => {
  const server = createServer((request, response) => {
    void (async () => {
      const body = (await request.setEncoding("utf8").toArray()).join("");
      asked.push({ method: String(request.method), path: String(request.url), headers: request.headers, body });
      const [answer = taken] = answers.length > 1 ? answers.splice(0, 1) : answers;
      answer(response);
    })();
  });
  const listening = await listen(server, 0);
  if (listening.kind === "port_taken") throw new Error("no port is free");
  url = `http://127.0.0.1:${listening.port}`;
  ({ close } = listening);
});
afterAll(() => close());
beforeEach(() => {
  asked.length = 0;
  answers = [taken];
  mailer = sesMailer(settings, localPlace(url));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a letter", () => {
  it("is handed over to SES once it is taken, in its own format", async () => {
    expect(await mailer.send(letter)).toEqual({ kind: "handed_over" });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: "POST",
      path: "/v2/email/outbound-emails",
      headers: { "content-type": "application/json" },
    });
    const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
    const { caseId, messageId } = letter.tags;
    expect(JSON.parse(asked[0]!.body)).toEqual({
      FromEmailAddress: settings.from,
      Destination: { ToAddresses: [letter.to] },
      Content: {
        Simple: {
          Subject: utf8(letter.subject),
          Body: { Text: utf8(letter.text), Html: utf8(letter.html) },
          Headers: [
            { Name: "Auto-Submitted", Value: "auto-generated" },
            { Name: "References", Value: `<${caseId}@mail.authority.example>` },
            { Name: "X-Sommation-Case", Value: caseId },
            { Name: "X-Sommation-Message", Value: messageId },
          ],
        },
      },
      ConfigurationSetName: "notices",
      EmailTags: [
        { Name: "case-id", Value: caseId },
        { Name: "message-id", Value: messageId },
        { Name: "attempt", Value: "2" },
      ],
    });
  });

  it("has tags and headers that SES takes", async () => {
    await mailer.send(letter);
    const { Content, EmailTags } = JSON.parse(asked[0]!.body) as {
      Content: { Simple: { Headers: { Name: string; Value: string }[] } };
      EmailTags: { Name: string; Value: string }[];
    };
    for (const { Name, Value } of EmailTags) {
      expect([Name, Value]).toEqual([Name, Value].map(() => expect.stringMatching(/^[A-Za-z0-9_-]{1,256}$/) as string));
    }
    for (const { Name, Value } of Content.Simple.Headers) {
      expect(Name).toMatch(/^[!-9;-~]{1,126}$/);
      expect(Value).toMatch(/^[ -~]{1,800}$/);
    }
  });

  it("is signed so that SES comes to the same signature from what has arrived", async () => {
    await mailer.send(letter);
    const { headers, body, path, method } = asked[0]!;
    const [, region, signed = ""] =
      /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/([\w-]+)\/ses\/aws4_request, SignedHeaders=([\w;-]+), /.exec(
        headers.authorization ?? "",
      ) ?? [];
    expect(region).toBe("eu-west-3");
    expect(signed.split(";")).toEqual(expect.arrayContaining(["host", "x-amz-date", "content-type"]));
    const arrived = new HttpRequest({
      method,
      path,
      headers: Object.fromEntries(signed.split(";").map((name) => [name, String(headers[name])])),
      body,
    });
    const { credentials } = localPlace(url);
    const verifier = new SignatureV4({ service: "ses", region: "eu-west-3", credentials, sha256: Sha256Node });
    const at = String(headers["x-amz-date"]).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z");
    const anew = await verifier.sign(arrived, { signingDate: new Date(at) });
    expect(headers.authorization).toBe(anew.headers["authorization"]);
  });

  it("goes to the place that the environment names, with the role's session", async () => {
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    vi.stubEnv("AWS_SESSION_TOKEN", "session");
    vi.stubEnv("AWS_ENDPOINT_URL_SESV2", url);
    const elsewhere = mailerOf({ MAIL_FROM: settings.from, MAIL_CONFIGURATION_SET: settings.configurationSet });
    expect(await elsewhere?.send(letter)).toEqual({ kind: "handed_over" });
    expect(asked[0]!.headers.authorization).toContain("/eu-central-1/ses/aws4_request");
    expect(asked[0]!.headers["x-amz-security-token"]).toBe("session");
  });
});

describe("what SES refuses", () => {
  it.each([
    ["an address that is none", refusing("BadRequestException"), { kind: "hopeless", code: "bad_request" }],
    ["a content", refusing("MessageRejected"), { kind: "hopeless", code: "message_rejected" }],
    ["an account for good", refusing("AccountSuspendedException"), { kind: "hopeless", code: "account_suspended" }],
    ["an account for now", refusing("SendingPausedException"), { kind: "failed", code: "sending_paused" }],
    [
      "a domain that is not verified",
      refusing("MailFromDomainNotVerifiedException"),
      { kind: "failed", code: "not_verified" },
    ],
    [
      "an address that is not verified, as in the sandbox",
      refusing("MessageRejected", 400, `Email address is not verified: ${letter.to}`),
      { kind: "failed", code: "not_verified" },
    ],
    ["an unknown configuration set", refusing("NotFoundException", 404), { kind: "failed", code: "not_found" }],
    ["a role without the right", refusing("AccessDeniedException", 403), { kind: "failed", code: "access_denied" }],
    ["for a reason that is new", refusing("NewException", 400), { kind: "failed", code: "refused" }],
  ] satisfies [string, Answering, object][])(
    "is a value, at once, in a code of ours that quotes nothing: %s",
    async (_title, answer, expected) => {
      answers = [answer];
      expect(await mailer.send(letter)).toEqual(expected);
      expect(asked).toHaveLength(1);
    },
  );

  it.each([
    ["a rate", refusing("TooManyRequestsException", 429), "throttled"],
    ["a day's quota", refusing("LimitExceededException"), "limit_exceeded"],
    ["nothing, but fails itself", refusing("InternalServiceErrorException", 500), "unavailable"],
    ["nothing: a proxy answers", (response: ServerResponse) => response.writeHead(503).end("<html>"), "unavailable"],
    ["nothing: the connection breaks", breaking, "unreachable"],
  ] satisfies [string, Answering, string][])(
    "is tried three times before it is a failure: %s",
    async (_title, answer, code) => {
      answers = [answer];
      expect(await mailer.send(letter)).toEqual({ kind: "failed", code });
      expect(asked).toHaveLength(3);
      expect(new Set(asked.map(({ body }) => body)).size).toBe(1);
    },
  );

  it("is no failure where it passes by itself", async () => {
    answers = [refusing("TooManyRequestsException", 429), breaking, taken];
    expect(await mailer.send(letter)).toEqual({ kind: "handed_over" });
    expect(asked).toHaveLength(3);
  });
});

describe("where there is no SES", () => {
  it("fails as unreachable when nobody listens", async () => {
    const nobody = sesMailer(settings, localPlace("http://127.0.0.1:1"));
    expect(await nobody.send(letter)).toEqual({ kind: "failed", code: "unreachable" });
  });

  it("throws when the function is wrongly set up", async () => {
    vi.stubEnv("AWS_REGION", "");
    await expect(sesMailer(settings).send(letter)).rejects.toThrow("AWS_REGION is not set");
    const credentials = async () => Promise.reject(new Error("no credentials"));
    await expect(sesMailer(settings, { ...localPlace(url), credentials }).send(letter)).rejects.toThrow(
      "no credentials",
    );
    expect(asked).toEqual([]);
  });

  it("is no mailer, and half a setting is a fault", () => {
    expect(mailerOf({})).toBeUndefined();
    expect(() => mailerOf({ MAIL_FROM: settings.from })).toThrow("come together");
    expect(() => mailerOf({ MAIL_CONFIGURATION_SET: "notices" })).toThrow("come together");
  });
});
