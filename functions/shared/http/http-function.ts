import middy, { type MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyResult } from "aws-lambda";
import * as z from "zod";
import { routeHeads, type RouteHead, type RouteName } from "../../../core/contract/route-heads.ts";
import type { Clock } from "../clock.ts";
import { errorFields, type Log } from "../logger.ts";
import { gatewayProblem } from "../problems/gateway-problem.ts";
import { problemAnswer } from "../problems/problem-answer.ts";
import { renderProblem } from "../problems/render.ts";
import { parseAs } from "./json-body.ts";
import { ProxyEvent, requestOf, type HttpRequest } from "./http-request.ts";
import { outage } from "./outage.ts";
import type { Outcome } from "./outcome.ts";

/** One operation of the API. Expected outcomes are values; what it throws is an outage. */
export type Operation = (request: HttpRequest) => Promise<Outcome>;

/** What every function behind the API has. */
export type HttpServices = { clock: Clock; log: Log };

/** The stack of every function behind the API: routing, audience, problems as documents, one log line a request. */
export function httpFunction(services: HttpServices, operations: Partial<Record<RouteName, Operation>>) {
  return middy()
    .use(requestLine(services))
    .handler(async (event: unknown): Promise<APIGatewayProxyResult> => {
      const proxied = ProxyEvent.parse(event);
      const request = requestOf(proxied, services.clock);
      const outcome = await answer(proxied, request, operations, services);
      return rendered(outcome, request);
    });
}

async function answer(
  { httpMethod, resource }: ProxyEvent,
  request: HttpRequest,
  operations: Partial<Record<RouteName, Operation>>,
  { log }: HttpServices,
): Promise<Outcome> {
  const found = (Object.entries(routeHeads) as [RouteName, RouteHead][]).find(
    ([, route]) => route.method === httpMethod && route.path === resource,
  );
  const operation = found === undefined ? undefined : operations[found[0]];
  if (found === undefined || operation === undefined) return { kind: "problem", key: "not-found" };
  const [, route] = found;
  if (route.audience !== "public") {
    if (request.caller === undefined) return { kind: "problem", key: "unauthorized" };
    if (![route.audience, ...(route.alsoFor ?? [])].includes(request.caller.kind))
      return { kind: "problem", key: "forbidden" };
  }
  const surplus = route.takesQuery === undefined && route.audience !== "public" ? surplusOf(request) : undefined;
  if (surplus !== undefined) return surplus;
  try {
    return await operation(request);
  } catch (error) {
    return outage(error, { requestId: request.requestId, log });
  }
}

const Nothing = z.strictObject({});

/** A parameter that would have no effect is refused, as an unknown field is. */
function surplusOf({ query }: HttpRequest): Outcome | undefined {
  const parsed = parseAs(Nothing, query);
  return parsed.kind === "problem" ? parsed : undefined;
}

function rendered(outcome: Outcome, request: HttpRequest): APIGatewayProxyResult {
  const { language, requestId } = request;
  if (outcome.kind === "problem") {
    const { key, errors, caseStatus, possibleAnswers, links } = outcome;
    const document = renderProblem(key, { language, instance: requestId, errors, caseStatus, possibleAnswers, links });
    const { status, headers, body } = problemAnswer(document, language);
    return { statusCode: status, headers, body };
  }
  const common = { "x-request-id": requestId, "x-content-type-options": "nosniff" };
  if (outcome.kind === "page") {
    const headers = { ...common, ...outcome.headers };
    return { statusCode: outcome.status ?? 200, headers, body: outcome.html };
  }
  if (outcome.kind === "see_other") {
    // The page it leads to is anybody's who has the address: nothing may keep it or pass it on.
    const headers = { ...common, location: outcome.location, "content-type": "text/html; charset=utf-8" };
    return {
      statusCode: 303,
      headers: { ...headers, "cache-control": "no-store", "referrer-policy": "no-referrer" },
      body: "",
    };
  }
  if (outcome.kind === "file") {
    const { mediaType, name, bytes } = outcome;
    const headers = {
      ...common,
      "content-type": mediaType,
      "content-disposition": `inline; filename="${name}"`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, noarchive",
    };
    return { statusCode: 200, headers, body: Buffer.from(bytes).toString("base64"), isBase64Encoded: true };
  }
  return {
    statusCode: outcome.status,
    headers: { ...common, "content-type": "application/json", "cache-control": "no-store", ...outcome.headers },
    body: JSON.stringify(outcome.body),
  };
}

/** One line a request; an event that is no request, or a failure outside an operation, is still a problem document. */
function requestLine({ log }: HttpServices): MiddlewareObj<unknown, APIGatewayProxyResult> {
  return {
    after: (request) => {
      const event = ProxyEvent.safeParse(request.event);
      if (!event.success) return;
      const { httpMethod, resource, requestContext } = event.data;
      log.info("request", {
        requestId: requestContext.requestId,
        route: `${httpMethod} ${resource}`,
        status: request.response?.statusCode,
      });
    },
    onError: (request) => {
      log.error("request.unreadable", errorFields(request.error));
      const { status, headers, body } = gatewayProblem(500, { language: "fr", requestId: "unknown" });
      request.response = { statusCode: status, headers, body };
    },
  };
}
