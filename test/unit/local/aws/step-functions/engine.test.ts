import { afterEach, describe, expect, it } from "vitest";
import type { Engine } from "../../../../../local/aws/step-functions/engine.ts";
import { failing, returning } from "../../../../support/embedded-functions.ts";
import { clock, workflowEngine } from "../../../../support/embedded-workflow.ts";

const input = JSON.stringify({ Payload: { caseId: "case_1", generation: 1, round: 0 } });
const output = (next: "wait" | "deliver" | "end") => JSON.stringify({ Payload: clock(next) });

const engines: Engine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
});

function open(...parameters: Parameters<typeof workflowEngine>) {
  const opened = workflowEngine(...parameters);
  engines.push(opened.engine);
  return opened;
}

async function started(...parameters: Parameters<typeof workflowEngine>) {
  const opened = open(...parameters);
  expect(opened.engine.startExecution({ name: "case_1-1", input })).toMatchObject({ kind: "started" });
  await opened.engine.idle();
  return opened;
}

describe("an execution of the project's machine", () => {
  it("delivers, waits for its token, and ends on success with four states entered", async () => {
    const { engine, functions, tokens } = await started({});
    expect(engine.status("case_1-1")).toBe("RUNNING");
    expect(engine.sendTaskSuccess({ taskToken: tokens[0]!, output: output("end") })).toEqual({ kind: "sent" });
    expect(await engine.ended("case_1-1")).toBe("SUCCEEDED");
    expect(engine.transitions("case_1-1")).toBe(4);
    expect(functions.calls).toEqual([
      {
        functionName: "deliver-messages",
        payload: {
          clock: { caseId: "case_1", generation: 1, round: 0 },
          executionId: "arn:aws:states:eu-west-3:000000000000:execution:local:case_1-1",
        },
      },
      {
        functionName: "await-answer",
        payload: {
          token: tokens[0],
          timeoutSeconds: 3_600,
          clock: clock("wait"),
          executionId: "arn:aws:states:eu-west-3:000000000000:execution:local:case_1-1",
        },
      },
    ]);
  });

  it("delivers again when the answer says so, with a new token", async () => {
    const { engine, functions, tokens } = await started({});
    engine.sendTaskSuccess({ taskToken: tokens[0]!, output: output("deliver") });
    await engine.idle();
    expect(functions.payloadsOf("deliver-messages")).toHaveLength(2);
    expect(new Set(tokens).size).toBe(2);
    engine.sendTaskSuccess({ taskToken: tokens[1]!, output: output("end") });
    expect(await engine.ended("case_1-1")).toBe("SUCCEEDED");
    expect(engine.transitions("case_1-1")).toBe(7);
  });

  it.each(["LookAgain", "DeadlinePassed"])("escalates when its token fails with %s", async (error) => {
    const { engine, functions, tokens } = await started({ "escalate-case": returning(clock("wait")) });
    engine.sendTaskFailure({ taskToken: tokens[0]!, error, cause: "" });
    await engine.idle();
    expect(functions.payloadsOf("escalate-case")).toHaveLength(1);
    engine.sendTaskSuccess({ taskToken: tokens[1]!, output: output("end") });
    await engine.ended("case_1-1");
    expect(engine.transitions("case_1-1")).toBe(6);
  });

  it("fails when its token fails with an error nobody catches", async () => {
    const { engine, tokens } = await started({});
    engine.sendTaskFailure({ taskToken: tokens[0]!, error: "Unheard" });
    expect(await engine.ended("case_1-1")).toBe("FAILED");
    expect(engine.livingTokens()).toBe(0);
  });

  it("escalates when the wait is over, in the time the clock's scale makes of it", async () => {
    const { engine, functions, tokens } = open(
      { "escalate-case": returning(clock("wait", 3_600_000)) },
      { toWallMilliseconds: (milliseconds) => milliseconds / 3_600_000 },
    );
    engine.startExecution({ name: "case_1-1", input });
    await expect.poll(() => functions.payloadsOf("escalate-case").length).toBe(1);
    expect(engine.sendTaskSuccess({ taskToken: tokens[0]!, output: output("end") })).toMatchObject({
      type: "TaskTimedOut",
    });
  });

  it("does not end a wait of a year at once", async () => {
    const { engine, functions } = await started({ "deliver-messages": returning(clock("wait", 365 * 86_400)) });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(engine.livingTokens()).toBe(1);
    expect(functions.payloadsOf("escalate-case")).toEqual([]);
  });

  it("fails when it is given no number of seconds to wait", async () => {
    const { engine } = await started({ "deliver-messages": returning({ ...clock("wait"), timeoutSeconds: "1" }) });
    expect(engine.status("case_1-1")).toBe("FAILED");
  });

  it("hands on what JSON keeps of a function's return", async () => {
    const { functions } = await started({
      "deliver-messages": returning({ ...clock("wait"), absent: undefined, endless: Infinity }),
    });
    expect(functions.payloadsOf("await-answer")).toMatchObject([{ clock: { endless: null } }]);
    expect(functions.payloadsOf("await-answer")[0]).not.toHaveProperty("clock.absent");
  });
});

