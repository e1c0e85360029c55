import { Problem } from "../../core/contract/problems.ts";
import { canary } from "./hostile-json.ts";
import type { Shot } from "./hostile-requests.ts";
import type { Outcome, Reply } from "./hostile-wire.ts";

/** What is wrong with what came of a shot; nothing where it is as it should be. */
export function faultsOf(shot: Shot, { kind, replies, after }: Outcome): string[] {
  const where = after === undefined ? "a connection of its own" : `the connection of number ${after}`;
  return [
    ...(shot.isHttp && kind !== "answered"
      ? [`${kind} with ${replies.length} of ${shot.answers} answers on ${where}`]
      : []),
    ...replies.flatMap((reply, number) => faultsOfReply(shot, reply, shot.heads[number] === true)),
  ];
}

function faultsOfReply(shot: Shot, reply: Reply, isHead: boolean): string[] {
  const { status, headers, body } = reply;
  const everything = `${JSON.stringify(headers)}${body}`;
  return [
    ...(status >= 500 || Number.isNaN(status) ? [`status ${status}: ${body.slice(0, 300)}`] : []),
    ...(/node:internal|node_modules|\.ts:\d|\.js:\d|\n\s+at /.test(body) ? ["a stack"] : []),
    ...(status >= 400 && everything.includes(canary) ? ["a value is repeated"] : []),
    ...shot.secrets
      .filter((secret) => secret.length >= 20 && everything.includes(secret))
      .map(() => "a secret is repeated"),
    ...("set-cookie" in headers ? ["a header was put in"] : []),
    ...(status >= 400 && !isHead && !shot.isBeside && !isOfTheParser(reply) ? faultsOfProblem(reply) : []),
  ];
}

/** What Node's own parser refuses before there is a request: one line and the end of the connection. */
function isOfTheParser({ status, headers, body }: Reply): boolean {
  return status === 400 && body === "" && headers["connection"] === "close";
}

function faultsOfProblem({ status, headers, body }: Reply): string[] {
  const problem = problemIn(body);
  if (problem === undefined) return [`no problem document with ${status}: ${body.slice(0, 200)}`];
  return [
    ...(headers["content-type"] === "application/problem+json"
      ? []
      : [`problem as ${headers["content-type"] ?? "nothing"}`]),
    ...(problem.status === status ? [] : [`${status} says ${problem.status}`]),
    ...(["fr", "en"].includes(headers["content-language"] ?? "") ? [] : ["no language"]),
    ...(headers["x-request-id"] === problem.instance ? [] : ["another instance"]),
  ];
}

/** The problem of a refusal; undefined where it is none. */
export function problemIn(body: string): Problem | undefined {
  try {
    return Problem.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
