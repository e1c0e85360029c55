import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle, buildBundles, sizeLine, type Bundle } from "../../local/build/bundle.ts";
import { idleWithoutDescriptions } from "../../local/build/left-out.ts";
import { listen } from "../../local/aws/listen.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";

/** Bytes: what a function may weigh, since all of it is read at each cold start (docs/performance.md). */
const budget = 425_000;

/** Of those that write in two languages: acts, letters, drafts. */
const budgetOfWriters = 475_000;
const writers: readonly string[] = [
  "submit-notice",
  "act-on-case",
  "answer-by-link",
  "deliver-messages",
  "escalate-case",
  "reconcile-cases",
];

/** Of the one that makes PDFs, with the library for them and typefaces with all of Latin. */
const budgetOfPdf = 1_200_000;

function budgetOf(name: string): number {
  if (name === "serve-act") return budgetOfPdf;
  return writers.includes(name) ? budgetOfWriters : budget;
}

const project = fileURLToPath(new URL("../../", import.meta.url));
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let bundles: Bundle[];

beforeAll(async () => {
  folder = await temporaryFolder();
  // A folder of its own: other tests may be reading the project's bundles.
  bundles = await bundle({ functions: join(project, "functions"), output: join(folder.path, "functions") });
});

afterAll(async () => {
  await folder.remove();
});

const textOf = async (name: string) => readFile(bundles.find((one) => one.name === name)!.file, "utf8");

describe("the bundles", () => {
  it("weigh at most 425 kB each, but those that write acts, letters and drafts", () => {
    console.log(bundles.map(sizeLine).join("\n"));
    expect(bundles.length).toBeGreaterThanOrEqual(10);
    expect(bundles.filter(({ name, bytes }) => bytes > budgetOf(name)).map(sizeLine)).toEqual([]);
  });

  it("turn schemas into JSON Schema in the function that describes the API, and in no other", async () => {
    const left = Object.keys(idleWithoutDescriptions).map((name) => `left out of the bundle: ${name}`);
    for (const one of left) {
      expect(await textOf("describe-api")).not.toContain(one);
      expect(await textOf("submit-notice")).toContain(one);
    }
  });

  it("leave out only files that the library has: an upgrade that moves one is noticed here", async () => {
    const entry = { contents: 'import * as z from "zod"; console.log(z);', resolveDir: project };
    const { metafile } = await build({
      stdin: entry,
      bundle: true,
      platform: "node",
      mainFields: ["module", "main"],
      metafile: true,
      write: false,
    });
    const read = Object.keys(metafile.inputs);
    const idle = Object.entries(idleWithoutDescriptions);
    const unknown = idle.filter(([, module]) => !read.some((path) => module.test(path)));
    expect(unknown.map(([name]) => name)).toEqual([]);
  });

  it("sign with the credentials that Lambda puts into the environment, in the region it names", async () => {
    await using service = await openService(200, { Items: [], Count: 0 });
    const { answer } = await listCasesAlone(service.url);
    expect(answer).toMatchObject({ statusCode: 200, body: '{"cases":[]}' });
    expect(service.asked).toHaveLength(1);
    expect(service.asked[0]!.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-3\/dynamodb\/aws4_request, /,
    );
    expect(service.asked[0]!["x-amz-security-token"]).toBe("session");
  });

  it("know the service's errors by their names", async () => {
    await using service = await openService(400, {
      __type: "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
      message: "",
    });
    const { answer, log } = await listCasesAlone(service.url);
    expect(answer).toMatchObject({ statusCode: 500 });
    expect(log).toContain('"errorName":"ResourceNotFoundException"');
  });

  it("hold none of the SDK's clients", async () => {
    const { inputs } = await buildBundles({
      functions: join(project, "functions"),
      output: join(folder.path, "again"),
    });
    const clients = inputs.filter((path) => /@aws-sdk[\\/](client-|lib-)/.test(path));
    expect(clients).toEqual([]);
  });
});

/** A stand-in for DynamoDB that gives one answer to everything. */
async function openService(status: number, body: object) {
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
  });
  const listening = await listen(server, 0);
  if (listening.kind === "port_taken") throw new Error("no port is free");
  return { asked, url: `http://127.0.0.1:${listening.port}`, [Symbol.asyncDispose]: listening.close };
}

/** The list of an authority's cases, as a REST API asks for it. */
const listCases = {
  httpMethod: "GET",
  resource: "/v1/cases",
  multiValueHeaders: {},
  requestContext: {
    requestId: "req-1",
    requestTimeEpoch: 0,
    authorizer: { kind: "authority", id: "dgccrf" },
  },
};

/** Runs the bundle of `read-cases` in a process that has in its environment what Lambda gives, and nothing else. */
async function listCasesAlone(dynamoDbUrl: string): Promise<{ answer: unknown; log: string }> {
  const { file } = bundles.find(({ name }) => name === "read-cases")!;
  const program = `require(${JSON.stringify(file)}).handler(${JSON.stringify(listCases)}, {})
    .then((answer) => process.send(answer));`;
  const environment = {
    AWS_REGION: "eu-west-3",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: "session",
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDbUrl,
    TABLE_NAME: "cases",
  };
  const child = spawn(process.execPath, ["-e", program], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (log += text));
  const closed = once(child, "close");
  const [answer] = (await once(child, "message")) as [unknown];
  await closed;
  return { answer, log };
}
