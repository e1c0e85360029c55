import * as z from "zod";
import type { oas31, ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from "zod-openapi";
import type { Route } from "../../../core/contract/route.ts";
import type { RouteName } from "../../../core/contract/route-heads.ts";
import { routes } from "../../../core/contract/routes.ts";
import { exampleAnswer, exampleNotice } from "../examples.ts";
import { answerHeaders, parameter } from "./headers.ts";
import { problemResponses } from "./problem-responses.ts";

/** Every route as an operation; its name is the `operationId`. */
export function operations(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, route] of namedRoutes()) {
    paths[route.path] = { ...paths[route.path], [methods[route.method]]: operationOf(name, route) };
  }
  return paths;
}

/** The routes with their names, seen as routes and not as constants. */
export function namedRoutes(): [RouteName, Route][] {
  return Object.entries(routes) as [RouteName, Route][];
}

const methods = { GET: "get", POST: "post", PUT: "put", PATCH: "patch" } as const satisfies Record<
  Route["method"],
  string
>;

/** Any one of these opens the route. */
function securityOf({ audience, alsoFor = [] }: Route): oas31.SecurityRequirementObject[] {
  return audience === "public" ? [] : [audience, ...alsoFor].map((scheme) => ({ [scheme]: [] }));
}

const examples: Partial<Record<RouteName, unknown>> = { submitNotice: exampleNotice, receiveAnswer: exampleAnswer };

function operationOf(name: RouteName, route: Route): ZodOpenApiOperationObject {
  return {
    operationId: name,
    tags: [tagOf(route)],
    summary: route.summary.en,
    description: route.summary.fr,
    security: securityOf(route),
    parameters: headerParameters(name, route).map(parameter),
    requestParams: {
      ...(route.params !== undefined && { path: route.params }),
      ...(route.query !== undefined && { query: route.query }),
    },
    ...(route.body !== undefined && {
      requestBody: {
        required: true,
        description: `At most ${route.bodyLimit ?? 0} bytes${route.forBrowsers === true ? "" : " of JSON"}; unknown fields are refused.`,
        content: {
          [route.forBrowsers === true ? "application/x-www-form-urlencoded" : "application/json"]: {
            schema: route.body,
            ...(name in examples && { example: examples[name] }),
          },
        },
      },
    }),
    responses: { ...answersOf(route), ...problemResponses(route.problems, route.forBrowsers === true) },
  };
}

function tagOf(route: Route): "Authorities" | "Platforms" | "Directory" | "Service" {
  if (route.audience === "administrator" || route.alsoFor !== undefined) return "Directory";
  if (route.audience === "authority") return "Authorities";
  return route.path.startsWith("/v1/platforms/") ? "Platforms" : "Service";
}

function headerParameters(name: RouteName, route: Route): Parameters<typeof parameter>[0][] {
  const read = route.headers ?? [];
  return [
    ...(name === "receiveAnswer" ? (["WebhookId", "WebhookTimestamp", "WebhookSignature"] as const) : []),
    ...(read.includes("Idempotency-Key") ? (["IdempotencyKey"] as const) : []),
    ...(read.includes("If-Match") ? (["IfMatch"] as const) : []),
    "AcceptLanguage",
  ];
}

/** What an answer carries besides: where a new thing is, and the version of what may be acted on. */
function validators(route: Route, status: 200 | 201 | 202 | 303): Record<string, oas31.ReferenceObject> {
  const isVersioned =
    route.audience !== "public" &&
    route.answers[status]?.some(({ schema }) => schema instanceof z.ZodObject && "version" in schema.shape);
  return {
    ...(status !== 200 && { Location: { $ref: "#/components/headers/Location" } }),
    ...(isVersioned === true && status === 200 && { ETag: { $ref: "#/components/headers/ETag" } }),
  };
}

function answersOf(route: Route): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const status of [200, 201, 202, 303] as const) {
    const answers = route.answers[status] ?? [];
    if (answers.length === 0) continue;
    responses[`${status}`] = {
      description: answers.map(({ description }) => description).join(" "),
      headers: { ...answerHeaders, ...validators(route, status) },
      content: Object.fromEntries(answers.map(({ schema, mediaType = "application/json" }) => [mediaType, { schema }])),
    };
  }
  return responses;
}