describe("a callback token", () => {
  it("can be completed by the function that is given it, before it returns", async () => {
    const { engine } = await started({
      "await-answer": ({ token }: { token: string }) => {
        engines.at(-1)!.sendTaskSuccess({ taskToken: token, output: output("end") });
        return { payload: null };
      },
    });
    expect(await engine.ended("case_1-1")).toBe("SUCCEEDED");
  });

  it("is refused the second time", async () => {
    const { engine, tokens } = await started({});
    engine.sendTaskSuccess({ taskToken: tokens[0]!, output: output("end") });
    expect(engine.sendTaskSuccess({ taskToken: tokens[0]!, output: output("end") })).toMatchObject({
      kind: "refused",
      type: "TaskTimedOut",
    });
  });

  it("dies with its attempt: after a retry only the new one counts", async () => {
    const { engine, tokens } = await started({
      "await-answer": (_, call) =>
        call === 0 ? { error: { errorType: "Retryable", errorMessage: "" } } : { payload: null },
    });
    expect(tokens).toHaveLength(2);
    expect(engine.sendTaskSuccess({ taskToken: tokens[0]!, output: output("end") })).toMatchObject({
      type: "TaskTimedOut",
    });
    engine.sendTaskSuccess({ taskToken: tokens[1]!, output: output("end") });
    await engine.ended("case_1-1");
    expect(engine.transitions("case_1-1")).toBe(5);
  });

  it("survives what its function returns late", async () => {
    let finish = (): void => undefined;
    const { engine, tokens } = open({
      "await-answer": () =>
        new Promise(
          (resolve) =>
            (finish = () => {
              resolve({ payload: "late" });
            }),
        ),
    });
    engine.startExecution({ name: "case_1-1", input });
    await expect.poll(() => tokens.length).toBe(1);
    engine.sendTaskSuccess({ taskToken: tokens[0]!, output: output("end") });
    expect(await engine.ended("case_1-1")).toBe("SUCCEEDED");
    finish();
    await engine.idle();
    expect(engine.status("case_1-1")).toBe("SUCCEEDED");
  });

  it("is refused as malformed when it is none", async () => {
    const { engine } = await started({});
    expect(engine.sendTaskSuccess({ taskToken: "none", output: "{}" })).toMatchObject({ type: "InvalidToken" });
    expect(engine.sendTaskFailure({ taskToken: "a".repeat(640) })).toMatchObject({ type: "TaskTimedOut" });
  });

  it("lives on when the answer is no JSON", async () => {
    const { engine, tokens } = await started({});
    expect(engine.sendTaskSuccess({ taskToken: tokens[0]!, output: "{" })).toMatchObject({ type: "InvalidOutput" });
    expect(engine.livingTokens()).toBe(1);
  });
});

