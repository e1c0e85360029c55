import { describe, expect, it } from "vitest";
import { Problem } from "../../../../../core/contract/problems.ts";
import {
  gatewayProblem,
  gatewayProblems,
  type GatewayStatus,
} from "../../../../../functions/shared/problems/gateway-problem.ts";

const statuses = Object.keys(gatewayProblems).map((status) => Number(status) as GatewayStatus);

describe("an answer of the gateway itself", () => {
  it.each(statuses)("with status %i is a problem document of that status", (status) => {
    const answer = gatewayProblem(status, { language: "en", requestId: "request-1" });
    const problem = Problem.parse(JSON.parse(answer.body));
    expect(answer.status).toBe(status);
    expect(problem).toMatchObject({ status, instance: "request-1" });
    expect(answer.headers).toMatchObject({
      "content-type": "application/problem+json",
      "content-language": "en",
      vary: "Accept-Language",
      "x-request-id": "request-1",
    });
  });

  it("says when to try again where waiting helps, and only there", () => {
    const waiting = statuses.filter(
      (status) => gatewayProblem(status, { language: "fr", requestId: "r" }).headers["retry-after"] !== undefined,
    );
    expect(waiting).toEqual([429, 503]);
    expect(gatewayProblem(429, { language: "fr", requestId: "r" }).headers["retry-after"]).toMatch(/^[1-9]\d*$/);
  });
});
