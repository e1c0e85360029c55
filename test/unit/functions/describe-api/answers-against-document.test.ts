import { describe, expect, it } from "vitest";
import { gatewayProblem } from "../../../../functions/shared/problems/gateway-problem.ts";
import { problemAnswer } from "../../../../functions/shared/problems/problem-answer.ts";
import { renderProblem } from "../../../../functions/shared/problems/render.ts";
import { openApiDocument } from "../../../../functions/describe-api/openapi-document.ts";
import { answerChecker, checkAnswer, type HttpExchange } from "../../../support/openapi.ts";

const document = openApiDocument({
  publicUrl: "https://sommation.example",
  tokenUrl: "https://sommation.example/oauth2/token",
});
const check = answerChecker(document);

const clock = { state: "running", basis: "sla", rule: "elapsed", within: "PT24H", overdue: false, review: "draft" };
const accepted: HttpExchange = {
  method: "POST",
  path: "/v1/platforms/{platformId}/webhook",
  status: 200,
  headers: { "content-type": "application/json; charset=utf-8", "x-request-id": "r" },
  body: JSON.stringify({
    accepted: true,
    status: "awaiting_action",
    late: false,
    clocks: { acknowledge: { ...clock, dueAt: "2025-11-04T08:00:00.000Z" }, act: clock },
  }),
};

function faultsOf(change: Partial<HttpExchange>) {
  const checked = check({ ...accepted, ...change });
  return checked.kind === "promised" ? [] : checked.faults;
}

describe("an answer checked against the document", () => {
  it("is promised where operation, status, type, headers and body fit", () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each([
    ["an unknown path", { path: "/v1/platforms/{platformId}/other" }, "no operation"],
    ["an unknown method", { method: "PUT" }, "no operation"],
    ["an unknown status", { status: 418 }, "no answer with status 418"],
    ["another media type", { headers: { "content-type": "text/plain", "x-request-id": "r" } }, 'type "text/plain"'],
    ["no media type", { headers: { "x-request-id": "r" } }, 'type ""'],
    ["a missing header", { headers: { "content-type": "application/json" } }, "no header X-Request-Id"],
    ["a body that is not JSON", { body: "{" }, "not JSON"],
    ["a missing field", { body: JSON.stringify({ accepted: true }) }, "required property 'status'"],
    ["an unknown field", { body: accepted.body.replace("{", '{"extra":1,') }, "additional properties"],
    ["a wrong value deep inside", { body: accepted.body.replace("PT24H", "24 hours") }, "/clocks/acknowledge/within"],
    ["an instant that is none", { body: accepted.body.replace("2025-11-04T08", "2025-13-04T08") }, "/dueAt"],
  ] satisfies [string, Partial<HttpExchange>, string][])("is broken by %s", (_, change, fault) => {
    expect(faultsOf(change).join("\n")).toContain(fault);
  });

  it("may be a problem of the route or of the gateway, and no other", () => {
    const problem = (key: "already-answered" | "duplicate-reference") =>
      problemAnswer(renderProblem(key, { language: "fr", instance: "r", caseStatus: "answered" }), "fr");
    expect(faultsOf(problem("already-answered"))).toEqual([]);
    expect(faultsOf(gatewayProblem(429, { language: "en", requestId: "r" }))).toEqual([]);
    expect(faultsOf(problem("duplicate-reference")).join()).toContain("/type");
  });

  it("is a page where the route is one", () => {
    const headers = { "content-type": "text/html; charset=utf-8", "x-request-id": "r" };
    expect(faultsOf({ method: "GET", path: "/docs", headers, body: "<!doctype html>" })).toEqual([]);
  });

  it("throws with every fault, for a test that only wants to know", () => {
    expect(() => {
      checkAnswer(document, accepted);
    }).not.toThrow();
    expect(() => {
      checkAnswer(document, { ...accepted, status: 204 });
    }).toThrow("POST /v1/platforms/{platformId}/webhook → 204 is not in the document");
  });
});