describe("retries", () => {
  it("repeats a delivery that fails, each time counted, and goes on when it works", async () => {
    const { engine, functions } = await started({
      "deliver-messages": (_, call) =>
        call < 3 ? { error: { errorType: "StoreUnavailable", errorMessage: "" } } : { payload: clock("wait") },
    });
    expect(functions.payloadsOf("deliver-messages")).toHaveLength(4);
    expect(engine.transitions("case_1-1")).toBe(5);
    expect(engine.livingTokens()).toBe(1);
  });

  it("gives up after eight", async () => {
    const { engine, functions } = await started({ "deliver-messages": failing("StoreUnavailable") });
    expect(await engine.ended("case_1-1")).toBe("FAILED");
    expect(functions.payloadsOf("deliver-messages")).toHaveLength(9);
  });

  it("does not repeat a wait whose function fails under a name the definition does not list", async () => {
    const { engine, functions } = await started({ "await-answer": failing("TypeError") });
    expect(await engine.ended("case_1-1")).toBe("FAILED");
    expect(functions.payloadsOf("await-answer")).toHaveLength(1);
  });
});

describe("starting", () => {
  it("answers alike for the same name and input while the execution runs", async () => {
    const { engine, functions } = await started({});
    const first = engine.startExecution({ name: "case_1-1", input });
    expect(engine.startExecution({ name: "case_1-1", input: input.replace(":", ": ") })).toEqual(first);
    expect(functions.payloadsOf("deliver-messages")).toHaveLength(1);
    expect(engine.openExecutions()).toBe(1);
  });

  it("refuses the name of a running execution with another input", async () => {
    const { engine } = await started({});
    expect(engine.startExecution({ name: "case_1-1", input: "{}" })).toMatchObject({ type: "ExecutionAlreadyExists" });
  });

  it("refuses the name of an execution that has ended, whatever the input", async () => {
    const { engine, tokens } = await started({});
    engine.sendTaskSuccess({ taskToken: tokens[0]!, output: output("end") });
    await engine.ended("case_1-1");
    expect(engine.openExecutions()).toBe(0);
    expect(engine.startExecution({ name: "case_1-1", input })).toMatchObject({ type: "ExecutionAlreadyExists" });
  });

  it.each([
    [{ name: "" }, "InvalidName"],
    [{ name: "a b" }, "InvalidName"],
    [{ name: "a".repeat(81) }, "InvalidName"],
    [{ input: "{" }, "InvalidExecutionInput"],
    [{ stateMachineArn: "arn:aws:states:eu-west-3:000000000000:stateMachine:other" }, "StateMachineDoesNotExist"],
  ])("refuses %j as %s", (request, type) => {
    expect(open({}).engine.startExecution(request)).toMatchObject({ kind: "refused", type });
  });
});

it("runs three hundred executions beside each other and keeps nothing of their tokens", async () => {
  const { engine, tokens } = open({});
  const names = Array.from({ length: 300 }, (_, index) => `case_${index}-1`);
  for (const name of names) engine.startExecution({ name, input });
  await engine.idle();
  expect(engine.livingTokens()).toBe(300);
  for (const taskToken of tokens) engine.sendTaskSuccess({ taskToken, output: output("end") });
  await engine.idle();
  expect(engine.openExecutions()).toBe(0);
  expect(new Set(names.map((name) => engine.transitions(name)))).toEqual(new Set([4]));
});

describe("closing", () => {
  it("ends what waits, and takes nothing new", async () => {
    const { engine } = await started({});
    await engine.close();
    expect(engine.status("case_1-1")).toBe("ABORTED");
    expect(engine.livingTokens()).toBe(0);
    expect(engine.startExecution({ name: "case_2-1", input })).toMatchObject({ kind: "refused" });
  });

  it("ends what waits for its next attempt, without making it", async () => {
    const { engine, functions } = open(
      { "deliver-messages": failing("StoreUnavailable") },
      { retryDelayMilliseconds: 3_600_000 },
    );
    engine.startExecution({ name: "case_1-1", input });
    await expect.poll(() => functions.payloadsOf("deliver-messages").length).toBe(1);
    await engine.close();
    expect(engine.status("case_1-1")).toBe("ABORTED");
    expect(functions.payloadsOf("deliver-messages")).toHaveLength(1);
  });

  it("ends what waits for a function that never returns", async () => {
    const { engine, functions } = open({ "deliver-messages": () => new Promise(() => undefined) });
    engine.startExecution({ name: "case_1-1", input });
    await expect.poll(() => functions.payloadsOf("deliver-messages").length).toBe(1);
    await engine.close();
    expect(engine.status("case_1-1")).toBe("ABORTED");
  });
});
