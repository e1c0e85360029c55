import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Template } from "aws-cdk-lib/assertions";
import { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { functions } from "../../core/contract/functions.ts";
import { steps } from "../../workflows/takedown-case.steps.ts";
import { RetentionInput } from "../../functions/apply-retention/handler.ts";
import { WatchInput } from "../../functions/watch-inbound/handler.ts";
import { ReconcileInput } from "../../functions/reconcile-cases/handler.ts";
import { ProjectFunction } from "../../infra/project-function.ts";
import { makeApp, ofType, rendered, Resource, synthesise } from "./synthesised.ts";

/** With everything that a deployment may have. */
const { resources } = synthesise({ context: { mailDomain: "mail.sommation.example" } });
const definition = readFileSync(
  fileURLToPath(new URL("../../workflows/takedown-case.asl.json", import.meta.url)),
  "utf8",
);
const [[, machine] = ["", {}]] = ofType(resources, "AWS::StepFunctions::StateMachine");

it("supplies every placeholder of the definition, and no other; each with the function of its step", () => {
  const placeholders = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
  const supplied = z.record(z.string(), z.unknown()).parse(machine["DefinitionSubstitutions"]);
  expect(new Set(Object.keys(supplied))).toEqual(placeholders);
  expect(new Set(["Partition", ...Object.values(steps).map(({ placeholder }) => placeholder)])).toEqual(placeholders);
  expect(Object.fromEntries(Object.entries(supplied).map(([name, value]) => [name, rendered(value)]))).toEqual({
    Partition: "${AWS::Partition}",
    DeliverMessages: "${DeliverMessagesFunction}",
    AwaitAnswer: "${AwaitAnswerFunction}",
    EscalateCase: "${EscalateCaseFunction}",
  });
});

it("would not synthesise with the right to tokens in the function's own role: a circle", () => {
  const { stack, remove } = makeApp();
  onTestFinished(remove);
  const all = stack.node.findAll();
  const machine = all.find((one) => one instanceof StateMachine);
  const awaitAnswer = all.find((one) => one instanceof ProjectFunction && one.node.id === "AwaitAnswer");
  machine?.grantTaskResponse(awaitAnswer as ProjectFunction);
  expect(() => Template.fromStack(stack)).toThrow(/circular/i);
});

it("logs errors without the data of executions, which holds tokens, and traces", () => {
  expect(machine["LoggingConfiguration"]).toMatchObject({ Level: "ERROR", IncludeExecutionData: false });
  expect(machine["TracingConfiguration"]).toEqual({ Enabled: true });
  expect(machine["StateMachineType"]).toBe("STANDARD");
});

it("gives a send less time than its function, and the function less than its state", () => {
  const { States } = z
    .object({ States: z.record(z.string(), z.object({ TimeoutSeconds: z.int().optional() })) })
    .parse(JSON.parse(definition));
  const sending = readFileSync(
    fileURLToPath(new URL("../../functions/shared/webhooks/send.ts", import.meta.url)),
    "utf8",
  );
  const sendSeconds = Number(/totalMilliseconds: (\d+)_000/.exec(sending)?.[1]);
  for (const { placeholder, state } of [steps.deliverMessages, steps.escalateCase]) {
    const { Timeout } = z.object({ Timeout: z.int() }).parse(functionAt(`${placeholder}Function`));
    expect(sendSeconds).toBeGreaterThan(0);
    expect(sendSeconds).toBeLessThan(Timeout);
    expect(Timeout).toBeLessThan(States[state]?.TimeoutSeconds ?? 0);
  }
});

it("keeps the ids of what running executions call: they hold on to their definition for up to a year", () => {
  const ids = ofType(resources, "AWS::Lambda::Function").map(([id]) => id);
  expect(ids).toEqual(
    expect.arrayContaining([
      "DeliverMessagesFunctionD5285810",
      "AwaitAnswerFunction9B695FDB",
      "EscalateCaseFunctionA408466F",
    ]),
  );
  expect(ofType(resources, "AWS::StepFunctions::StateMachine").map(([id]) => id)).toEqual([
    "CaseWorkflowMachine5B33AA9A",
  ]);
});

it("has the reconciler look each minute, and at once after an execution that failed, timed out or was aborted", () => {
  const rules = ofType(resources, "AWS::Events::Rule").map(([, properties]) => Rule.parse(properties));
  const look = rules.filter(({ Targets: [target] }) => rendered(target?.Arn) === "${ReconcileCasesFunction}");
  expect(look.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(["rate(1 minute)", undefined]);
  expect(look[1]?.EventPattern).toMatchObject({
    source: ["aws.states"],
    "detail-type": ["Step Functions Execution Status Change"],
    detail: { status: ["FAILED", "TIMED_OUT", "ABORTED"] },
  });
  for (const [target, ...others] of look.map(({ Targets }) => Targets)) {
    expect(others).toEqual([]);
    expect(ReconcileInput.parse(JSON.parse(target?.Input ?? ""))).toEqual({ scope: "due" });
    expect(rendered(target?.DeadLetterConfig?.Arn)).toBe("${SchedulesDeadLetters}");
  }
});

it("has the inbound side looked at each minute, which is the beat that the function is told, and no beat made up for", () => {
  const rules = ofType(resources, "AWS::Events::Rule").map(([, properties]) => Rule.parse(properties));
  const watch = rules.filter(({ Targets: [target] }) => rendered(target?.Arn) === "${WatchInboundFunction}");
  expect(watch.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(["rate(1 minute)"]);
  const [target] = watch[0]!.Targets;
  expect(WatchInput.parse(JSON.parse(target?.Input ?? ""))).toEqual({});
  expect(target?.RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  const Environment = z.object({ Environment: z.object({ Variables: z.object({ BEAT_SECONDS: z.string() }) }) });
  const { Variables } = Environment.parse(functionAt("WatchInboundFunction")).Environment;
  expect(Variables.BEAT_SECONDS).toBe("60");
});

it("has retention applied each night, for good, tried again, and what failed kept", () => {
  const rules = ofType(resources, "AWS::Events::Rule").map(([, properties]) => Rule.parse(properties));
  const apply = rules.filter(({ Targets: [target] }) => rendered(target?.Arn) === "${ApplyRetentionFunction}");
  expect(apply.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(["cron(30 1 * * ? *)"]);
  const [target] = apply[0]!.Targets;
  expect(RetentionInput.parse(JSON.parse(target?.Input ?? ""))).toEqual({ dryRun: false });
  expect(rendered(target?.DeadLetterConfig?.Arn)).toBe("${SchedulesDeadLetters}");
  const [[, invoked] = ["", {}]] = ofType(resources, "AWS::Lambda::EventInvokeConfig").filter(([id]) =>
    id.startsWith("ApplyRetention"),
  );
  expect(invoked).toMatchObject({ MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: {} } });
});

it("runs one reconciler at a time, tries none again, and keeps what failed", () => {
  expect(functionAt("ReconcileCasesFunction")).toMatchObject({ ReservedConcurrentExecutions: 1 });
  const configs = ofType(resources, "AWS::Lambda::EventInvokeConfig");
  const [[, invoked] = ["", {}], ...others] = configs.filter(([id]) => id.startsWith("ReconcileCases"));
  expect(others).toEqual([]);
  expect(invoked).toMatchObject({ MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: {} } });
  const longest = functions["reconcile-cases"].timeoutSeconds;
  expect(invoked["MaximumEventAgeInSeconds"]).toBeGreaterThan(longest);
});

it("runs every function on the same kind of machine, traced, with a log that does not stay for ever", () => {
  const all = ofType(resources, "AWS::Lambda::Function");
  expect(all).toHaveLength(Object.keys(functions).length);
  for (const [, properties] of all) {
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      TracingConfig: { Mode: "Active" },
      LoggingConfig: { LogGroup: {} },
    });
  }
  for (const [, { RetentionInDays }] of ofType(resources, "AWS::Logs::LogGroup")) expect(RetentionInDays).toBe(14);
});

const Rule = z.object({
  ScheduleExpression: z.string().optional(),
  EventPattern: z.unknown().optional(),
  Targets: z.array(
    z.object({
      Arn: z.unknown(),
      Input: z.string(),
      DeadLetterConfig: z.object({ Arn: z.unknown() }).optional(),
      RetryPolicy: z.unknown(),
    }),
  ),
});

function functionAt(id: string): Resource["Properties"] {
  const found = Object.entries(resources).find(([one]) => one.replace(/[0-9A-F]{8}$/, "") === id);
  return Resource.parse(found?.[1]).Properties;
}
