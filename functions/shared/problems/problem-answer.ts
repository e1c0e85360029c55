import type { Language } from "../../../core/contract/language.ts";
import type { Problem } from "../../../core/contract/problems.ts";

/** An HTTP answer. */
export type HttpAnswer = { status: number; headers: Record<string, string>; body: string };

/** Seconds to wait before trying again; a Lambda that is short of capacity has some again within them. */
const retryAfterSeconds = { 429: 2, 503: 5 } as const satisfies Record<number, number>;

/** The HTTP answer that carries a problem document: media type of RFC 9457, language, and when to try again. */
export function problemAnswer(problem: Problem, language: Language): HttpAnswer {
  return {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "content-language": language,
      vary: "Accept-Language",
      "cache-control": "no-store",
      // The address may be a link that lets in whoever has it.
      "referrer-policy": "no-referrer",
      "x-request-id": problem.instance,
      ...retryAfter(problem.status),
    },
    body: JSON.stringify(problem),
  };
}

function retryAfter(status: number): Record<string, string> {
  if (status !== 429 && status !== 503) return {};
  return { "retry-after": String(retryAfterSeconds[status]) };
}
