import type { RouteName } from "../../core/contract/route-heads.ts";
import { routes } from "../../core/contract/routes.ts";
import type { Route } from "../../core/contract/route.ts";
import { drawsOf, type Draws } from "./hostile-draws.ts";
import { hostileBody, hostileForm, hostileParties, lawfulBody } from "./hostile-bodies.ts";
import { brokenBytes } from "./hostile-framing.ts";
import * as hostile from "./hostile-headers.ts";
import type { Header } from "./hostile-headers.ts";
import { hostileQuery, hostileTarget } from "./hostile-targets.ts";
import { targetPlatform, type HostileWorld, type Target } from "./hostile-world.ts";

/** A hostile request as it goes over the wire, with what may come of it. */
export type Shot = {
  index: number;
  /** What it is, for a report. */
  name: string;
  /** Sent one after the other; with a pause between them where the request is a slow one. */
  pieces: Buffer[];
  pauseMilliseconds: number;
  /** Answers to wait for. */
  answers: number;
  /** Methods of the requests in it, in order: an answer to HEAD has no body. */
  heads: boolean[];
  /** Whether it is HTTP: then it has to be answered; else the connection may just end. */
  isHttp: boolean;
  /** Whether the client goes away instead of waiting for the answer. */
  hangsUp: boolean;
  /** Whether an answer is one of a route beside the API, with error documents of its own standard. */
  isBeside: boolean;
  /** Texts that no refusal may repeat. */
  secrets: string[];
  /** The case it is about, if it could change one. */
  about?: string;
};

const routeNames = Object.keys(routes) as RouteName[];
const withBody = routeNames.filter((name) => "body" in routes[name]);

/** The hostile request of this number. The same seed and number give the same one, but for ids and the time of day. */
export function shotOf(world: HostileWorld, host: string, seed: number, index: number): Shot {
  const draws = drawsOf(seed, index);
  const kind = draws.weighted({ request: 88, broken: 6, beside: 3, pipelined: 1, gone: 1.5, slow: 0.1 });
  switch (kind) {
    case "request":
      return request(draws, world, host, index);
    case "broken": {
      const { name, bytes } = brokenBytes(draws, host);
      return { ...plain(index, `broken: ${name}`, [bytes]), isHttp: false };
    }
    case "beside":
      return beside(draws, host, index);
    case "pipelined": {
      const requests = Array.from({ length: 2 + draws.int(8) }, (_, number) => {
        const method = draws.pick(["GET", "HEAD", "OPTIONS"]);
        return {
          method,
          bytes: head(method, draws.pick(["/health", "/nowhere", "/v1/cases"]), [["x-number", `${number}`]], host),
        };
      });
      return {
        ...plain(index, "pipelined", [Buffer.concat(requests.map(({ bytes }) => bytes))]),
        answers: requests.length,
        heads: requests.map(({ method }) => method === "HEAD"),
      };
    }
    case "gone":
    case "slow": {
      const whole = Buffer.concat(incomplete(draws, world, host, index).pieces);
      const cut = draws.int(whole.length);
      const slowly = [whole.subarray(0, cut), whole.subarray(cut)];
      return kind === "gone"
        ? { ...plain(index, "gone in the middle", [whole.subarray(0, cut)]), isHttp: false, hangsUp: true }
        : { ...plain(index, "slow", slowly), pauseMilliseconds: 200 + draws.int(300) };
    }
  }
}

/** A request that changes nothing however much of it arrives: a trial run. */
function incomplete(draws: Draws, { tokens, notices }: HostileWorld, host: string, index: number): Shot {
  const { as, notice } = draws.pick(notices);
  const body = Buffer.from(JSON.stringify(notice));
  const headers: Header[] = [
    ["authorization", `Bearer ${tokens[as]}`],
    ["content-type", "application/json"],
    ["content-length", `${body.length}`],
  ];
  return plain(index, "trial run", [head("POST", "/v1/notices?dryRun=true", headers, host), body]);
}

