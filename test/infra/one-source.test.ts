import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import * as z from "zod";
import { functions } from "../../core/contract/functions.ts";
import type { Route } from "../../core/contract/route.ts";
import { routes } from "../../core/contract/routes.ts";
import { Env as ActOnCase } from "../../functions/act-on-case/env.ts";
import { Env as ApplyRetention } from "../../functions/apply-retention/env.ts";
import { Env as AnswerByLink } from "../../functions/answer-by-link/env.ts";
import { Env as AuthorizeRequest } from "../../functions/authorize-request/env.ts";
import { Env as AwaitAnswer } from "../../functions/await-answer/env.ts";
import { Env as CorrectNotice } from "../../functions/correct-notice/env.ts";
import { Env as DeliverMessages } from "../../functions/deliver-messages/env.ts";
import { openApiDocument } from "../../functions/describe-api/openapi-document.ts";
import { Env as DescribeApi } from "../../functions/describe-api/env.ts";
import { Env as EscalateCase } from "../../functions/escalate-case/env.ts";
import { Env as ManageDirectory } from "../../functions/manage-directory/env.ts";
import { Env as ReadCases } from "../../functions/read-cases/env.ts";
import { Env as ReceiveAnswer } from "../../functions/receive-answer/env.ts";
import { Env as ReconcileCases } from "../../functions/reconcile-cases/env.ts";
import { tableDefinition } from "../../functions/shared/dynamo/table.ts";
import { Env as RecordMailEvent } from "../../functions/record-mail-event/env.ts";
import { Env as SubmitNotice } from "../../functions/submit-notice/env.ts";
import { Env as WatchInbound } from "../../functions/watch-inbound/env.ts";
import { tableInput } from "../../local/aws/table-input.ts";
import { gatewayRoutes } from "../../local/runtime/api-routes.ts";
import { timeoutOf } from "../../local/runtime/environment.ts";
import { cdkJson, ofType, type Resources, synthesise, withoutHash } from "./synthesised.ts";

/** With everything that a deployment may have. */
const mailDomain = "mail.sommation.example";
const { resources } = synthesise({ context: { mailDomain } });
const { resources: inProduction } = synthesise({ context: { stage: "prod", mailDomain } });

/** Stand for values of the template, where not any address will do. */
const standIns: Record<string, string> = {
  SANDBOX: "absent",
  SECRETS: "arn:fictional#Sommation/",
  BEAT_SECONDS: "60",
  MAIL_FROM: "a@a.example",
};

const environments = {
  ActOnCase,
  AnswerByLink,
  ApplyRetention,
  AuthorizeRequest,
  AwaitAnswer,
  CorrectNotice,
  DeliverMessages,
  DescribeApi,
  EscalateCase,
  ManageDirectory,
  ReadCases,
  ReceiveAnswer,
  ReconcileCases,
  RecordMailEvent,
  SubmitNotice,
  WatchInbound,
};

it("deploys the bundles that `npm start` runs: made before the app is, one for each folder", () => {
  expect(cdkJson.app).toBe("node local/build/bundle.ts && node infra/app.ts");
  const folder = fileURLToPath(new URL("../../functions/", import.meta.url));
  const withHandler = readdirSync(folder).filter((name) => existsSync(`${folder}${name}/index.ts`));
  expect(Object.keys(functions).sort()).toEqual(withHandler.sort());
  expect(deployed(resources).map(({ name }) => name)).toEqual(withHandler.sort());
});

it("deploys no function for mail where none is sent", () => {
  const names = deployed(synthesise().resources).map(({ name }) => name);
  expect(Object.keys(functions).filter((name) => !names.includes(name))).toEqual(["record-mail-event"]);
});

it("gives every function the time it has on one's own machine", () => {
  const expected = Object.keys(functions).map((name) => [name, timeoutOf(name) / 1_000]);
  expect(deployed(resources).map(({ name, Timeout }) => [name, Timeout])).toEqual(expected.sort());
});

it.each(Object.entries(environments))("gives %s the environment it reads, and no name besides", (construct, Env) => {
  const schema: z.ZodObject = Env;
  for (const stage of [resources, inProduction]) {
    const found = deployed(stage).find((one) => one.construct === construct);
    const names = Object.keys(found?.Environment?.Variables ?? {});
    // A name that nobody reads is refused by the strict form; a value of the template stands for any.
    const given = Object.fromEntries(names.map((name) => [name, standIns[name] ?? "https://a.example"]));
    expect(z.strictObject(schema.shape).safeParse(given).error).toBeUndefined();
  }
});

it.each(["submit-notice", "describe-api"])("%s knows sandbox orders in every stage but production", (knower) => {
  const sandbox = (stage: Resources) =>
    deployed(stage).find(({ name }) => name === knower)?.Environment?.Variables["SANDBOX"];
  expect([sandbox(resources), sandbox(synthesise({ context: { stage: "test" } }).resources)]).toEqual([
    "allowed",
    "allowed",
  ]);
  expect(sandbox(inProduction)).toBe("absent");
});

