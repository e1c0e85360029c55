import { createServer } from "node:http";
import { expect, it } from "vitest";
import { reachInbound } from "../../../../../functions/shared/inbound/reach-inbound.ts";
import { problemAnswer } from "../../../../../functions/shared/problems/problem-answer.ts";
import { renderProblem } from "../../../../../functions/shared/problems/render.ts";
import { listen } from "../../../../../local/aws/listen.ts";
import type { ProblemKey } from "../../../../../core/contract/problems.ts";

/** A front that gives one answer to all, and notes what it was asked. */
async function front(answer: { status: number; body: string; headers?: Record<string, string> }) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  const listening = await listen(server, 0);
  if (listening.kind === "port_taken") throw new Error("no port is free");
  return { asked, url: `http://127.0.0.1:${listening.port}`, [Symbol.asyncDispose]: listening.close };
}

const problem = (key: ProblemKey) => problemAnswer(renderProblem(key, { language: "en", instance: "req-1" }), "en");

it("takes our own refusal of an answer without a signature for a sign of life", async () => {
  await using served = await front(problem("bad-signature"));
  expect(await reachInbound(served.url)()).toBe(true);
  expect(served.asked).toEqual(["POST /v1/platforms/inbound-watch/webhook"]);
});

it.each([
  ["another 401", problem("unauthorized")],
  ["a failure of ours", problem("internal-error")],
  ["a gateway that turns away", problem("too-many-requests")],
  ["somebody else's page", { status: 401, body: "<html></html>" }],
  ["our words with another status", { ...problem("bad-signature"), status: 200 }],
  ["a redirect", { status: 302, body: "", headers: { location: "https://elsewhere.example/" } }],
])("takes %s for none", async (_, answer) => {
  await using served = await front(answer);
  expect(await reachInbound(served.url)()).toBe(false);
});

it("takes a door where nobody listens for none", async () => {
  const served = await front({ status: 200, body: "" });
  await served[Symbol.asyncDispose]();
  expect(await reachInbound(served.url)()).toBe(false);
});
