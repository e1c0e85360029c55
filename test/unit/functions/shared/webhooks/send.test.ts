import type { IncomingMessage } from "node:http";
import { createServer } from "node:net";
import * as tls from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import {
  publishedLimits,
  sendWebhook,
  type OutgoingWebhook,
  type SendingMeans,
} from "../../../../../functions/shared/webhooks/send.ts";
import { signWebhook } from "../../../../../functions/shared/webhooks/sign.ts";
import { verifyWebhook } from "../../../../../functions/shared/webhooks/verify.ts";
import { closedPort, listen, selfSigned, serve, serveTls, speak } from "./loopback-servers.ts";

const secret = `whsec_${Buffer.from("test-secret-for-sending-webhooks").toString("base64")}`;
const timestamp = 1_762_156_801;
const body = '{"type":"notice.issued","data":{"statementOfReasons":"Référencé ✓"}}';
const headers = signWebhook({ id: "msg_1", timestamp, body, secrets: [secret] });
const limits = (changes: Partial<SendingMeans["limits"]>) => ({ limits: { ...publishedLimits, ...changes } });

function send(url: string, means: Partial<SendingMeans> = {}, changes: Partial<OutgoingWebhook> = {}) {
  return sendWebhook({ url, headers, body, allowLoopbackHttp: true, ...changes }, means);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat((await request.toArray()) as Buffer[]);
}

/** An endpoint that answers with a status and headers. */
function answering(status: number, answerHeaders: Record<string, string> = {}) {
  return serve((request, response) => {
    request.resume();
    response.writeHead(status, answerHeaders).end("an answer nobody reads");
  });
}

describe("the published limits", () => {
  it("are 5 s to connect, 15 s in all, 64 kB of an answer", () => {
    expect(publishedLimits).toEqual({ connectMilliseconds: 5_000, totalMilliseconds: 15_000, answerBytes: 65_536 });
  });
});

describe("a webhook that arrives", () => {
  it("is a POST of the bytes that were signed, and says who sends it", async () => {
    const received: { request: IncomingMessage; rawBody: Buffer }[] = [];
    const url = await serve((request, response) => {
      void bodyOf(request).then((rawBody) => {
        received.push({ request, rawBody });
        response.writeHead(204).end();
      });
    });
    expect(await send(`${url}?tenant=a`)).toEqual({ kind: "delivered", status: 204 });

    const { request, rawBody } = received[0]!;
    expect([request.method, request.url]).toEqual(["POST", "/hook?tenant=a"]);
    expect(request.headers).toMatchObject({
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": "Sommation/1",
    });
    const keys = [{ kind: "hmac", secret }] as const;
    const verdict = verifyWebhook({ headers: request.headers, rawBody, keys, now: timestamp * 1_000 });
    expect(verdict).toEqual({ kind: "verified", id: "msg_1", timestamp });
  });

  it.each([200, 201, 202, 204, 299])("is delivered by a %i", async (status) => {
    expect(await send(await answering(status))).toEqual({ kind: "delivered", status });
  });

  it("is delivered even where the answer's body is longer than anybody reads", async () => {
    let writtenBytes = 0;
    const url = await serve((request, response) => {
      request.resume();
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) writtenBytes += 16_384;
      };
      response.on("drain", more);
      more();
    });
    expect(await send(url, limits({ answerBytes: 65_536 }))).toEqual({ kind: "delivered", status: 200 });
    // What fits into the buffers of the two ends, not what an endless answer would have held.
    expect(writtenBytes).toBeLessThan(50_000_000);
  });

  it("is delivered by its status line, when the body drips until the total limit or breaks off", async () => {
    const drips = await speak((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
        const drip = setInterval(() => socket.write("."), 10);
        socket.on("close", () => {
          clearInterval(drip);
        });
      });
    });
    let told = 0;
    const onStatus = () => (told = performance.now());
    expect(await send(drips, limits({ totalMilliseconds: 1_000 }), { onStatus })).toEqual({
      kind: "delivered",
      status: 200,
    });
    // The instant of receipt is that of the status line, not that of the end.
    expect(performance.now() - told).toBeGreaterThan(500);

    const breaks = await speak((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhalf of"));
    });
    expect(await send(breaks)).toEqual({ kind: "delivered", status: 200 });
  });

  it("goes over a kept connection", async () => {
    const connections = new Set<unknown>();
    const url = await serve((request, response) => {
      connections.add(request.socket);
      request.resume();
      response.end();
    });
    await send(url);
    await send(url);
    expect(connections.size).toBe(1);
  });

  it("goes over a new connection when the platform has closed the kept ones meanwhile", async () => {
    const connections = new Set<unknown>();
    const waiting: (() => void)[] = [];
    const url = await serve((request, response) => {
      request.resume();
      if (connections.has(request.socket)) {
        request.socket.destroy();
        return;
      }
      connections.add(request.socket);
      waiting.push(() => response.end());
      // The first two requests are answered together, so that each has a connection of its own.
      if (connections.size >= 2) for (const answer of waiting.splice(0)) answer();
    });
    const delivered = { kind: "delivered", status: 200 };
    expect(await Promise.all([send(url), send(url)])).toEqual([delivered, delivered]);
    expect(await send(url)).toEqual(delivered);
    expect(connections.size).toBe(3);
  });

  it("never takes up a connection for a name that has other addresses by now", async () => {
    const connections = new Set<unknown>();
    const url = new URL(
      await serve((request, response) => {
        connections.add(request.socket);
        request.resume();
        response.end();
      }),
    );
    url.hostname = "hooks.shop.example";
    const loopback = { address: "127.0.0.1", family: 4 };
    const elsewhere = { address: "127.0.0.2", family: 4 };
    await send(url.href, { check: () => Promise.resolve({ kind: "allowed", url, addresses: [loopback] }) });
    await send(url.href, { check: () => Promise.resolve({ kind: "allowed", url, addresses: [loopback, elsewhere] }) });
    await send(url.href, { check: () => Promise.resolve({ kind: "allowed", url, addresses: [loopback] }) });
    expect(connections.size).toBe(2);
  });

  it("reaches the second address where the first does not answer", async () => {
    const url = new URL(await answering(200));
    url.hostname = "hooks.shop.example";
    // Nothing of this machine listens on the IPv6 loopback at that port.
    const addresses = [
      { address: "::1", family: 6 },
      { address: "127.0.0.1", family: 4 },
    ] as const;
    const check = () => Promise.resolve({ kind: "allowed", url, addresses } as const);
    expect(await send(url.href, { check })).toEqual({ kind: "delivered", status: 200 });
  });
});