it("never lets a function of a deployment send without TLS", () => {
  const names = deployed(inProduction).flatMap(({ Environment }) => Object.keys(Environment?.Variables ?? {}));
  expect(names).toContain("TABLE_NAME");
  expect(names).not.toContain("WEBHOOK_TARGETS");
});

it("serves the same routes as OpenAPI says and as the local front does", () => {
  const listed = Object.values<Route>(routes).map(({ method, path }) => `${method} ${path}`);
  const document = openApiDocument({ publicUrl: "https://a.example", tokenUrl: "https://a.example/token" });
  const documented = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((key) => ["get", "post", "put", "patch", "delete"].includes(key))
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  const local = gatewayRoutes().map(({ method, path }) => `${method} ${path}`);
  const onAws = methods(resources).filter(({ method }) => method !== "ANY");
  expect(onAws.map(({ route }) => route).sort()).toEqual(listed.sort());
  expect(documented.sort()).toEqual(listed);
  expect(local.sort()).toEqual(listed);
});

it("has every route authorized, but those that both homes call public, and served by the same function", () => {
  const local = gatewayRoutes().map(({ method, path, functionName, auth }) => ({
    route: `${method} ${path}`,
    function: functionName,
    auth: auth === "none" ? "NONE" : "CUSTOM",
  }));
  const onAws = methods(resources).filter(({ method }) => method !== "ANY");
  expect(onAws.map(({ route, auth, ...more }) => ({ route, function: more.function, auth })).sort(byRoute)).toEqual(
    local.sort(byRoute),
  );
  const open = onAws.filter(({ auth }) => auth === "NONE").map(({ route }) => route);
  expect(open.sort()).toEqual([
    "GET /docs",
    "GET /docs/legal-bases",
    "GET /docs/legal-bases/{basisId}",
    "GET /health",
    "GET /openapi.json",
    "GET /problems/{problem}",
    "GET /v1/acts/{caseId}",
    "GET /v1/answers/{caseId}",
    "GET /v1/legal-bases",
    "GET /v1/legal-bases/{basisId}",
    "POST /v1/answers/{caseId}",
    "POST /v1/platforms/{platformId}/webhook",
  ]);
});

it("has the table that the local store has, index by index", () => {
  const input = tableInput("any", tableDefinition);
  const [[, table] = ["", {}]] = ofType(resources, "AWS::DynamoDB::Table");
  expect(table["KeySchema"]).toEqual(input.KeySchema);
  expect(table["BillingMode"]).toEqual(input.BillingMode);
  expect(table["GlobalSecondaryIndexes"]).toEqual(input.GlobalSecondaryIndexes);
  expect(table["TimeToLiveSpecification"]).toEqual({ AttributeName: tableDefinition.timeToLive, Enabled: true });
});

const Deployed = z.object({
  Description: z.string(),
  Timeout: z.int(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});

function deployed(all: Resources) {
  return ofType(all, "AWS::Lambda::Function")
    .map(([id, properties]) => {
      const { Description, ...rest } = Deployed.parse(properties);
      return {
        name: Description.replace("Sommation: ", ""),
        construct: withoutHash(id).replace(/Function$/, ""),
        ...rest,
      };
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}

const Referred = z.object({ Ref: z.string() });
const Method = z.object({
  HttpMethod: z.string(),
  AuthorizationType: z.string(),
  ResourceId: Referred,
  Integration: z.looseObject({ Uri: z.unknown().optional() }),
});
const PathPart = z.object({
  PathPart: z.string(),
  ParentId: z.union([Referred, z.object({ "Fn::GetAtt": z.array(z.string()) })]),
});

/** The methods of the API with their whole path and the function behind. */
function methods(all: Resources) {
  const parts = new Map(ofType(all, "AWS::ApiGateway::Resource").map(([id, one]) => [id, PathPart.parse(one)]));
  const pathOf = (id: string): string => {
    const part = parts.get(id);
    if (part === undefined) return "";
    return `${"Ref" in part.ParentId ? pathOf(part.ParentId.Ref) : ""}/${part.PathPart}`;
  };
  return ofType(all, "AWS::ApiGateway::Method").map(([, properties]) => {
    const { HttpMethod, AuthorizationType, ResourceId, Integration } = Method.parse(properties);
    const construct = /"(\w+)Function[0-9A-F]{8}"/.exec(JSON.stringify(Integration.Uri ?? ""))?.[1] ?? "";
    const name = construct.replace(/(?!^)([A-Z])/g, "-$1").toLowerCase();
    const route = `${HttpMethod} ${pathOf(ResourceId.Ref)}`;
    return { method: HttpMethod, route, auth: AuthorizationType, function: name };
  });
}

function byRoute(one: { route: string }, other: { route: string }): number {
  return one.route.localeCompare(other.route);
}
