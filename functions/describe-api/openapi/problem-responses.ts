import type { oas31 } from "zod-openapi";
import { problems, type ProblemKey } from "../../../core/contract/problems.ts";
import { problemPath } from "../../shared/problems/render.ts";
import { gatewayProblems } from "../../shared/problems/gateway-problem.ts";
import { answerHeaders } from "./headers.ts";

/** What any route may answer with: the gateway gives these before a function is asked, or in its place. */
const anywhere = [400, 408, 429, 431, 500, 502, 503, 504] as const satisfies (keyof typeof gatewayProblems)[];

/** The answers that are the same on every route, as components. */
export function sharedProblemResponses(): Record<string, oas31.ResponseObject> {
  return Object.fromEntries(
    anywhere.map((status) => [componentOf(gatewayProblems[status]), responseOf([gatewayProblems[status]])]),
  );
}

/**
 * The problems of one route by status, its own and those of any route.
 *
 * @param alsoPages Whether a browser gets its own as pages.
 */
export function problemResponses(own: readonly ProblemKey[], alsoPages = false): oas31.ResponsesObject {
  const shared = anywhere.map((status) => gatewayProblems[status]);
  const byStatus = Map.groupBy(new Set<ProblemKey>([...own, ...shared]), (key) => problems[key].status);
  const entries = [...byStatus].map(([status, keys]): [string, oas31.ResponseObject | oas31.ReferenceObject] => [
    String(status),
    keys.some((key) => own.includes(key)) ? responseOf(keys, alsoPages) : referenceTo(keys),
  ]);
  return Object.fromEntries(entries);
}

function referenceTo(keys: readonly ProblemKey[]): oas31.ReferenceObject {
  return { $ref: `#/components/responses/${keys.map(componentOf).join("")}` };
}

function responseOf(keys: readonly ProblemKey[], alsoPages = false): oas31.ResponseObject {
  const lines = keys.map((key) => `- \`${problemPath(key)}\`: ${problems[key].title.en} · ${problems[key].title.fr}`);
  const waits = keys.some((key) => problems[key].status === 429 || problems[key].status === 503);
  return {
    description: lines.join("\n"),
    headers: {
      ...answerHeaders,
      "Content-Language": { $ref: "#/components/headers/ContentLanguage" },
      ...(keys.some((key) => problems[key].status === 401) && {
        "WWW-Authenticate": { $ref: "#/components/headers/WwwAuthenticate" },
      }),
      ...(waits && { "Retry-After": { $ref: "#/components/headers/RetryAfter" } }),
    },
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            { type: "object", properties: { type: { type: "string", enum: keys.map(problemPath) } } },
          ],
        },
      },
      ...(alsoPages && { "text/html": { schema: { type: "string" } } }),
    },
  };
}

/** `too-many-requests` as the name of a component: `TooManyRequests`. */
function componentOf(key: ProblemKey): string {
  return key.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