describe("an answer that is no delivery", () => {
  it.each([300, 301, 302, 303, 304, 307, 308])("%i is a redirect, and is not followed", async (status) => {
    let followed = false;
    const elsewhere = await serve((request, response) => {
      followed = true;
      request.resume();
      response.end();
    });
    const url = await answering(status, { location: elsewhere });
    expect(await send(url)).toEqual({ kind: "failed", code: "redirect", status });
    expect(followed).toBe(false);
  });

  it("410 says that the endpoint is gone", async () => {
    expect(await send(await answering(410))).toEqual({ kind: "gone" });
  });

  it.each([400, 401, 404, 409, 418, 500, 502, 504])("%i is a failure with its status", async (status) => {
    const url = await answering(status, { "retry-after": "7" });
    expect(await send(url)).toEqual({ kind: "failed", code: "status", status });
  });

  it.each([429, 503])("%i may ask for patience", async (status) => {
    const failed = { kind: "failed", code: "status", status };
    expect(await send(await answering(status, { "retry-after": "7" }))).toEqual({ ...failed, retryAfterSeconds: 7 });
    expect(await send(await answering(status, { "retry-after": "Fri, 01 Jan 2100 00:00:00 GMT" }))).toEqual({
      ...failed,
      retryAfterSeconds: 3_600,
    });
    expect(await send(await answering(status, { "retry-after": "later" }))).toEqual(failed);
    expect(await send(await answering(status))).toEqual(failed);
  });

  it.each([
    ["nothing at all", ""],
    ["something that is not HTTP", "220 mail.example ESMTP\r\n"],
    ["headers without end", `HTTP/1.1 200 OK\r\nx: ${"a".repeat(40_000)}\r\n`],
    ["a change of protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: ftp\r\nConnection: Upgrade\r\n\r\n"],
  ])("%s is a connection that broke", async (_, text) => {
    const url = await speak((socket) => {
      socket.once("data", () => socket.end(text));
    });
    expect(await send(url)).toEqual({ kind: "failed", code: "connect" });
  });

  it("a connection that is reset is tried no second time when it was new", async () => {
    let connections = 0;
    const url = await speak((socket) => {
      connections += 1;
      socket.once("data", () => socket.resetAndDestroy());
    });
    expect(await send(url)).toEqual({ kind: "failed", code: "connect" });
    expect(connections).toBe(1);
  });
});

describe("an endpoint that cannot be reached", () => {
  it("fails to connect where nothing listens", async () => {
    expect(await send(`http://127.0.0.1:${await closedPort()}/`)).toEqual({ kind: "failed", code: "connect" });
  });

  it("is refused, and not connected to, where the guard refuses its address", async () => {
    let reached = false;
    const port = await listen(createServer(() => (reached = true)));
    const refused = { kind: "failed", code: "refused_address" };
    expect(await send(`https://127.0.0.1:${port}/`)).toEqual(refused);
    expect(await send("http://10.0.0.1/")).toEqual(refused);
    expect(await send(`http://127.0.0.1:${port}/`, {}, { allowLoopbackHttp: false })).toEqual(refused);
    expect(reached).toBe(false);
  });

  it("has no address where its name does not resolve", async () => {
    const check = () => Promise.resolve({ kind: "unresolved" } as const);
    expect(await send("https://nowhere.example/", { check })).toEqual({ kind: "failed", code: "dns" });
  });

  it("has no address where the name service does not answer within the limit to connect", async () => {
    const check = () => new Promise<never>(() => undefined);
    const outcome = await send("https://slow.example/", { check, ...limits({ connectMilliseconds: 30 }) });
    expect(outcome).toEqual({ kind: "failed", code: "dns" });
  });
});

