import { describe, expect, it } from "vitest";
import { systemClock } from "../../../../../functions/shared/clock.ts";
import { httpFunction } from "../../../../../functions/shared/http/http-function.ts";
import { ok } from "../../../../../functions/shared/http/outcome.ts";
import type { Log } from "../../../../../functions/shared/logger.ts";

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const handler = httpFunction(
  { clock: systemClock(), log: silent },
  { readCase: async () => ok({ read: true }), health: async () => ok({ status: "ok" }) },
);

async function get(resource: string, query: Record<string, string[]>) {
  const event = {
    httpMethod: "GET",
    resource,
    multiValueQueryStringParameters: query,
    requestContext: {
      requestId: "request-1",
      requestTimeEpoch: 1_762_156_800_000,
      authorizer: { kind: "authority", id: "dgccrf" },
    },
  };
  // Only the remaining time of a Lambda context is ever asked for.
  const answer: unknown = await Reflect.apply(handler, undefined, [event, { getRemainingTimeInMillis: () => 10_000 }]);
  return answer;
}

describe("a route without query parameters", () => {
  it("refuses one that would have no effect, and names it", async () => {
    const answer = await get("/v1/cases/{caseId}", { x: ["1"] });
    expect(answer).toMatchObject({ statusCode: 422, body: expect.stringContaining('"pointer":"/x"') as string });
  });

  it("answers without one", async () => {
    expect(await get("/v1/cases/{caseId}", {})).toMatchObject({ statusCode: 200, body: '{"read":true}' });
  });

  it("that is public takes any: a probe may break its cache with one", async () => {
    expect(await get("/health", { t: ["1"] })).toMatchObject({ statusCode: 200 });
  });
});
