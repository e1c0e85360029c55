import type { Language } from "../../../core/contract/language.ts";
import type { ProblemKey } from "../../../core/contract/problems.ts";
import { problemAnswer, type HttpAnswer } from "./problem-answer.ts";
import { renderProblem } from "./render.ts";

/** The statuses with which a gateway answers before or instead of a function, and the problem each one is. */
export const gatewayProblems = {
  400: "bad-request",
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  405: "method-not-allowed",
  408: "request-timeout",
  413: "too-large",
  415: "unsupported-media-type",
  429: "too-many-requests",
  431: "headers-too-large",
  500: "internal-error",
  502: "bad-gateway",
  503: "unavailable",
  504: "timeout",
} as const satisfies Record<number, ProblemKey>;

/** A status of a gateway's own answer. */
export type GatewayStatus = keyof typeof gatewayProblems;

/** The answer of a gateway that has no function to ask: the same document as any other problem. */
export function gatewayProblem(
  status: GatewayStatus,
  { language, requestId }: { language: Language; requestId: string },
): HttpAnswer {
  return problemAnswer(renderProblem(gatewayProblems[status], { language, instance: requestId }), language);
}
