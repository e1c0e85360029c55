import { describe, expect, it } from "vitest";
import { loadDefinition } from "../../../../../local/aws/step-functions/definition.ts";
import { substitutions, takedownCase } from "../../../../support/embedded-workflow.ts";

const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", TimeoutSeconds: 5, End: true };
const machine = (state: object, extra: object = {}) =>
  JSON.stringify({ StartAt: "Only", States: { Only: state }, ...extra });

describe("loading a definition", () => {
  it("finds the timeout of each task of the project's machine, and which of them waits for its token", () => {
    const { tasks } = loadDefinition(takedownCase, substitutions);
    expect([...tasks]).toEqual([
      ["Deliver", { waitsForToken: false, timeout: 120 }],
      ["Await answer", { waitsForToken: true, timeout: ["Payload", "timeoutSeconds"] }],
      ["Remind, retry or escalate", { waitsForToken: false, timeout: 120 }],
    ]);
  });

  it("replaces every placeholder", () => {
    const { definition } = loadDefinition(takedownCase, substitutions);
    expect(JSON.stringify(definition)).not.toContain("${");
    expect(JSON.stringify(definition)).toContain('"FunctionName":"await-answer"');
  });

  it("names the placeholder nothing stands for", () => {
    expect(() => loadDefinition(takedownCase, { Partition: "aws" })).toThrow("${DeliverMessages}");
  });

  it.each([
    ["JSONata", machine(task, { QueryLanguage: "JSONata" })],
    ["JSONata in a state", machine({ ...task, QueryLanguage: "JSONata" })],
    ["Assign", machine({ ...task, Assign: {} })],
    ["Arguments", machine({ ...task, Arguments: {} })],
    ["Output", machine({ ...task, Output: {} })],
    ["a heartbeat", machine({ ...task, HeartbeatSeconds: 1 })],
    ["a heartbeat by path", machine({ ...task, HeartbeatSecondsPath: "$.x" })],
    ["Map", machine({ Type: "Map", End: true })],
    ["Parallel", machine({ Type: "Parallel", End: true })],
    ["a task without a timeout", machine({ ...task, TimeoutSeconds: undefined })],
    ["a task that is no function", machine({ ...task, Resource: "arn:aws:states:::sqs:sendMessage" })],
  ])("refuses %s", (_, json) => {
    expect(() => loadDefinition(json, {})).toThrow();
  });

  it("takes the task those were made from", () => {
    expect(loadDefinition(machine(task), {}).tasks.get("Only")).toEqual({ waitsForToken: false, timeout: 5 });
  });
});