describe("an endpoint that takes too long", () => {
  it("times out when it never answers", async () => {
    const url = await serve((request) => request.resume());
    expect(await send(url, limits({ totalMilliseconds: 100 }))).toEqual({ kind: "failed", code: "timeout" });
  });

  it("times out when it drips its headers: each byte buys no time", async () => {
    const url = await speak((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\nx: ");
        const drip = setInterval(() => socket.write("a"), 10);
        socket.on("close", () => {
          clearInterval(drip);
        });
      });
    });
    expect(await send(url, limits({ totalMilliseconds: 150 }))).toEqual({ kind: "failed", code: "timeout" });
  });

  it("times out when the total limit ends while its name is looked up", async () => {
    const check = () => new Promise<never>(() => undefined);
    const outcome = await send("https://slow.example/", { check, ...limits({ totalMilliseconds: 30 }) });
    expect(outcome).toEqual({ kind: "failed", code: "timeout" });
  });

  it("is left when the caller has to end, and not even tried when that was before", async () => {
    const caller = new AbortController();
    let requests = 0;
    const url = await serve((request) => {
      requests += 1;
      request.resume();
      caller.abort();
    });
    const timeout = { kind: "failed", code: "timeout" };
    expect(await send(url, {}, { signal: caller.signal })).toEqual(timeout);
    expect(await send(url, {}, { signal: caller.signal })).toEqual(timeout);
    const check = () => new Promise<never>(() => undefined);
    expect(await send(url, { check }, { signal: caller.signal })).toEqual(timeout);
    expect(requests).toBe(1);
  });

  it("fails on TLS when the handshake does not end within the limit to connect", async () => {
    const port = await listen(createServer(() => undefined));
    const outcome = await send("https://hooks.shop.example/", {
      ...pinnedTo("hooks.shop.example", port),
      ...limits({ connectMilliseconds: 500 }),
    });
    expect(outcome).toEqual({ kind: "failed", code: "tls" });
  });
});

/** A guard that lets a port of this machine through under a name, as if its address were public. */
function pinnedTo(hostname: string, port: number): Pick<SendingMeans, "check"> {
  const url = new URL(`https://${hostname}:${port}/hook`);
  const addresses = [{ address: "127.0.0.1", family: 4 }] as const;
  return { check: () => Promise.resolve({ kind: "allowed", url, addresses }) };
}

describe("TLS", () => {
  const identity = selfSigned("hooks.shop.example");
  const usual = tls.getCACertificates("default");
  afterEach(() => {
    tls.setDefaultCACertificates(usual);
    delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  });

  async function endpoint() {
    const hosts: (string | undefined)[] = [];
    const port = await serveTls(identity, (request, response) => {
      hosts.push(request.headers.host);
      request.resume();
      response.end();
    });
    return { port, hosts };
  }

  it("connects to the address checked, under the name that was registered", async () => {
    const { port, hosts } = await endpoint();
    tls.setDefaultCACertificates([identity.certificate]);
    const outcome = await send("https://hooks.shop.example/", pinnedTo("hooks.shop.example", port));
    expect(outcome).toEqual({ kind: "delivered", status: 200 });
    expect(hosts).toEqual([`hooks.shop.example:${port}`]);
  });

  it("refuses a certificate for another name", async () => {
    const { port, hosts } = await endpoint();
    tls.setDefaultCACertificates([identity.certificate]);
    const outcome = await send("https://hooks.other.example/", pinnedTo("hooks.other.example", port));
    expect(outcome).toEqual({ kind: "failed", code: "tls" });
    expect(hosts).toEqual([]);
  });

  it("refuses a certificate that nobody vouches for, whatever the environment says", async () => {
    const { port, hosts } = await endpoint();
    const means = pinnedTo("hooks.shop.example", port);
    expect(await send("https://hooks.shop.example/", means)).toEqual({ kind: "failed", code: "tls" });
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    expect(await send("https://hooks.shop.example/", means)).toEqual({ kind: "failed", code: "tls" });
    expect(hosts).toEqual([]);
  });

  it("fails where the other end does not speak it", async () => {
    const port = await listen(createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
    const outcome = await send("https://hooks.shop.example/", pinnedTo("hooks.shop.example", port));
    expect(outcome).toEqual({ kind: "failed", code: "tls" });
  });
});