function request(draws: Draws, world: HostileWorld, host: string, index: number): Shot {
  const name = draws.pick(draws.chance(0.7) ? withBody : routeNames);
  const route: Route = routes[name];
  const about = draws.pick(world.targets);
  const target = targetOf(draws, route, about);
  const lawful = lawfulBody(draws, name, world, about);
  const method = draws.chance(0.95) ? route.method : draws.pick(["HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "PUT"]);
  const sendsBody = method !== "HEAD" && (lawful !== undefined || draws.chance(0.1));
  const body = sendsBody ? hostileBody(draws, lawful?.body ?? {}) : Buffer.alloc(0);
  const as =
    lawful?.as ?? (route.audience === "platform" ? "platform-shein" : draws.pick(["dgccrf", "administrator"] as const));
  const headers: Header[] = [
    ...(draws.chance(0.88)
      ? [["authorization", `Bearer ${world.tokens[as]}`] satisfies Header]
      : hostile.hostileAuthorization(draws, world)),
    ["accept-language", draws.pick(["fr", "en", "en;q=0.3, fr;q=0.9", "de", "en-GB"])],
    ...(sendsBody ? hostile.contentType(draws) : []),
    ...(route.headers === undefined ? [] : hostile.conditionHeaders(draws, index)),
    ...(name === "receiveAnswer" ? hostile.webhookHeaders(draws, targetPlatform, body, index) : []),
    ...(draws.chance(0.15) ? hostile.surplusHeaders(draws) : []),
  ];
  const chunked = sendsBody && draws.chance(0.15);
  const framing: Header[] = chunked ? [["transfer-encoding", "chunked"]] : [["content-length", `${body.length}`]];
  const start = head(method, target, sendsBody ? [...headers, ...framing] : headers, host);
  const pieces = [start, ...(chunked ? chunks(body) : [body])];
  return {
    ...plain(index, `${method} ${route.path}`, pieces),
    heads: [method === "HEAD"],
    about: about.caseId,
    isHttp: !mayLoseItsAnswer(headers, start, body),
    secrets: headers
      .filter(([key]) => /authorization|webhook-signature/i.test(key))
      .map(([, value]) => value.slice(-40)),
  };
}

/**
 * Whether the connection may end before the answer is read: what is too large, or wants another protocol, is refused
 * while the rest of it is still being sent.
 */
function mayLoseItsAnswer(headers: readonly Header[], start: Buffer, body: Buffer): boolean {
  const wantsAnotherProtocol = headers.some(([name]) => name === "upgrade");
  const isTooLarge = body.length >= 10_485_760 || start.length > 10_240 || headers.length >= 900;
  return isTooLarge || (wantsAnotherProtocol && body.length > 0);
}

/** The issuer and the simulation, which are on the same port and on no deployment. */
function beside(draws: Draws, host: string, index: number): Shot {
  const [path, type] = draws.pick([
    ["/oauth2/token", "application/x-www-form-urlencoded"],
    ["/simulated/platforms/vinted", "application/json"],
    ["/.well-known/jwks.json", "application/json"],
  ] as const);
  const method = path.startsWith("/.") ? "GET" : "POST";
  const odd = draws.pick([
    '{"webhook":"javascript:"}',
    '{"webhook":1}',
    '{"__proto__":1}',
    "[".repeat(10_000),
    "x".repeat(5_000),
  ]);
  const body = method === "GET" ? "" : type === "application/json" ? odd : hostileForm(draws);
  const headers: Header[] = [
    ["content-type", type],
    ["content-length", `${Buffer.byteLength(body)}`],
    ...(draws.chance(0.5)
      ? [["authorization", draws.pick(["Basic ", "Basic !!!!", "Basic Og==", "Basic JTolJQ=="])] satisfies Header]
      : []),
  ];
  return {
    ...plain(index, `${method} ${path}`, [head(method, path, headers, host), Buffer.from(body)]),
    isBeside: true,
  };
}

function targetOf(draws: Draws, route: Route, { caseId, noticeId }: Target): string {
  const values: Record<string, string> = {
    caseId,
    noticeId,
    platformId:
      route.path.endsWith("webhook") || route.path.endsWith("cases") ? targetPlatform : draws.pick(hostileParties),
    authorityId: draws.pick(hostileParties),
    step: draws.pick(["remind-acknowledge", "overdue-act-public-prosecutor", "no-step"]),
    role: draws.pick(["court", "search_engines", "no_role"]),
    clientId: draws.pick(["new-platform", "hostile-client"]),
    problem: draws.pick(["not-found", "nothing"]),
  };
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
  const aimed = draws.chance(0.1) ? hostileTarget(draws, path) : path;
  return draws.chance(route.query === undefined ? 0.05 : 0.5) ? `${aimed}?${hostileQuery(draws)}` : aimed;
}

function head(method: string, target: string, headers: readonly Header[], host: string): Buffer {
  const lines = [["host", host] satisfies Header, ...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1");
}

function chunks(body: Buffer): Buffer[] {
  const size = Math.max(1, Math.ceil(body.length / 3));
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return [...pieces, Buffer.from("0\r\n\r\n")];
}

function plain(index: number, name: string, pieces: Buffer[]): Shot {
  return {
    index,
    name,
    pieces,
    pauseMilliseconds: 0,
    answers: 1,
    heads: [false],
    isHttp: true,
    hangsUp: false,
    isBeside: false,
    secrets: [],
  };
}
