import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Retryable } from "../../functions/await-answer/handler.ts";
import { hostFunctions } from "../../local/aws/lambda/host.ts";
import { bundle } from "../../local/build/bundle.ts";
import { NextClock } from "../../core/contract/workflow-clock.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { takedownCase } from "../support/embedded-workflow.ts";
import { diagramIn, diagramOf } from "../support/workflow-diagram.ts";
import { Definition, rules } from "../support/workflow-rules.ts";

const read = () => Definition.parse(JSON.parse(takedownCase));

/** A definition with one part of one state replaced; undefined: left out. */
const changed =
  (state: string, change: Record<string, unknown>) =>
  (definition: Definition): unknown => {
    const { States } = definition;
    return { ...definition, States: { ...States, [state]: { ...States[state], ...change } } };
  };

const wait = "Await answer";
const retryOf = (definition: Definition, state: string) => definition.States[state]!.Retry![0]!;
const parametersOf = (definition: Definition, state: string) => definition.States[state]!.Parameters!;

const withPayload = (state: string, change: Record<string, unknown>) => (definition: Definition) => {
  const parameters = parametersOf(definition, state);
  return changed(state, { Parameters: { ...parameters, Payload: { ...parameters.Payload, ...change } } })(definition);
};
const withRetry = (state: string, change: (errors: string[]) => string[]) => (definition: Definition) => {
  const retry = retryOf(definition, state);
  return changed(state, { Retry: [{ ...retry, ErrorEquals: change(retry.ErrorEquals) }] })(definition);
};
const withCatch = (change: Record<string, unknown>) => (definition: Definition) =>
  changed(wait, { Catch: [{ ...definition.States[wait]!.Catch![0]!, ...change }] })(definition);

/** For each rule, definitions that break it. */
const broken = {
  "is valid Amazon States Language in every partition": [
    changed("Deliver", { Next: "Nowhere" }),
    changed("Settled", { Type: "Success" }),
  ],
  "uses no field of JSONata, no heartbeat, no InputPath or OutputPath": [
    (definition) => ({ ...definition, QueryLanguage: "JSONata" }),
    changed("Deliver", { QueryLanguage: "JSONata" }),
    changed("Deliver", { Assign: { seen: true } }),
    changed("Deliver", { Arguments: {} }),
    changed("Deliver", { Output: {} }),
    changed(wait, { HeartbeatSeconds: 60 }),
    changed(wait, { HeartbeatSecondsPath: "$.Payload.timeoutSeconds" }),
    changed("Deliver", { InputPath: "$.Payload" }),
    changed("Deliver", { OutputPath: "$.Payload" }),
  ],
  "asks of a choice what is, never what is not": [
    changed("Settled?", { Choices: [{ Variable: "$.Payload.next", IsPresent: false, Next: "Settled" }] }),
  ],
  "replaces no state's input by a result or an error": [
    changed("Deliver", { ResultPath: "$" }),
    withCatch({ ResultPath: "$" }),
    withCatch({ ResultPath: undefined }),
  ],
  "limits the time of every task": [
    changed("Deliver", { TimeoutSeconds: undefined }),
    changed("Deliver", { TimeoutSeconds: 60 }),
    changed("Deliver", { TimeoutSeconds: undefined, TimeoutSecondsPath: "$.Payload.timeoutSeconds" }),
    changed(wait, { TimeoutSecondsPath: undefined }),
    changed(wait, { TimeoutSecondsPath: undefined, TimeoutSeconds: 3_600 }),
    changed(wait, { TimeoutSecondsPath: "$.timeoutSeconds" }),
  ],
  "repeats the wait's timeout in its parameters, where the local engine reads it": [
    withPayload(wait, { "timeoutSeconds.$": undefined }),
    withPayload(wait, { "timeoutSeconds.$": "$.timeoutSeconds" }),
  ],
  "gives the next state nothing but the function's payload": [
    changed("Deliver", { ResultSelector: undefined }),
    changed("Remind, retry or escalate", { ResultSelector: { "Payload.$": "$" } }),
  ],
  "retries every task by exactly one list": [
    changed("Deliver", { Retry: undefined }),
    (definition) =>
      changed("Deliver", { Retry: [retryOf(definition, "Deliver"), retryOf(definition, wait)] })(definition),
  ],
  "never retries a wait that timed out": [
    withRetry(wait, () => ["States.ALL"]),
    withRetry(wait, (errors) => [...errors, "States.Timeout"]),
  ],
  "leaves States.ALL to itself": [
    withRetry("Deliver", (errors) => [...errors, "Lambda.Unknown"]),
    withCatch({ ErrorEquals: ["States.ALL", "LookAgain"] }),
  ],
  "handles exactly the errors that its contracts raise": [
    withRetry(wait, (errors) => errors.filter((error) => error !== "Retryable")),
    withRetry(wait, (errors) => [...errors, "TypeError"]),
    withCatch({ ErrorEquals: ["States.Timeout", "LookAgain"] }),
    withCatch({ ErrorEquals: ["States.Timeout", "LookAgain", "DeadlinePassed", "Withdrawn"] }),
  ],
  "runs in every partition": [
    changed("Deliver", { Resource: "arn:aws:states:::lambda:invoke" }),
    changed("Deliver", { Resource: "${DeliverMessages}" }),
  ],
  "has a contract for every task, and a task for every contract": [
    (definition) =>
      changed("Deliver", { Parameters: { ...parametersOf(definition, "Deliver"), FunctionName: "${AwaitAnswer}" } })(
        definition,
      ),
    (definition) => changed("Another", definition.States["Deliver"]!)(definition),
    changed("Deliver", { Type: "Pass" }),
  ],
  "hands every function what its contract takes": [
    withPayload("Deliver", { "executionId.$": undefined }),
    withPayload("Deliver", { "token.$": "$.token" }),
  ],
  "has no placeholder but those that are supplied": [
    withPayload("Deliver", { region: "${Region}" }),
    (definition) =>
      changed("Deliver", { Parameters: { ...parametersOf(definition, "Deliver"), FunctionName: "deliver" } })(
        definition,
      ),
  ],
  "has no placeholder in a comment, which no deployment replaces": [
    changed("Deliver", { Comment: "Runs ${DeliverMessages}." }),
    (definition) => ({ ...definition, Comment: "In ${Partition}." }),
  ],
  "reads of the context object only what both engines know": [
    withPayload("Deliver", { "executionId.$": "$$.State.EnteredTime" }),
    withPayload("Deliver", { "executionId.$": "States.Format('{}', $$.Execution.RoleArn)" }),
    withPayload("Deliver", { "executionId.$": "$$" }),
  ],
  "takes a token where it waits for one, and nowhere else": [
    withPayload(wait, { "token.$": "$.token" }),
    withPayload("Deliver", { "executionId.$": "$$.Task.Token" }),
  ],
  "chooses by `next` alone, and for each of its values": [
    changed("Settled?", { Default: undefined }),
    changed("Settled?", { Choices: [{ Variable: "$.Payload.next", StringEquals: "end", Next: "Settled" }] }),
    changed("Settled?", { Choices: [{ Variable: "$.Payload.status", StringEquals: "end", Next: "Settled" }] }),
    (definition) =>
      changed("Settled?", {
        Choices: [
          ...definition.States["Settled?"]!.Choices!,
          { Variable: "$.Payload.next", StringEquals: "stop", Next: "Settled" },
        ],
      })(definition),
  ],
} as const satisfies Record<keyof typeof rules, readonly ((definition: Definition) => unknown)[]>;

