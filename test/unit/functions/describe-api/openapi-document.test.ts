import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { Answer } from "../../../../core/contract/answer.ts";
import { OutgoingWebhook } from "../../../../core/contract/outgoing-webhook.ts";
import { problems } from "../../../../core/contract/problems.ts";
import type { Route } from "../../../../core/contract/route.ts";
import { routes } from "../../../../core/contract/routes.ts";
import { contractVersion, openApiDocument } from "../../../../functions/describe-api/openapi-document.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";

const document = openApiDocument({
  publicUrl: "https://sommation.example",
  tokenUrl: "https://sommation.example/oauth2/token",
});

const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.looseObject({ $ref: z.string().optional(), name: z.string().optional() })),
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});

const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation: Operation.parse(operation) })),
);

function operationOf(name: keyof typeof routes) {
  const found = operations.find(({ operation }) => operation.operationId === name);
  return found!.operation;
}

describe("the OpenAPI document", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder.remove());

  it("passes the recommended rules of the linter without an error or a warning", async () => {
    const file = join(folder.path, "openapi.json");
    await writeFile(file, JSON.stringify(document));
    const cli = join(fileURLToPath(import.meta.resolve("@redocly/cli/package.json")), "../bin/cli.js");
    const { stdout } = spawnSync(process.execPath, [cli, "lint", "--extends=recommended", "--format=json", file], {
      cwd: folder.path,
      encoding: "utf8",
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    });
    expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] });
  });

  it("has every route and nothing else, by its name", () => {
    const told = operations.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`);
    const real = Object.entries(routes).map(([name, route]) => `${name} ${route.method.toLowerCase()} ${route.path}`);
    expect(told.sort()).toEqual(real.sort());
  });

  it("carries the version of the package and the address it was made for", async () => {
    const manifest: unknown = JSON.parse(await readFile(new URL("../../../../package.json", import.meta.url), "utf8"));
    expect(manifest).toMatchObject({ version: contractVersion });
    expect(document.info.version).toBe(contractVersion);
    expect(document.servers).toEqual([{ url: "https://sommation.example" }]);
    expect(JSON.stringify(document.components?.securitySchemes)).toContain("https://sommation.example/oauth2/token");
  });

  it("summarises each route in English and describes it in French", () => {
    for (const [name, { summary }] of Object.entries(routes)) {
      expect(operationOf(name as keyof typeof routes)).toMatchObject({ summary: summary.en, description: summary.fr });
    }
  });

  it("asks for a token exactly where the route does", () => {
    for (const [name, { audience, alsoFor = [] }] of Object.entries<Route>(routes)) {
      const schemes = operationOf(name as keyof typeof routes).security.flatMap((scheme) => Object.keys(scheme));
      expect([name, ...schemes]).toEqual(audience === "public" ? [name] : [name, audience, ...alsoFor]);
    }
  });

  it.each(Object.entries(routes) as [keyof typeof routes, Route][])(
    "lists every problem of %s under its status",
    (name, route) => {
      const { responses } = operationOf(name);
      for (const key of route.problems) {
        expect(JSON.stringify(responses[String(problems[key].status)])).toContain(`"/problems/${key}"`);
      }
    },
  );

  it("lets any route answer with what a gateway can say", () => {
    for (const { operation } of operations) {
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(["400", "408", "429", "431", "500", "502", "503", "504"]),
      );
    }
  });

  it("names the headers that are read", () => {
    const read = (name: keyof typeof routes) =>
      operationOf(name).parameters.flatMap(({ $ref }) => ($ref === undefined ? [] : [$ref.split("/").at(-1)]));
    expect(read("submitNotice")).toEqual(["IdempotencyKey", "AcceptLanguage"]);
    expect(read("closeCase")).toEqual(["IfMatch", "AcceptLanguage"]);
    expect(read("receiveAnswer")).toEqual(["WebhookId", "WebhookTimestamp", "WebhookSignature", "AcceptLanguage"]);
    expect(read("readCase")).toEqual(["AcceptLanguage"]);
  });

  it("tells the answers of platforms apart by their type", () => {
    const { schema } = operationOf("receiveAnswer").requestBody!.content["application/json"]!;
    const { discriminator, oneOf } = Union.parse(schema);
    const types = Answer.options.map((option) => option.shape.type.value);
    expect(Object.keys(discriminator.mapping).sort()).toEqual([...types].sort());
    expect(oneOf).toHaveLength(types.length);
  });

  it("has every webhook that is sent, each under the endpoint it goes to", () => {
    const typesAt = (endpoint: string) => {
      const operation = z.looseObject({ post: z.looseObject({}) }).parse(document.webhooks?.[endpoint]).post;
      const { content } = z
        .looseObject({ content: z.record(z.string(), z.looseObject({})) })
        .parse(operation["requestBody"]);
      return Object.keys(Union.parse(content["application/json"]!["schema"]).discriminator.mapping);
    };
    const all = OutgoingWebhook.options.map((option) => option.shape.type.value);
    expect(Object.keys(document.webhooks ?? {})).toEqual(["platformEndpoint", "authorityEndpoint"]);
    expect(typesAt("platformEndpoint")).toEqual(all.filter((type) => type.startsWith("notice.")));
    expect(typesAt("authorityEndpoint")).toEqual(all.filter((type) => !type.startsWith("notice.")));
  });

  it("describes what is sent and what is answered by one schema where they are the same", () => {
    expect(Object.keys(document.components?.schemas ?? {}).filter((name) => name.endsWith("Output"))).toEqual([]);
    expect(document.components?.schemas?.["Instant"]).toMatchObject({ type: "string", format: "date-time" });
  });
});

const Union = z.looseObject({
  oneOf: z.array(z.strictObject({ $ref: z.string() })),
  discriminator: z.strictObject({ propertyName: z.literal("type"), mapping: z.record(z.string(), z.string()) }),
});
