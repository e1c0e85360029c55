import { describe, expect, it } from "vitest";
import type { InvocationResult } from "../../local/aws/lambda/invocation.ts";
import { clock as payloadOf, substitutions, takedownCase } from "../support/embedded-workflow.ts";
import { openVirtual } from "./machine/stages.ts";
import { virtualMachine } from "./machine/virtual-machine.ts";

const never = async () => new Promise<InvocationResult>(() => undefined);
const second = 1_000;

/** Functions that answer at once, but for those given. */
function functions(given: Partial<Record<string, (payload: unknown) => Promise<InvocationResult>>> = {}) {
  return async (name: string, payload: unknown): Promise<InvocationResult> =>
    given[name]?.(payload) ?? Promise.resolve({ payload: name === "await-answer" ? null : payloadOf("wait", 3_600) });
}

const outage = async () => Promise.resolve({ error: { errorType: "Outage", errorMessage: "" } });

describe("on the virtual clock", () => {
  it("a wait ends at its second and no sooner, and its token with it", async () => {
    const { machine, clock, start, name } = openVirtual({ invoke: functions({ "escalate-case": never }) });
    start();
    await clock.pass(3_600 * second - 1);
    expect(machine.livingTokens()).toBe(1);
    await clock.pass(1);
    expect(machine.livingTokens()).toBe(0);
    expect(machine.history(name).map(({ state, at }) => [state, at])).toEqual([
      ["Deliver", 0],
      ["Await answer", 0],
      ["Remind, retry or escalate", 3_600 * second],
    ]);
    expect(machine.sendTaskSuccess({ taskToken: "token-2", output: "{}" })).toMatchObject({ type: "TaskTimedOut" });
  });

  it("a wait lasts as long as the scale of the clock makes it", async () => {
    const { machine, clock, start } = openVirtual({
      invoke: functions(),
      toWallMilliseconds: (milliseconds) => milliseconds / 3_600,
    });
    start();
    await clock.pass(second - 1);
    expect(machine.transitions("case_1-1")).toBe(2);
    await clock.pass(1);
    expect(machine.transitions("case_1-1")).toBe(4);
  });

  it("a function that does not return times out after two minutes and is tried again", async () => {
    const { machine, clock, start, name } = openVirtual({ invoke: functions({ "deliver-messages": never }) });
    start();
    await clock.pass(300 * second);
    expect(machine.history(name)).toEqual([
      { state: "Deliver", at: 0, retry: 0 },
      { state: "Deliver", at: 121 * second, retry: 1 },
      { state: "Deliver", at: 243 * second, retry: 2 },
    ]);
  });

  it("what a function returns after its time is nobody's any more", async () => {
    let finish: (result: InvocationResult) => void = () => undefined;
    let calls = 0;
    const slowOnce = async () => {
      calls += 1;
      return calls > 1 ? never() : new Promise<InvocationResult>((resolve) => (finish = resolve));
    };
    const { machine, clock, start, name } = openVirtual({ invoke: functions({ "deliver-messages": slowOnce }) });
    start();
    await clock.pass(125 * second);
    finish({ payload: payloadOf("wait") });
    await clock.pass(second);
    expect(machine.history(name).map(({ state }) => state)).toEqual(["Deliver", "Deliver"]);
  });

  it("retries come after 1, 2, 4, 8, 16 and then 30 seconds, eight of them", async () => {
    const { machine, clock, start, name } = openVirtual({ invoke: functions({ "deliver-messages": outage }) });
    start();
    await clock.pass(200 * second);
    expect(machine.history(name).map(({ at }) => at / second)).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121]);
    expect(machine.status(name)).toBe("FAILED");
    expect(machine.failure(name)).toMatchObject({ name: "Outage" });
    expect(clock.pending()).toBe(0);
  });

  it("chance takes from a retry's interval, as the definition asks", async () => {
    const { machine, clock, start, name } = openVirtual({
      invoke: functions({ "deliver-messages": outage }),
      fraction: () => 0.25,
    });
    start();
    await clock.pass(second);
    expect(machine.history(name).map(({ at }) => at)).toEqual([0, 250, 750]);
  });

  it("an input that says no time to wait ends the execution", async () => {
    const invoke = functions({ "deliver-messages": async () => Promise.resolve({ payload: { timeoutSeconds: "1" } }) });
    const { machine, clock, start, name } = openVirtual({ invoke });
    start();
    await clock.pass(0);
    expect(machine.status(name)).toBe("FAILED");
    expect(machine.failure(name)).toMatchObject({ name: "States.Runtime" });
  });

  it("an execution is one by its name, and its name is used up for ever", async () => {
    const { machine, clock, start, name, input } = openVirtual({ invoke: functions() });
    const first = start();
    expect(start()).toEqual(first);
    expect(machine.startExecution({ name, input: "{}" })).toMatchObject({ type: "ExecutionAlreadyExists" });
    await clock.pass(second);
    machine.sendTaskSuccess({ taskToken: "token-2", output: JSON.stringify({ Payload: payloadOf("end") }) });
    await clock.pass(second);
    expect(machine.status(name)).toBe("SUCCEEDED");
    expect(machine.startExecution({ name, input })).toMatchObject({ type: "ExecutionAlreadyExists" });
    expect(machine.executions()).toEqual([name]);
    expect(machine.openExecutions()).toBe(0);
  });

  it("a machine that is closed does nothing more", async () => {
    let calls = 0;
    const counted = async () => {
      calls += 1;
      return outage();
    };
    const { machine, clock, start, name } = openVirtual({ invoke: functions({ "deliver-messages": counted }) });
    start();
    await clock.pass(second);
    machine.close();
    expect(clock.pending()).toBe(0);
    expect(machine.status(name)).toBe("ABORTED");
    expect(machine.startExecution({ name: "case_2-1" })).toMatchObject({ type: "StateMachineDoesNotExist" });
    await clock.pass(300 * second);
    expect(calls).toBe(2);
  });
});

describe("a definition", () => {
  const open = (definition: string) => () =>
    virtualMachine({
      definition,
      substitutions,
      invoke: never,
      after: () => () => undefined,
      now: () => 0,
      newToken: () => "",
    });

  it("is taken as it is", () => {
    expect(open(takedownCase)).not.toThrow();
  });

  it.each([
    ["a state nobody knows", '"Type": "Succeed"', '"Type": "Pass"'],
    ["another comparison", '"StringEquals": "end"', '"StringMatches": "end"'],
    ["a field nobody knows", '"Default": "Await answer"', '"Default": "Await answer", "OutputPath": "$.x"'],
    ["a function of the language", '"clock.$": "$.Payload"', '"clock.$": "States.JsonToString($.Payload)"'],
    ["a state that is not there", '"Next": "Settled"', '"Next": "Nowhere"'],
    ["another service", "states:::lambda:invoke", "states:::sqs:sendMessage"],
  ])("with %s is refused", (_title, from, to) => {
    expect(takedownCase).toContain(from);
    expect(open(takedownCase.replace(from, to))).toThrow();
  });
});
