import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { languageOf } from "../../../functions/shared/problems/language-of.ts";
import { listen, type Listening } from "../listen.ts";
import type { InvocationResult, Invoke } from "../lambda/invocation.ts";
import { type Authorize, lambdaAuthorizer } from "./authorizer.ts";
import { eventBody, readBody } from "./body.ts";
import { type GatewayProblem, type GatewayStatus, writeProblem } from "./problem.ts";
import { type Arrival, type AuthorizerContext, proxyEvent } from "./proxy-event.ts";
import { readProxyResult, send } from "./proxy-result.ts";
import { refuseMalformed } from "./refuse-malformed.ts";
import { readTarget } from "./request-line.ts";
import { type Route, routeOf } from "./routes.ts";

/** A handler beside the API, on the same port: a plain function of `node:http`. */
export type ExtraRoute = {
  method: "GET" | "POST";
  /** The whole path; one that ends in `/*` is that of each of its children. */
  path: string;
  handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
};

export type GatewayOptions = {
  routes: readonly Route[];
  /** Runs a route's function. */
  invoke: Invoke;
  /** Name of the function that decides on routes with `auth: "bearer"`. */
  authorizerFunction: string;
  /** Writes the gateway's own answers. */
  gatewayProblem: GatewayProblem;
  extraRoutes?: readonly ExtraRoute[];
  /** Media types whose bodies reach functions as Base64. */
  binaryTypes?: readonly string[];
  /** How long a function may take before the gateway gives it up, in real milliseconds. */
  integrationMilliseconds?: number;
  /** Name of the stage, in events and in the ARN of a method. */
  stage?: string;
  /** Told what went wrong in the gateway itself, where the client is told 500. */
  onFault?: (fault: unknown) => void;
};

/** The integration timeout of API Gateway. */
const integrationTimeout = 29_000;

/** API Gateway's limit of the request line and all headers together, in bytes. */
const largestHeaders = 10_240;

/**
 * Serves the API as a REST API of API Gateway would: routes to functions, by their proxy events.
 *
 * @param port 0: the system chooses.
 */
export function serveGateway(options: GatewayOptions, port: number, host?: string): Promise<Listening> {
  const answer = answerer(options);
  const settings = { maxHeaderSize: largestHeaders, requestTimeout: 60_000, keepAliveTimeout: 65_000 };
  const server = createServer(settings, (request, response) => void answer(request, response));
  // An expectation we do not know is passed over (RFC 9110 §10.1.1); Node alone would answer a bare 417.
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) => void answer(request, response));
  server.on("clientError", (error, socket) => {
    refuseMalformed(error, socket, options.gatewayProblem);
  });
  return listen(server, port, host);
}

function answerer(options: GatewayOptions) {
  const { routes, invoke, authorizerFunction, gatewayProblem, extraRoutes = [], stage = "local" } = options;
  const authorize = lambdaAuthorizer((event) => invoke(authorizerFunction, event));

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrivedAt = Date.now();
    const requestId = randomUUID();
    response.setHeader("x-request-id", requestId);
    // We change to no other protocol; Node at times stops reading a connection on which that was asked for with a body.
    if (request.headers.upgrade !== undefined) response.setHeader("connection", "close");
    const target = readTarget(request.url);
    const refuse = (status: GatewayStatus) => {
      // RFC 9110 §15.5.2: a 401 names the scheme.
      if (status === 401) response.setHeader("www-authenticate", "Bearer");
      const language = languageOf(request.headers["accept-language"]);
      writeProblem(response, status, gatewayProblem(status, { language, requestId, instance: target?.path ?? "" }));
    };
    try {
      if (target === undefined) {
        refuse(400);
        return;
      }
      const method = request.method ?? "";
      const extra = extraRoutes.find((route) => isAt(route, target.path) && serves(route.method, method));
      if (extra !== undefined) {
        await extra.handle(request, response);
        return;
      }
      const match = routeOf(routes, method, target.path);
      switch (match.kind) {
        case "found":
          await integrate({ request, requestId, arrivedAt, ...target, match, stage }, response, refuse);
          return;
        case "malformed":
          refuse(400);
          return;
        case "other_method":
          response.setHeader("allow", match.allow.join(", "));
          if (method === "OPTIONS") response.writeHead(204).end();
          else refuse(405);
          return;
        case "unknown":
          refuse(404);
          return;
      }
    } catch (fault) {
      options.onFault?.(fault);
      if (response.headersSent) response.destroy();
      else refuse(500);
    }
  };

  async function integrate(arrival: Arrival, response: ServerResponse, refuse: (status: GatewayStatus) => void) {
    const { request, match } = arrival;
    const passed = await pass(authorize, arrival);
    if (typeof passed === "number") {
      refuse(passed);
      return;
    }
    const body = await readBody(request);
    if (body.kind === "aborted") return;
    if (body.kind === "too_large") {
      // The rest of the body is not read: the connection cannot serve another request.
      response.setHeader("connection", "close");
      refuse(413);
      return;
    }
    const binary = { binaryTypes: options.binaryTypes ?? [], binary: match.route.binary ?? false };
    const event = proxyEvent(arrival, eventBody(body.bytes, request.headers["content-type"], binary), passed.context);
    const limit = options.integrationMilliseconds ?? integrationTimeout;
    const result = await withinTime(invoke(match.route.functionName, event), limit);
    if (result === undefined) {
      refuse(504);
      return;
    }
    const answer = "error" in result ? undefined : readProxyResult(result.payload);
    if (answer === undefined) refuse(502);
    else send(answer, response);
  }
}

function isAt({ path }: ExtraRoute, asked: string): boolean {
  if (!path.endsWith("/*")) return path === asked;
  const parent = path.slice(0, -1);
  return asked.length > parent.length && asked.startsWith(parent) && !asked.includes("/", parent.length);
}

function serves(method: string, asked: string): boolean {
  return asked === method || (asked === "HEAD" && method === "GET");
}

/** What the authorizer adds to a request that may pass, or the status of one that may not. */
async function pass(
  authorize: Authorize,
  arrival: Arrival,
): Promise<{ context: AuthorizerContext | undefined } | GatewayStatus> {
  if (arrival.match.route.auth === "none") return { context: undefined };
  const verdict = await authorize(arrival);
  switch (verdict.kind) {
    case "allowed":
      return { context: verdict.context };
    case "denied":
      return 403;
    case "unauthorized":
      return 401;
    case "broken":
      return 500;
  }
}

async function withinTime(
  invocation: Promise<InvocationResult>,
  milliseconds: number,
): Promise<InvocationResult | undefined> {
  const over = new AbortController();
  const patience = sleep(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
  try {
    return await Promise.race([invocation, patience]);
  } finally {
    over.abort();
  }
}
