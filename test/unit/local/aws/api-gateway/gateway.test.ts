import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Route } from "../../../../../local/aws/api-gateway/routes.ts";
import type { InvocationResult } from "../../../../../local/aws/lambda/invocation.ts";
import { echo, eventOf, openGateway, policy, requestAsIs, sendRaw } from "../../../../support/embedded-gateway.ts";

const routes: Route[] = [
  { method: "GET", path: "/v1/cases/{id}", functionName: "echo", auth: "none" },
  { method: "GET", path: "/v1/cases/open", functionName: "open", auth: "none" },
  { method: "POST", path: "/v1/cases/{id}/steps/{step}/decision", functionName: "echo", auth: "none" },
  { method: "POST", path: "/v1/echo", functionName: "echo", auth: "none" },
  { method: "POST", path: "/v1/raw", functionName: "echo", auth: "none", binary: true },
  { method: "GET", path: "/v1/private", functionName: "echo", auth: "bearer" },
  { method: "GET", path: "/v1/private/{id}", functionName: "echo", auth: "bearer" },
  { method: "GET", path: "/v1/scripted", functionName: "scripted", auth: "none" },
];

let scripted: InvocationResult | Promise<InvocationResult>;
let authorization: (event: never) => InvocationResult;
let authorizations: unknown[];
let faults: unknown[];
let gateway: Awaited<ReturnType<typeof openGateway>>;

beforeEach(async () => {
  scripted = { payload: { statusCode: 200, body: "fine" } };
  authorization = () => policy("Allow");
  authorizations = [];
  faults = [];
  gateway = await openGateway({
    routes,
    binaryTypes: ["application/pdf"],
    integrationMilliseconds: 200,
    onFault: (fault) => faults.push(fault),
    invoke: async (name, event) => {
      switch (name) {
        case "echo":
          return echo(event);
        case "open":
          return { payload: { statusCode: 200, body: '"literal"' } };
        case "authorize":
          authorizations.push(event);
          return authorization(event as never);
        default:
          return scripted;
      }
    },
    extraRoutes: [
      { method: "GET", path: "/extra", handle: (_, response) => void response.end("extra") },
      { method: "GET", path: "/faulty", handle: () => Promise.reject(new Error("fault")) },
    ],
  });
});

afterEach(async () => {
  await gateway.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(gateway.url + path, { headers });
const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(gateway.url + path, { method: "POST", body, headers });

describe("the event of a request", () => {
  it("names route, path, parameters and query", async () => {
    const event = await eventOf(await get("/v1/cases/case_1?limit=5&status=a&status=b%20c"));
    expect(event).toMatchObject({
      resource: "/v1/cases/{id}",
      path: "/v1/cases/case_1",
      httpMethod: "GET",
      pathParameters: { id: "case_1" },
      queryStringParameters: { limit: "5", status: "b c" },
      multiValueQueryStringParameters: { limit: ["5"], status: ["a", "b c"] },
      body: null,
      isBase64Encoded: false,
      requestContext: {
        resourcePath: "/v1/cases/{id}",
        httpMethod: "GET",
        stage: "local",
        identity: { sourceIp: "127.0.0.1" },
      },
    });
  });

  it("carries the request's id, which the answer names, too", async () => {
    const answer = await get("/v1/cases/case_1");
    expect((await eventOf(answer)).requestContext.requestId).toBe(answer.headers.get("x-request-id"));
  });

  it("has the last value of a repeated header, and all of them", async () => {
    const event = await eventOf(await requestAsIs(gateway.port, "/v1/cases/1", { "X-Many": ["one", "two"] }));
    expect(event.headers).toMatchObject({ "X-Many": "two" });
    expect(event.multiValueHeaders).toMatchObject({ "X-Many": ["one", "two"] });
  });

  it("has null for what is not there", async () => {
    expect(await eventOf(await post("/v1/echo", ""))).toMatchObject({
      pathParameters: null,
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      body: null,
    });
  });

  it("has the instant at which the headers were there, not the end of the body", async () => {
    const before = Date.now();
    let headersSent = 0;
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode("{"));
        await sleep(150);
        headersSent = Date.now();
        controller.enqueue(new TextEncoder().encode("}"));
        controller.close();
      },
    });
    const answer = await fetch(`${gateway.url}/v1/echo`, { method: "POST", body, duplex: "half" });
    const { requestTimeEpoch } = (await eventOf(answer)).requestContext;
    expect(requestTimeEpoch).toBeGreaterThanOrEqual(before);
    expect(requestTimeEpoch).toBeLessThan(headersSent);
  });

  it("is made whatever the client expects", async () => {
    const raw = await sendRaw(
      gateway.port,
      "GET /v1/cases/1 HTTP/1.1\r\nHost: local\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n",
    );
    expect(raw).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("is made of a request for another protocol, too, whose connection then ends", async () => {
    const raw = await sendRaw(
      gateway.port,
      "POST /v1/echo HTTP/1.1\r\nHost: local\r\nUpgrade: h2c\r\nConnection: upgrade\r\nContent-Length: 2\r\n\r\n{}",
    );
    expect(raw).toMatch(/^HTTP\/1\.1 200 /);
    expect(raw).toMatch(/\r\nconnection: close\r\n/i);
  });

  it("decodes parameters of the path", async () => {
    expect((await eventOf(await requestAsIs(gateway.port, "/v1/cases/a%2Fb%20c"))).pathParameters).toEqual({
      id: "a/b c",
    });
  });
});