describe("the definition of the state machine", () => {
  it.each(Object.keys(rules) as (keyof typeof rules)[])("%s", (rule) => {
    expect(rules[rule](read())).toEqual([]);
  });

  it.each(
    (Object.keys(rules) as (keyof typeof rules)[]).flatMap((rule) =>
      broken[rule].map((change: (definition: Definition) => unknown, index) => ({ number: index + 1, rule, change })),
    ),
  )("is found out when changed ($number) so that it no longer $rule", ({ rule, change }) => {
    const definition = Definition.parse(JSON.parse(JSON.stringify(change(read()))));
    expect(rules[rule](definition)).not.toEqual([]);
  });

  it("has the five states an officer can read", () => {
    expect(Object.keys(read().States)).toEqual([
      "Deliver",
      "Await answer",
      "Remind, retry or escalate",
      "Settled?",
      "Settled",
    ]);
  });

  it("chooses by the very values the payload may have", () => {
    expect(NextClock.shape.next.options).toEqual(["wait", "deliver", "end"]);
  });

  it("is drawn in docs/architecture.md as it is", async () => {
    const document = await readFile(new URL("../../docs/architecture.md", import.meta.url), "utf8");
    expect(diagramIn(document)).toBe(diagramOf(takedownCase));
  });

  it("is drawn with every state and every way between them", () => {
    const drawn = diagramOf(takedownCase);
    for (const name of Object.keys(read().States)) expect(drawn).toContain(`state "${name}" as `);
    expect(drawn).toContain("AwaitAnswer --> RemindRetryOrEscalate : States.Timeout, LookAgain, DeadlinePassed");
    expect(drawn).toContain("IsSettled --> Deliver : next is deliver");
    expect(drawn.match(/-->/g)).toHaveLength(9);
  });
});

describe("the bundles, minified as they are deployed,", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let file: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const functions = new URL("../../functions", import.meta.url).pathname;
    const bundles = await bundle({ functions, output: join(folder.path, "functions") });
    file = bundles.find(({ name }) => name === "await-answer")!.file;
  });
  afterAll(async () => {
    await folder.remove();
  });

  it("raise an outage under the name by which the definition retries it", async () => {
    const closedPort = "http://127.0.0.1:9";
    const host = hostFunctions({
      functions: [
        {
          name: "await-answer",
          file,
          environment: {
            TABLE_NAME: "none",
            STATE_MACHINE_ARN: "arn:aws:states:eu-west-3:000000000000:stateMachine:none",
            PUBLIC_URL: "http://localhost",
            AWS_REGION: "eu-west-3",
            AWS_ACCESS_KEY_ID: "local",
            AWS_SECRET_ACCESS_KEY: "local",
            AWS_ENDPOINT_URL_DYNAMODB: closedPort,
            AWS_ENDPOINT_URL_SFN: closedPort,
          },
          timeoutMilliseconds: 15_000,
        },
      ],
    });
    const clock: NextClock = {
      caseId: "case_0198d3e0-0000-7000-8000-000000000000",
      generation: 1,
      round: 1,
      next: "wait",
      wakeAt: NextClock.shape.wakeAt.parse("2025-11-03T08:00:00Z"),
      timeoutSeconds: 60,
    };
    const event = { token: "t", timeoutSeconds: 60, clock, executionId: "e" };
    expect(await host.invoke("await-answer", event)).toMatchObject({ error: { errorType: "Retryable" } });
    expect(await readFile(file, "utf8")).not.toMatch(/class Retryable/);
    expect(new Retryable().name).toBe("Retryable");
    await host.close();
  });
});
