import { expect, it } from "vitest";
import * as z from "zod";
import { problems, type ProblemKey } from "../../core/contract/problems.ts";
import type { Route } from "../../core/contract/route.ts";
import { routes } from "../../core/contract/routes.ts";
import {
  gatewayProblem,
  gatewayProblems,
  type GatewayStatus,
} from "../../functions/shared/problems/gateway-problem.ts";
import { ofType, synthesise } from "./synthesised.ts";

const { resources } = synthesise();

const Answer = z.object({
  ResponseType: z.string(),
  StatusCode: z.string(),
  ResponseParameters: z.record(z.string(), z.string()),
  ResponseTemplates: z.strictObject({ "application/json": z.string() }),
});
const answers = ofType(resources, "AWS::ApiGateway::GatewayResponse").map(([, properties]) => Answer.parse(properties));

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
const responseTypes = [
  "ACCESS_DENIED",
  "API_CONFIGURATION_ERROR",
  "AUTHORIZER_CONFIGURATION_ERROR",
  "AUTHORIZER_FAILURE",
  "BAD_REQUEST_BODY",
  "BAD_REQUEST_PARAMETERS",
  "DEFAULT_4XX",
  "DEFAULT_5XX",
  "EXPIRED_TOKEN",
  "INTEGRATION_FAILURE",
  "INTEGRATION_TIMEOUT",
  "INVALID_API_KEY",
  "INVALID_SIGNATURE",
  "MISSING_AUTHENTICATION_TOKEN",
  "QUOTA_EXCEEDED",
  "REQUEST_TOO_LARGE",
  "RESOURCE_NOT_FOUND",
  "THROTTLED",
  "UNAUTHORIZED",
  "UNSUPPORTED_MEDIA_TYPE",
  "WAF_FILTERED",
];

it("has the gateway answer with a problem document, whatever it answers for", () => {
  expect(answers.map(({ ResponseType }) => ResponseType).sort()).toEqual(responseTypes);
  for (const { ResponseParameters, ResponseTemplates, StatusCode } of answers) {
    expect(ResponseParameters["gatewayresponse.header.Content-Type"]).toBe("'application/problem+json'");
    expect(ResponseParameters["gatewayresponse.header.x-request-id"]).toBe("context.requestId");
    const document = ProblemDocument.parse(JSON.parse(ResponseTemplates["application/json"]));
    expect(document.instance).toBe("$context.requestId");
    expect(String(document.status)).toBe(StatusCode);
  }
});

it("has it say what the front on one's own machine says of the same status, in both languages", () => {
  for (const { ResponseTemplates, ResponseParameters } of answers) {
    const { type, status, title, detail } = ProblemDocument.parse(JSON.parse(ResponseTemplates["application/json"]));
    const key = gatewayProblems[status as GatewayStatus];
    expect(type).toBe(`/problems/${key}`);
    expect(title).toBe(`${problems[key].title.fr} · ${problems[key].title.en}`);
    expect(detail).toBe(`${problems[key].detail.fr} · ${problems[key].detail.en}`);
    const { headers } = gatewayProblem(status as GatewayStatus, { language: "fr", requestId: "any" });
    const retryAfter = ResponseParameters["gatewayresponse.header.Retry-After"];
    expect(retryAfter?.replaceAll("'", "")).toBe(headers["retry-after"]);
  }
  const throttled = answers.find(({ ResponseType }) => ResponseType === "THROTTLED");
  expect(throttled?.ResponseParameters).toHaveProperty(["gatewayresponse.header.Retry-After"]);
});

it("answers 405 with what is allowed on every path that has a route", () => {
  const refusals = ofType(resources, "AWS::ApiGateway::Method").flatMap(([, { HttpMethod, Integration }]) =>
    HttpMethod === "ANY" ? [Mock.parse(Integration)] : [],
  );
  const paths = new Map<string, string[]>();
  for (const { path, method } of Object.values<Route>(routes)) paths.set(path, [...(paths.get(path) ?? []), method]);
  const allowed = refusals.map(({ IntegrationResponses: [{ ResponseParameters }] }) => {
    expect(ResponseParameters["method.response.header.Content-Type"]).toBe("'application/problem+json'");
    return ResponseParameters["method.response.header.Allow"];
  });
  expect(allowed.sort()).toEqual([...paths.values()].map((methods) => `'${methods.join(", ")}'`).sort());
});

