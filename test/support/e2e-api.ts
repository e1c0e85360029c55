import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { AnswerAccepted, CaseView, EventView } from "../../core/contract/api.ts";
import { NoticeAccepted } from "../../core/contract/submission.ts";
import { Problem } from "../../core/contract/problems.ts";
import type { Route } from "../../core/contract/route.ts";
import type { RouteName } from "../../core/contract/route-heads.ts";
import { routes } from "../../core/contract/routes.ts";
import { checkAnswer } from "./openapi.ts";
import { signedAnswer, type PlatformAnswer, type Signing } from "./e2e-answer.ts";

/** A request to a route. */
export type Ask = {
  /** Client of the development issuer; nobody in particular by default. */
  as?: string;
  /** An `Authorization` header of the test's own making. */
  authorization?: string;
  params?: Readonly<Record<string, string>>;
  /** What is undefined is left out. */
  query?: Readonly<Record<string, string | undefined>>;
  headers?: Readonly<Record<string, string | undefined>>;
  /** A text or bytes are sent as they are, anything else as JSON. */
  body?: unknown;
};

/** What came back, checked against the OpenAPI document that the service itself publishes. */
export type Answered = { status: number; headers: Readonly<Record<string, string>>; text: string; json: unknown };

/** The API of a running service. */
export type Api = Awaited<ReturnType<typeof apiOf>>;

const Token = z.object({ access_token: z.string() });

/** Opens the API of the service at this address. */
export async function apiOf(url: string) {
  const document = z.record(z.string(), z.unknown()).parse(await (await fetch(`${url}/openapi.json`)).json());
  const tokens = new Map<string, Promise<string>>();

  async function tokenOf(client: string): Promise<string> {
    const known = tokens.get(client) ?? askForToken(url, client);
    tokens.set(client, known);
    return known;
  }

  /** Calls a route; whatever comes back has to be an answer the document promises. */
  async function call(name: RouteName, ask: Ask = {}): Promise<Answered> {
    const route: Route = routes[name];
    const body = bodyOf(ask.body);
    const authorization = ask.as === undefined ? ask.authorization : `Bearer ${await tokenOf(ask.as)}`;
    const response = await fetch(`${url}${pathOf(route, ask)}`, {
      method: route.method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(authorization !== undefined && { authorization }),
        ...given(ask.headers),
      },
      ...(body !== undefined && { body }),
    });
    const { status } = response;
    const headers = Object.fromEntries(response.headers);
    const text = await response.text();
    checkAnswer(document, { method: route.method, path: route.path, status, headers, body: text });
    return { status, headers, text, json: headers["content-type"]?.includes("json") ? JSON.parse(text) : undefined };
  }

  /** The body of a success; throws with the problem where it is none. */
  async function get<T>(schema: z.ZodType<T>, name: RouteName, ask: Ask): Promise<T> {
    const answered = await call(name, ask);
    if (answered.status >= 300) throw new Error(`${name} → ${answered.status}: ${answered.text}`);
    return schema.parse(answered.json);
  }

  /** Submits a notice under a key of its own. */
  async function submit(as: string, notice: object, key: string = randomUUID()): Promise<NoticeAccepted> {
    return get(NoticeAccepted, "submitNotice", { as, body: notice, headers: { "idempotency-key": key } });
  }

  async function readCase(as: string, caseId: string): Promise<CaseView> {
    return get(CaseView, "readCase", { as, params: { caseId } });
  }

  /** The whole record of a case, read page by page. */
  async function readEvents(as: string, caseId: string, limit = 100): Promise<z.infer<typeof EventView>[]> {
    const Page = z.object({ events: z.array(EventView), next: z.string().optional() });
    const events: z.infer<typeof EventView>[] = [];
    let cursor: string | undefined;
    do {
      const page = await get(Page, "listEvents", { as, params: { caseId }, query: { limit: `${limit}`, cursor } });
      events.push(...page.events);
      cursor = page.next;
    } while (cursor !== undefined);
    return events;
  }

  /** Gives a platform's answer, signed as it has to be unless `signing` says otherwise. */
  async function answer(platform: string, said: PlatformAnswer | string, signing: Signing = {}): Promise<Answered> {
    const { headers, body } = signedAnswer(platform, said, signing);
    return call("receiveAnswer", { params: { platformId: platform }, headers, body });
  }

  return { url, call, get, submit, readCase, readEvents, answer, tokenOf };
}

/**
 * What an ask comes to for a client that comes again when it is asked to, as one does that met too many others at once: after
 * the time of `Retry-After`, and not with all the others.
 */
export async function persistently(ask: () => Promise<Answered>): Promise<Answered> {
  for (let attempt = 1; ; attempt += 1) {
    const answered = await ask();
    if ((answered.status !== 503 && answered.status !== 504) || attempt === mostTries) return answered;
    await pause(1_000 * Number(answered.headers["retry-after"] ?? 5) * (0.5 + 2 * Math.random()));
  }
}

const mostTries = 12;

/** The problem that came back; throws where it is none. */
export function problemIn({ status, json, text }: Answered): Problem {
  const problem = Problem.safeParse(json);
  if (!problem.success || problem.data.status !== status) throw new Error(`not a problem: ${status} ${text}`);
  return problem.data;
}

/** Status and kind of the problem that came back, for a quick look: `404 not-found`; a success is its status alone. */
export function verdictOf(answered: Answered): string {
  if (answered.status < 300) return `${answered.status}`;
  return `${answered.status} ${problemIn(answered).type.replace("/problems/", "")}`;
}

/** All that a caller could tell two answers apart by, but for the request's own identifier and the time of day. */
export function tellable(answered: Answered): object {
  const passing = ["date", "x-request-id"];
  const headers = Object.entries(answered.headers).filter(([name]) => !passing.includes(name));
  return { headers: Object.fromEntries(headers), ...problemIn(answered), instance: "" };
}

/** Pointer and code of each fault of a problem, sorted. */
export function faultsIn(answered: Answered): string[] {
  const { errors = [] } = problemIn(answered);
  return errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
}

/** What was accepted of a platform's answer; throws where it was not. */
export function acceptedIn({ status, json, text }: Answered): AnswerAccepted {
  if (status !== 200) throw new Error(`not accepted: ${status} ${text}`);
  return AnswerAccepted.parse(json);
}

function pathOf({ path }: Route, { params = {}, query = {} }: Ask): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? name));
  const asked = new URLSearchParams(given(query)).toString();
  return asked === "" ? filled : `${filled}?${asked}`;
}

function given(named: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined || typeof body === "string") return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

async function askForToken(url: string, client: string): Promise<string> {
  const answer = await fetch(`${url}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${client}:development`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  if (!answer.ok) throw new Error(`no token for ${client}: ${answer.status}`);
  return Token.parse(await answer.json()).access_token;
}
