import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256Node } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { jsonService, type JsonService } from "../../../../../functions/shared/aws/json-service.ts";
import { ServiceError } from "../../../../../functions/shared/aws/service-error.ts";
import { listen } from "../../../../../local/aws/listen.ts";
import { localPlace } from "../../../../../local/aws/local-place.ts";

type Asked = { headers: IncomingMessage["headers"]; body: string };
type Answering = (response: ServerResponse) => void;

const address = {
  host: "dynamodb",
  endpointVariable: "AWS_ENDPOINT_URL_DYNAMODB",
  target: "DynamoDB_20120810",
  version: "1.0",
  attempts: 4,
} as const;

const asked: Asked[] = [];
/** What the service does with one request after another; with those that come later, what it did with the last. */
let answers: Answering[] = [];
let url: string;
let service: JsonService;
let close: () => Promise<void>;

const json =
  (status: number, body: object, headers: Record<string, string> = {}): Answering =>
  (response) =>
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0", ...headers }).end(JSON.stringify(body));
const refusing = (name: string, status = 400) => json(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}` });
const done = json(200, { done: true });
/** The connection breaks when all has been read: nobody knows whether it was done. */
const breaking: Answering = (response) => response.socket?.destroy();

beforeAll(async () => {
  const server = createServer((request, response) => {
    void (async () => {
      const body = (await request.setEncoding("utf8").toArray()).join("");
      asked.push({ headers: request.headers, body });
      const [answer = done] = answers.length > 1 ? answers.splice(0, 1) : answers;
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
  answers = [done];
  service = jsonService(address, localPlace(url));
});
afterEach(() => {
  service.close();
  vi.unstubAllEnvs();
});

describe("a request", () => {
  it("names its operation and its protocol, and brings back what was answered", async () => {
    expect(JSON.parse(await service.call("GetItem", '{"TableName":"t"}'))).toEqual({ done: true });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      body: '{"TableName":"t"}',
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.GetItem" },
    });
  });

  it("is signed so that the service comes to the same signature from what has arrived", async () => {
    const body = JSON.stringify({ text: "Où est l'objet signalé ?" });
    await service.call("PutItem", body);
    const { headers } = asked[0]!;
    const [, region, signed = ""] =
      /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/([\w-]+)\/dynamodb\/aws4_request, SignedHeaders=([\w;-]+), /.exec(
        headers.authorization ?? "",
      ) ?? [];
    expect(region).toBe("eu-west-3");
    expect(signed.split(";")).toEqual(expect.arrayContaining(["host", "x-amz-date", "x-amz-target"]));
    const arrived = new HttpRequest({
      method: "POST",
      path: "/",
      headers: Object.fromEntries(signed.split(";").map((name) => [name, String(headers[name])])),
      body,
    });
    const { credentials } = localPlace(url);
    const verifier = new SignatureV4({ service: "dynamodb", region: "eu-west-3", credentials, sha256: Sha256Node });
    const at = String(headers["x-amz-date"]).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z");
    const anew = await verifier.sign(arrived, { signingDate: new Date(at) });
    expect(headers.authorization).toBe(anew.headers["authorization"]);
  });

  it("goes to the place that the environment names at the first call, with the role's session", async () => {
    const elsewhere = jsonService(address);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    vi.stubEnv("AWS_SESSION_TOKEN", "session");
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", url);
    await elsewhere.call("GetItem", "{}");
    elsewhere.close();
    expect(asked[0]!.headers.authorization).toContain("Credential=AKIDEXAMPLE/");
    expect(asked[0]!.headers.authorization).toContain("/eu-central-1/dynamodb/aws4_request");
    expect(asked[0]!.headers["x-amz-security-token"]).toBe("session");
  });

  it("is not made where no region is named", async () => {
    vi.stubEnv("AWS_REGION", "");
    await expect(jsonService(address).call("GetItem", "{}")).rejects.toThrow("AWS_REGION is not set");
    expect(asked).toEqual([]);
  });
});

describe("what passes by itself", () => {
  it.each([
    ["a throttled request", refusing("ProvisionedThroughputExceededException")],
    ["a limit on requests", refusing("ThrottlingException")],
    ["a failure inside the service", refusing("InternalServerError", 500)],
    ["a proxy that speaks no JSON", (response: ServerResponse) => response.writeHead(503).end("<html>")],
    ["a broken connection", breaking],
  ] satisfies [string, Answering][])("is tried again, equal to the letter: %s", async (_title, failing) => {
    answers = [failing, failing, done];
    expect(JSON.parse(await service.call("TransactWriteItems", '{"ClientRequestToken":"one"}'))).toEqual({
      done: true,
    });
    expect(asked.map(({ body }) => body)).toEqual(Array(3).fill('{"ClientRequestToken":"one"}'));
  });

  it("is given up after as many tries as were allowed, under its own name", async () => {
    answers = [refusing("ThrottlingException")];
    await expect(service.call("GetItem", "{}")).rejects.toMatchObject({ name: "ThrottlingException" });
    expect(asked).toHaveLength(4);
  });

  it("is given up under the network's own error where nobody listens", async () => {
    const nobody = jsonService({ ...address, attempts: 2 }, localPlace("http://127.0.0.1:1"));
    await expect(nobody.call("GetItem", "{}")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    nobody.close();
  });
});

describe("what would come again", () => {
  it.each([
    "ConditionalCheckFailedException",
    "TransactionCanceledException",
    "ValidationException",
    "AccessDeniedException",
    "ResourceNotFoundException",
  ])("is not tried again: %s", async (name) => {
    answers = [refusing(name)];
    await expect(service.call("PutItem", "{}")).rejects.toMatchObject({ name });
    expect(asked).toHaveLength(1);
  });
});

describe("a refusal", () => {
  const refusal = async (): Promise<ServiceError> => {
    const error: unknown = await service.call("PutItem", "{}").catch((thrown: unknown) => thrown);
    if (!(error instanceof ServiceError)) throw new Error("no refusal", { cause: error });
    return error;
  };

  it("carries its name, what the service said, its request, and the rest of the answer", async () => {
    const reasons = [{ Code: "None" }, { Code: "ConditionalCheckFailed" }];
    answers = [
      json(
        400,
        {
          __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
          Message: "Transaction cancelled",
          CancellationReasons: reasons,
        },
        { "x-amzn-requestid": "REQ-1" },
      ),
    ];
    const error = await refusal();
    expect(error).toMatchObject({ name: "TransactionCanceledException", message: "Transaction cancelled" });
    expect(error.$metadata).toEqual({ httpStatusCode: 400, requestId: "REQ-1" });
    expect(error.answer["CancellationReasons"]).toEqual(reasons);
  });

  it.each([
    ["a bare name", { __type: "TaskTimedOut", message: "gone" }, "TaskTimedOut"],
    ["a name with a namespace", { __type: "com.amazon.coral.validate#ValidationException" }, "ValidationException"],
    ["a name with an address behind it", { __type: "InvalidToken:http://internal/x" }, "InvalidToken"],
    ["no name", { message: "?" }, "UnknownError"],
    ["a name that is no text", { __type: 7 }, "UnknownError"],
  ])("is named as the service names it: %s", async (_title, body, name) => {
    answers = [json(400, body)];
    expect(await refusal()).toMatchObject({ name });
  });
});