describe("the body of a request", () => {
  it("is text, byte by byte, where it is UTF-8", async () => {
    const text = '\uFEFF{"reason":"contrefaçon – 侵权"}\n';
    expect(await eventOf(await post("/v1/echo", text))).toMatchObject({ body: text, isBase64Encoded: false });
  });

  it("is Base64 where it is not", async () => {
    const bytes = new Uint8Array([0x7b, 0xff, 0xfe]);
    expect(await eventOf(await post("/v1/echo", bytes))).toMatchObject({ body: "e//+", isBase64Encoded: true });
  });

  it.each([
    ["its type says so", "/v1/echo", "application/pdf; version=1"],
    ["the route says so", "/v1/raw", "application/json"],
  ])("is Base64 where %s", async (_, path, type) => {
    const event = await eventOf(await post(path, "{}", { "content-type": type }));
    expect(event).toMatchObject({ body: "e30=", isBase64Encoded: true });
  });

  it("is refused over ten megabytes, announced or not", async () => {
    const large = new Uint8Array(10 * 1_024 * 1_024 + 1);
    expect((await post("/v1/echo", large)).status).toBe(413);
    const unannounced = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(large);
        controller.close();
      },
    });
    const sent = fetch(`${gateway.url}/v1/echo`, { method: "POST", body: unannounced, duplex: "half" });
    // The connection is closed under a client that still sends: it may see that before the answer.
    expect(
      await sent.then(
        ({ status }) => status,
        () => 413,
      ),
    ).toBe(413);
  });
});