it("throttles every route by itself", () => {
  const { MethodSettings } = z.object({ MethodSettings: z.array(Limits) }).parse(stage());
  const limited = MethodSettings.map(({ ResourcePath, HttpMethod }) => `${HttpMethod} ${ResourcePath}`);
  const listed = Object.values<Route>(routes).map(({ method, path }) => `${method} /${path.replaceAll("/", "~1")}`);
  expect(limited.sort()).toEqual(["* /*", ...listed].sort());
  for (const { ThrottlingRateLimit, ThrottlingBurstLimit, DataTraceEnabled } of MethodSettings) {
    expect(ThrottlingRateLimit).toBeGreaterThan(0);
    expect(ThrottlingBurstLimit).toBeGreaterThan(0);
    expect(DataTraceEnabled).toBe(false);
  }
});

it("writes an access log that holds no body, no query, no header and no path but the route's", () => {
  const { AccessLogSetting, TracingEnabled } = z
    .object({ AccessLogSetting: z.object({ Format: z.string() }), TracingEnabled: z.literal(true) })
    .parse(stage());
  expect(TracingEnabled).toBe(true);
  const variables = [...AccessLogSetting.Format.matchAll(/\$context\.[\w.]+/g)].map(([variable]) => variable);
  expect(variables.sort()).toEqual([
    "$context.authorizer.principalId",
    "$context.error.responseType",
    "$context.httpMethod",
    "$context.requestId",
    "$context.requestTimeEpoch",
    "$context.resourcePath",
    "$context.responseLatency",
    "$context.responseLength",
    "$context.status",
  ]);
});

it("leaves bodies as they were signed, lets files go out as bytes, and stays in its region", () => {
  const [[, api] = ["", {}]] = ofType(resources, "AWS::ApiGateway::RestApi");
  expect(api).toMatchObject({ BinaryMediaTypes: ["*/*"], EndpointConfiguration: { Types: ["REGIONAL"] } });
});

it("asks the authorizer once a minute for a token, by the header alone", () => {
  expect(ofType(resources, "AWS::ApiGateway::Authorizer").map(([, properties]) => properties)).toMatchObject([
    { Type: "REQUEST", IdentitySource: "method.request.header.Authorization", AuthorizerResultTtlInSeconds: 60 },
  ]);
});

it("puts a firewall in front that only counts what it finds in bodies, and samples nothing", () => {
  const [[, acl] = ["", {}]] = ofType(resources, "AWS::WAFv2::WebACL");
  expect(JSON.stringify(acl)).not.toContain('"SampledRequestsEnabled":true');
  const { Rules } = z.object({ Rules: z.array(z.looseObject({ Name: z.string() })) }).parse(acl);
  expect(Rules.map(({ Name }) => Name)).toEqual(["RequestsOfAnAddress", "CommonRules"]);
  const counted = [...JSON.stringify(Rules[1]).matchAll(/\{"ActionToUse":\{"Count":\{\}\},"Name":"(\w+)"\}/g)];
  expect(counted.map(([, name]) => name)).toEqual([
    "SizeRestrictions_BODY",
    "CrossSiteScripting_BODY",
    "EC2MetaDataSSRF_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "NoUserAgent_HEADER",
  ]);
  expect(ofType(resources, "AWS::WAFv2::WebACLAssociation")).toHaveLength(1);
});

it("answers under a host name of one's own only, where there is one", () => {
  const certificateArn = "arn:aws:acm:eu-west-3:111122223333:certificate/fictional";
  const { resources: named } = synthesise({ context: { domainName: "api.sommation.example", certificateArn } });
  expect(ofType(named, "AWS::ApiGateway::RestApi")[0]?.[1]["DisableExecuteApiEndpoint"]).toBe(true);
  expect(ofType(named, "AWS::ApiGateway::DomainName")[0]?.[1]).toMatchObject({
    DomainName: "api.sommation.example",
    SecurityPolicy: "TLS_1_2",
    RegionalCertificateArn: certificateArn,
  });
  const urls = ofType(named, "AWS::Lambda::Function").map(([, { Environment }]) => JSON.stringify(Environment));
  expect(
    urls.filter((environment) => environment.includes('"PUBLIC_URL":"https://api.sommation.example"')),
  ).toHaveLength(11);
});

const ProblemDocument = z.strictObject({
  type: z.templateLiteral(["/problems/", z.enum(Object.keys(problems) as [ProblemKey, ...ProblemKey[]])]),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
});
const Mock = z.object({
  Type: z.literal("MOCK"),
  PassthroughBehavior: z.literal("NEVER"),
  IntegrationResponses: z.tuple([
    z.object({ StatusCode: z.literal("405"), ResponseParameters: z.record(z.string(), z.string()) }),
  ]),
});
const Limits = z.object({
  ResourcePath: z.string(),
  HttpMethod: z.string(),
  ThrottlingRateLimit: z.number(),
  ThrottlingBurstLimit: z.number(),
  DataTraceEnabled: z.boolean(),
});

function stage() {
  return ofType(resources, "AWS::ApiGateway::Stage")[0]?.[1];
}
