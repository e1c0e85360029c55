import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { NextClock } from "../../../../core/contract/workflow-clock.ts";
import { stepFunctions, type Workflow } from "../../../../functions/shared/workflow.ts";
import type { Engine } from "../../../../local/aws/step-functions/engine.ts";
import { serveStepFunctions, type StepFunctionsServer } from "../../../../local/aws/step-functions/server.ts";
import { returning, type ScriptedFunctions } from "../../../support/embedded-functions.ts";
import { clock as payload, workflowEngine } from "../../../support/embedded-workflow.ts";

const caseId = "case_0198d3e0-0000-7000-8000-000000000000";
const end = NextClock.parse({ ...payload("end"), caseId });

let engine: Engine;
let functions: ScriptedFunctions;
let tokens: string[];
let server: StepFunctionsServer;
let workflow: Workflow;
let generation = 0;

beforeAll(async () => {
  ({ engine, functions, tokens } = workflowEngine({ "escalate-case": returning(payload("wait")) }));
  server = await serveStepFunctions(engine);
  vi.stubEnv("AWS_REGION", "eu-west-3");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  vi.stubEnv("AWS_ENDPOINT_URL_SFN", server.url);
  workflow = stepFunctions(engine.stateMachineArn);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await engine.close();
});

afterEach(async () => {
  await engine.idle();
});

/** An execution that waits; its token. */
async function waiting(): Promise<string> {
  generation += 1;
  expect(await workflow.start(caseId, generation)).toBe("started");
  await engine.idle();
  return tokens.at(-1)!;
}

it("starts an execution named after case and generation, with nothing but who speaks", async () => {
  await waiting();
  expect(engine.status(`${caseId}-${generation}`)).toBe("RUNNING");
  expect(functions.payloadsOf("deliver-messages").at(-1)).toMatchObject({ clock: { caseId, generation, round: 0 } });
});

it("says that it has started one that runs already, and that the name of an ended one is used", async () => {
  const token = await waiting();
  expect(await workflow.start(caseId, generation)).toBe("started");
  await workflow.succeed(token, end);
  expect(await engine.ended(`${caseId}-${generation}`)).toBe("SUCCEEDED");
  expect(await workflow.start(caseId, generation)).toBe("exists");
});

it("completes a token with a payload as every state gives it, and fails one by name", async () => {
  const token = await waiting();
  await workflow.fail(token, "LookAgain");
  await engine.idle();
  expect(functions.payloadsOf("escalate-case")).toHaveLength(1);
  await workflow.succeed(tokens.at(-1)!, end);
  expect(await engine.ended(`${caseId}-${generation}`)).toBe("SUCCEEDED");
  expect(engine.transitions(`${caseId}-${generation}`)).toBe(6);
});

it("ignores that a token is spent, or none at all", async () => {
  const token = await waiting();
  await workflow.succeed(token, end);
  await expect(workflow.succeed(token, end)).resolves.toBeUndefined();
  await expect(workflow.fail(token, "LookAgain")).resolves.toBeUndefined();
  await expect(workflow.fail("none", "LookAgain")).resolves.toBeUndefined();
});

it("hands on what is no answer of the machine", async () => {
  const elsewhere = stepFunctions("arn:aws:states:eu-west-3:000000000000:stateMachine:other");
  await expect(elsewhere.start(caseId, 1)).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
});
