import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../../../../local/aws/step-functions/engine.ts";
import { serveStepFunctions, type StepFunctionsServer } from "../../../../../local/aws/step-functions/server.ts";
import { returning } from "../../../../support/embedded-functions.ts";
import { clock, workflowEngine } from "../../../../support/embedded-workflow.ts";

const input = JSON.stringify({ Payload: { caseId: "case_1", generation: 1, round: 0 } });
const output = JSON.stringify({ Payload: clock("end") });

let engine: Engine;
let tokens: string[];
let server: StepFunctionsServer;
let client: SFNClient;

beforeAll(async () => {
  ({ engine, tokens } = workflowEngine({ "escalate-case": returning(clock("wait")) }));
  server = await serveStepFunctions(engine);
  client = new SFNClient({
    endpoint: server.url,
    region: "eu-west-3",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
});

afterAll(async () => {
  client.destroy();
  await server.close();
  await engine.close();
});

const start = (name: string, text = input) =>
  client.send(new StartExecutionCommand({ stateMachineArn: engine.stateMachineArn, name, input: text }));

it("starts an execution and carries its answer, for the AWS SDK", async () => {
  const { executionArn, startDate } = await start("case_1-1");
  expect(executionArn).toBe("arn:aws:states:eu-west-3:000000000000:execution:local:case_1-1");
  expect(startDate).toBeInstanceOf(Date);
  await engine.idle();
  await client.send(new SendTaskFailureCommand({ taskToken: tokens.at(-1), error: "LookAgain", cause: "moved" }));
  await engine.idle();
  await client.send(new SendTaskSuccessCommand({ taskToken: tokens.at(-1), output }));
  expect(await engine.ended("case_1-1")).toBe("SUCCEEDED");
  expect(engine.transitions("case_1-1")).toBe(6);
});

it("refuses under the names the SDK knows", async () => {
  await start("case_2-1");
  await expect(start("case_2-1", "{}")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
  await expect(start("case 2")).rejects.toMatchObject({ name: "InvalidName" });
  await expect(start("case_3-1", "no JSON")).rejects.toMatchObject({ name: "InvalidExecutionInput" });
  const late = new SendTaskSuccessCommand({ taskToken: "a".repeat(640), output });
  await expect(client.send(late)).rejects.toMatchObject({ name: "TaskTimedOut" });
  await expect(client.send(new SendTaskFailureCommand({ taskToken: "none" }))).rejects.toMatchObject({
    name: "InvalidToken",
  });
});

it.each([
  ["AWSStepFunctions.DescribeExecution", "{}", "UnknownOperationException"],
  ["AWSStepFunctions.ListExecutions", "{}", "UnknownOperationException"],
  ["AWSStepFunctions.StopExecution", "{}", "UnknownOperationException"],
  ["AWSStepFunctions.SendTaskHeartbeat", "{}", "UnknownOperationException"],
  ["AWSStepFunctions.StartExecution", "{}", "ValidationException"],
  ["AWSStepFunctions.SendTaskSuccess", '{"taskToken":"x","output":"{}","more":1}', "ValidationException"],
  ["AWSStepFunctions.SendTaskSuccess", "{", "SerializationException"],
])("answers %s with %s by %s", async (target, body, type) => {
  const answer = await fetch(server.url, { method: "POST", body, headers: { "x-amz-target": target } });
  expect(answer.status).toBe(400);
  expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.0");
  expect(await answer.json()).toMatchObject({ __type: type });
});