describe("routing", () => {
  it("prefers a literal path to a parameter", async () => {
    expect(await (await get("/v1/cases/open")).json()).toBe("literal");
  });

  it.each(["/", "/v1", "/v1/cases", "/v1/cases/", "/v1/cases/1/2", "/v1/CASES/1", "//v1/cases/1"])(
    "does not know %s",
    async (path) => {
      const answer = await requestAsIs(gateway.port, path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ status: 404, instance: path });
    },
  );

  it("refuses a path by another method, and names those it has", async () => {
    const answer = await post("/v1/cases/1", "");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });

  it.each(["/v1/cases/%", "/v1/cases/%zz", "/v1/cases/%ff", "/v1/cases/1?x=%", "/v1/cases/1?x=%ff", "*"])(
    "refuses %s as malformed",
    async (path) => {
      expect((await requestAsIs(gateway.port, path)).status).toBe(400);
    },
  );

  it("answers HEAD as GET, without the body", async () => {
    const answer = await fetch(`${gateway.url}/v1/cases/1`, { method: "HEAD" });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("");
  });

  it("answers OPTIONS with the methods of a path", async () => {
    const answer = await fetch(`${gateway.url}/v1/cases/1`, { method: "OPTIONS" });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });

  it("leaves extra paths to their handlers, with a request id", async () => {
    const answer = await get("/extra");
    expect(await answer.text()).toBe("extra");
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("takes the absolute form of a target", async () => {
    const answer = await sendRaw(
      gateway.port,
      "GET http://example.org/extra HTTP/1.1\r\nhost: example.org\r\nconnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
  });
});

describe("the answer of a function", () => {
  it("reaches the client with its status, its headers and its body", async () => {
    scripted = {
      payload: {
        statusCode: 202,
        headers: { "Content-Type": "application/json", ETag: '"3"', "retry-after": 5 },
        multiValueHeaders: { Link: ["<a>", "<b>"] },
        body: '{"é":1}',
      },
    };
    const answer = await get("/v1/scripted");
    expect(answer.status).toBe(202);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/json",
      etag: '"3"',
      link: "<a>, <b>",
      "retry-after": "5",
    });
    expect(await answer.json()).toEqual({ é: 1 });
  });

  it("is decoded where it is Base64", async () => {
    scripted = { payload: { statusCode: 200, body: Buffer.from([0, 255]).toString("base64"), isBase64Encoded: true } };
    expect(new Uint8Array(await (await get("/v1/scripted")).arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });

  it.each([
    ["an error", { error: { errorType: "TypeError", errorMessage: "x is not a function" } }],
    ["time over in the function", { error: { errorType: "Sandbox.Timedout", errorMessage: "" } }],
    ["nothing", { payload: null }],
    ["no status", { payload: { body: "{}" } }],
    ["a body that is no text", { payload: { statusCode: 200, body: {} } }],
    ["a header of two lines", { payload: { statusCode: 200, headers: { "x-a": "1\r\nx-b: 2" } } }],
  ] satisfies [string, InvocationResult][])(
    "is 502 where the function gives %s, and says nothing of it",
    async (_, result) => {
      scripted = result;
      const answer = await get("/v1/scripted");
      expect(answer.status).toBe(502);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(await answer.text()).not.toContain("not a function");
    },
  );

  it("is 504 where the function takes longer than the gateway waits", async () => {
    scripted = new Promise(() => undefined);
    expect((await get("/v1/scripted")).status).toBe(504);
  });
});

describe("the authorizer", () => {
  const asked = (path = "/v1/private", token = "Bearer a") => get(path, { authorization: token });

  it("is not asked about a request without a token, which is 401", async () => {
    const answer = await get("/v1/private");
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(authorizations).toEqual([]);
  });

  it("is not asked about a request with two tokens, which is 401, whatever the answer to one of them was", async () => {
    await get("/v1/private", { authorization: "Bearer b" });
    const both = await requestAsIs(gateway.port, "/v1/private", { authorization: ["Bearer a", "Bearer b"] });
    expect(both.status).toBe(401);
    expect(authorizations).toHaveLength(1);
  });

  it("is told who asks for what, and adds to the event what it knows, as text", async () => {
    authorization = () => policy("Allow", "*", { authority: "sne", level: 2, person: null });
    const event = await eventOf(await asked("/v1/private/7?x=1"));
    expect(event.requestContext.authorizer).toEqual({ principalId: "client", authority: "sne", level: "2" });
    expect(authorizations).toMatchObject([
      {
        type: "REQUEST",
        methodArn: "arn:aws:execute-api:eu-west-3:000000000000:local/local/GET/v1/private/7",
        resource: "/v1/private/{id}",
        path: "/v1/private/7",
        httpMethod: "GET",
        headers: { authorization: "Bearer a" },
        pathParameters: { id: "7" },
        queryStringParameters: { x: "1" },
      },
    ]);
  });

  it("is asked once for a token, and its policy read again for each route", async () => {
    authorization = () => policy("Allow", "arn:aws:execute-api:*:*:*/local/GET/v1/private/*");
    expect((await asked("/v1/private/1")).status).toBe(200);
    expect((await asked("/v1/private/2")).status).toBe(200);
    expect((await asked("/v1/private")).status).toBe(403);
    expect(authorizations).toHaveLength(1);
    await asked("/v1/private/1", "Bearer b");
    expect(authorizations).toHaveLength(2);
  });

  it("says 403 by a policy that denies", async () => {
    authorization = () => policy("Deny");
    expect((await asked()).status).toBe(403);
  });

  it("says 401 by the word Unauthorized, and is asked again", async () => {
    authorization = () => ({ error: { errorType: "Error", errorMessage: "Unauthorized" } });
    expect((await asked()).status).toBe(401);
    expect((await asked()).status).toBe(401);
    expect(authorizations).toHaveLength(2);
  });

  it.each([
    ["it fails", { error: { errorType: "TypeError", errorMessage: "" } }],
    ["it returns no policy", { payload: { principalId: "client" } }],
  ] satisfies [string, InvocationResult][])("is a 500 where %s", async (_, result) => {
    authorization = () => result;
    expect((await asked()).status).toBe(500);
  });
});

describe("the gateway's own answers", () => {
  it.each([
    [undefined, "fr"],
    ["en-GB,en;q=0.9,fr;q=0.8", "en"],
    ["de", "fr"],
    ["en;q=0.5, fr;q=0.9", "fr"],
  ])("are, for Accept-Language %s, in %s", async (header, language) => {
    const answer = await get("/nowhere", header === undefined ? {} : { "accept-language": header });
    expect(answer.headers.get("content-language")).toBe(language);
    expect(await answer.json()).toMatchObject({ requestId: answer.headers.get("x-request-id") });
  });

  it("are 500 for a fault of its own, which is reported", async () => {
    expect((await get("/faulty")).status).toBe(500);
    expect(faults).toEqual([new Error("fault")]);
  });

  it.each([
    ["431", `GET / HTTP/1.1\r\nhost: x\r\nx-flood: ${"a".repeat(20_000)}\r\n\r\n`],
    ["400", "nonsense\r\n\r\n"],
    ["400", "GET / HTTP/1.1\r\n\r\n"],
  ])("are %s for what is no request", async (status, bytes) => {
    const answer = await sendRaw(gateway.port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it("name a request id even for what is no request", async () => {
    expect(await sendRaw(gateway.port, "nonsense\r\n\r\n")).toMatch(/x-request-id: [0-9a-f-]{36}\r\n/);
  });
});

describe("closing", () => {
  it("lets a request under way finish", async () => {
    const underWay = Promise.withResolvers<InvocationResult>();
    scripted = underWay.promise;
    const answer = get("/v1/scripted");
    await sleep(50);
    const closing = gateway.close();
    underWay.resolve({ payload: { statusCode: 200, body: "in the end" } });
    expect(await (await answer).text()).toBe("in the end");
    await closing;
    gateway = await openGateway({});
  });

  it("frees the port", async () => {
    const { port } = gateway;
    await gateway.close();
    await expect(requestAsIs(port, "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    gateway = await openGateway({});
  });
});
