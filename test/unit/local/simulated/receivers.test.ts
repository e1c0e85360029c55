import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { verifyWebhook } from "../../../../functions/shared/webhooks/verify.ts";
import { campaign } from "../../../../local/campaign/campaign.ts";
import { listen } from "../../../../local/aws/listen.ts";
import type { Happening } from "../../../../local/simulated/parties.ts";
import { startReceivers, type Receivers } from "../../../../local/simulated/receivers.ts";
import { hour } from "../../../support/cases.ts";
import { manualClock } from "./manual-clock.ts";
import { campaignCase } from "./messages.ts";

const secretOf = (text: string) => `whsec_${Buffer.from(text.padEnd(24, "-")).toString("base64")}`;
const shein = { id: "shein", secretFromUs: secretOf("to-shein"), secretToUs: secretOf("from-shein") };
const wish = { id: "wish", secretFromUs: secretOf("to-wish"), secretToUs: secretOf("from-wish") };
const dgccrf = { id: "dgccrf", secretFromUs: secretOf("to-dgccrf") };

let receivers: Receivers;
let happenings: Happening[];
let time: ReturnType<typeof manualClock>;

beforeEach(async () => {
  happenings = [];
  time = manualClock();
  receivers = await startReceivers({
    platforms: [shein, wish],
    authorities: [dgccrf],
    clock: time.clock,
    behaviours: campaign.behaviours,
    on: (happening) => happenings.push(happening),
  });
});

afterEach(async () => {
  await receivers.close();
});

const issued = campaignCase("shein").message("notice.issued");

async function post(url: string, body: string, secret: string, id = "msg_1") {
  const now = new Date();
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
      "webhook-signature": new Webhook(secret).sign(id, now, body),
    },
    body,
  });
  return response.status;
}

describe("the endpoints of simulated parties", () => {
  it("take a rightly signed message and tell of it", async () => {
    const url = receivers.urlOf("platform", "shein");
    expect(await post(url, JSON.stringify(issued), shein.secretFromUs)).toBe(204);
    expect(happenings).toEqual([
      {
        kind: "received",
        party: { kind: "platform", id: "shein" },
        messageId: "msg_1",
        message: issued,
        repeated: false,
      },
    ]);
  });

  it("refuse a message that is signed for somebody else", async () => {
    const url = receivers.urlOf("platform", "shein");
    expect(await post(url, JSON.stringify(issued), dgccrf.secretFromUs)).toBe(401);
    expect(happenings).toEqual([]);
  });

  it("refuse a message that breaks the published contract", async () => {
    const url = receivers.urlOf("authority", "dgccrf");
    expect(await post(url, '{"type":"case.settled"}', dgccrf.secretFromUs)).toBe(422);
    expect(happenings).toEqual([]);
  });

  it("answer 404 at an address of nobody", async () => {
    const url = receivers.urlOf("platform", "nobody");
    expect(await post(url, JSON.stringify(issued), shein.secretFromUs)).toBe(404);
  });

  it("take a repeated message again, and say so", async () => {
    const url = receivers.urlOf("platform", "shein");
    await post(url, JSON.stringify(issued), shein.secretFromUs);
    expect(await post(url, JSON.stringify(issued), shein.secretFromUs)).toBe(204);
    expect(happenings).toMatchObject([{ repeated: false }, { repeated: true }]);
  });

  it("fail with the status of a platform that is out of order, whatever is sent, and read nothing", async () => {
    const url = receivers.urlOf("platform", "wish");
    expect(await post(url, JSON.stringify(issued), wish.secretFromUs)).toBe(503);
    expect(happenings).toEqual([]);
  });

  it("tell a listener nothing more once it has stopped listening", async () => {
    const heard: Happening[] = [];
    const stop = receivers.listen((happening) => heard.push(happening));
    const url = receivers.urlOf("platform", "shein");
    await post(url, JSON.stringify(issued), shein.secretFromUs, "msg_1");
    stop();
    await post(url, JSON.stringify(issued), shein.secretFromUs, "msg_2");
    expect(heard).toHaveLength(1);
    expect(happenings).toHaveLength(2);
  });

  it("free their port when they close", async () => {
    const port = Number(new URL(receivers.urlOf("platform", "shein")).port);
    await receivers.close();
    const again = await listen(createServer(), port);
    expect(again.kind).toBe("listening");
    if (again.kind === "listening") await again.close();
    receivers = { ...receivers, close: () => Promise.resolve() };
  });
});

describe("the answer of a simulated platform", () => {
  /** An API that answers with these statuses, one after the other, and keeps what it was sent. */
  async function api(statuses: number[]) {
    const requests: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        requests.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(statuses[requests.length - 1] ?? 200).end("{}");
      });
    });
    const listening = await listen(server, 0);
    if (listening.kind === "port_taken") throw new Error("no port");
    onTestFinished(listening.close);
    return { requests, url: `http://127.0.0.1:${listening.port}/v1/platforms/shein/webhook` };
  }

  async function answerTo(url: string): Promise<Happening> {
    const message = { ...issued, data: { ...issued.data, respond: { url, documentation: url } } };
    const { promise, resolve } = Promise.withResolvers<Happening>();
    receivers.listen((happening) => {
      if (happening.kind === "answered") resolve(happening);
    });
    await post(receivers.urlOf("platform", "shein"), JSON.stringify(message), shein.secretFromUs);
    time.pass(hour);
    return promise;
  }

  it("is signed with the platform's own secret", async () => {
    const { requests, url } = await api([200]);
    expect(await answerTo(url)).toMatchObject({ platform: "shein", outcome: "accepted", status: 200 });
    const [{ headers, body }] = requests as [(typeof requests)[number]];
    const keys = [{ kind: "hmac", secret: shein.secretToUs }] as const;
    const verdict = verifyWebhook({ headers, rawBody: Buffer.from(body), keys, now: Date.now() });
    expect(verdict).toMatchObject({ kind: "verified" });
  });

  it("is sent again after an outage, as the same message", async () => {
    const { requests, url } = await api([503, 200]);
    expect(await answerTo(url)).toMatchObject({ outcome: "accepted" });
    expect(requests.map(({ body }) => body)).toEqual([requests[0]!.body, requests[0]!.body]);
    expect(new Set(requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  it("is not sent again after a refusal", async () => {
    const { requests, url } = await api([409]);
    expect(await answerTo(url)).toMatchObject({ outcome: "refused", status: 409 });
    expect(requests).toHaveLength(1);
  });

  it("is given up when the simulation ends", async () => {
    const { requests, url } = await api(Array<number>(10).fill(503));
    const answered = answerTo(url);
    await expect.poll(() => requests.length).toBeGreaterThan(0);
    await receivers.close();
    expect(await answered).toMatchObject({ outcome: "unreachable" });
    receivers = { ...receivers, close: () => Promise.resolve() };
  });
});
