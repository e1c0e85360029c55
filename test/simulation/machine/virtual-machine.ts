import type { Invoke } from "../../../local/aws/lambda/invocation.ts";
import {
  type ExecutionStatus,
  type Refusal,
  refused,
  type SendTaskFailure,
  type SendTaskSuccess,
  type Sent,
  type StartExecution,
  type Started,
} from "../../../local/aws/step-functions/answers.ts";
import { type Callback, taskError, throughJson } from "../../../local/aws/step-functions/attempt.ts";
import { beginAttempt } from "./attempt.ts";
import { reach, withResult } from "./data-flow.ts";
import { recoveryOf } from "./recovery.ts";
import { statesOf, type Task } from "./states.ts";

/** What a virtual machine runs, and on which clock. */
export type VirtualMachineOptions = {
  /** The state machine, as JSON text. */
  definition: string;
  /** What stands for each `${Name}` in it. */
  substitutions: Readonly<Record<string, string>>;
  /** Runs the function a state names in `FunctionName`. */
  invoke: Invoke;
  /** Calls `run` after so many virtual milliseconds, never before it returns; returns how to take it back. */
  after: (milliseconds: number, run: () => void) => () => void;
  /** Virtual milliseconds since the epoch. */
  now: () => number;
  /** A callback token nobody else has. */
  newToken: () => string;
  /** From 0 to below 1, for JitterStrategy FULL; by default every retry waits its full interval. */
  fraction?: () => number;
  /** Virtual milliseconds of a wait, given its legal ones; by default the clock is not scaled. */
  toWallMilliseconds?: (legalMilliseconds: number) => number;
};

/** A state that was entered, or tried again. */
export type Entered = {
  state: string;
  /** Virtual milliseconds since the epoch. */
  at: number;
  /** 0 when it was entered, then the number of the retry. */
  retry: number;
};

/** One state machine and its executions, on a virtual clock. The surface is the embedded engine's. */
export type VirtualMachine = {
  startExecution: (request: StartExecution) => Started | Refusal;
  sendTaskSuccess: (request: SendTaskSuccess) => Sent | Refusal;
  sendTaskFailure: (request: SendTaskFailure) => Sent | Refusal;
  /** How an execution stands; undefined: there is none of that name. */
  status: (executionName: string) => ExecutionStatus | undefined;
  /** States entered, each retry counted as one more. */
  transitions: (executionName: string) => number;
  /** The states of an execution, in order. */
  history: (executionName: string) => readonly Entered[];
  /** The error an execution failed with. */
  failure: (executionName: string) => Error | undefined;
  /** Names of all executions, in the order in which they were started. */
  executions: () => readonly string[];
  /** Executions that have not ended. */
  openExecutions: () => number;
  /** Callback tokens that can still be used. */
  livingTokens: () => number;
  /** Ends every execution at once, as the death of the process would: no timer of theirs fires any more. */
  close: () => void;
};

/** What is kept of an execution. */
type Execution = {
  name: string;
  arn: string;
  /** What it was started with, as JSON text. */
  input: string;
  startDate: number;
  status: ExecutionStatus;
  history: Entered[];
  failure: Error | undefined;
  /** Takes back the timers it waits by. */
  stop: () => void;
};

const stateMachineArn = "arn:aws:states:eu-west-3:000000000000:stateMachine:virtual";

/**
 * Runs the project's state machine on a virtual clock, as the embedded engine runs it on the real one: every step from
 * state to state is scheduled, so that whoever schedules decides what comes between.
 *
 * @throws when the definition has anything that the double does not run.
 */
export function virtualMachine(options: VirtualMachineOptions): VirtualMachine {
  const { after, now, fraction = () => 1, toWallMilliseconds = (milliseconds: number) => milliseconds } = options;
  const states = statesOf(options.definition, options.substitutions);
  const executions = new Map<string, Execution>();
  const tokens = new Map<string, Callback>();
  const surroundings = { invoke: options.invoke, after, newToken: options.newToken, tokens, toWallMilliseconds };
  let open = 0;
  let closed = false;

  function startExecution({ stateMachineArn: asked, name, input = "{}" }: StartExecution): Started | Refusal {
    if (closed || (asked !== undefined && asked !== stateMachineArn)) return refused("StateMachineDoesNotExist");
    if (name === undefined) throw new Error("an execution of the project has a name");
    const value = parsed(input);
    if (value === undefined) return refused("InvalidExecutionInput");
    const text = JSON.stringify(value.json);
    const known = executions.get(name);
    if (known !== undefined) {
      if (known.status !== "RUNNING" || known.input !== text) return refused("ExecutionAlreadyExists");
      return { kind: "started", executionArn: known.arn, startDate: known.startDate };
    }
    const execution: Execution = {
      name,
      arn: `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`,
      input: text,
      startDate: now(),
      status: "RUNNING",
      history: [],
      failure: undefined,
      stop: () => undefined,
    };
    executions.set(name, execution);
    open += 1;
    goTo(execution, states.startAt, value.json);
    return { kind: "started", executionArn: execution.arn, startDate: execution.startDate };
  }

  function goTo(execution: Execution, state: string, input: unknown): void {
    execution.stop = after(0, () => {
      enter(execution, state, input);
    });
  }

  function enter(execution: Execution, name: string, input: unknown): void {
    execution.history.push({ state: name, at: now(), retry: 0 });
    const state = states.state(name);
    switch (state.Type) {
      case "Succeed":
        end(execution, "SUCCEEDED");
        return;
      case "Choice": {
        const chosen = state.Choices.find(
          ({ Variable, StringEquals }) => reach(input, Variable.split(".").slice(1)) === StringEquals,
        );
        goTo(execution, chosen?.Next ?? state.Default, input);
        return;
      }
      case "Task":
        attempt(
          execution,
          name,
          state,
          input,
          state.Retry.map(() => 0),
        );
    }
  }

  /** @param attempts How often each retrier of the state has been used. */
  function attempt(execution: Execution, name: string, task: Task, input: unknown, attempts: number[]): void {
    const names = { Id: execution.arn, Name: execution.name };
    execution.stop = beginAttempt(task, input, names, surroundings, {
      succeed: (output) => {
        goTo(execution, task.Next, output);
      },
      fail: (error) => {
        recover(execution, name, task, input, attempts, error);
      },
    });
  }

  function recover(
    execution: Execution,
    name: string,
    task: Task,
    input: unknown,
    attempts: number[],
    error: Error,
  ): void {
    const recovery = recoveryOf(error, task, attempts, fraction);
    switch (recovery.kind) {
      case "retry":
        execution.stop = after(recovery.delay, () => {
          const retry = attempts.reduce((sum, used) => sum + used, 0);
          execution.history.push({ state: name, at: now(), retry });
          attempt(execution, name, task, input, attempts);
        });
        return;
      case "catch": {
        const { ResultPath, Next } = recovery.catcher;
        goTo(execution, Next, withResult(input, ResultPath, { Error: error.name, Cause: error.message }));
        return;
      }
      case "fail":
        execution.failure = error;
        end(execution, "FAILED");
    }
  }

  function end(execution: Execution, status: ExecutionStatus): void {
    execution.status = status;
    execution.stop = () => undefined;
    open -= 1;
  }

  const living = (token: string): Callback | Refusal => tokens.get(token) ?? refused("TaskTimedOut");

  return {
    startExecution,
    sendTaskSuccess: ({ taskToken, output }) => {
      const callback = living(taskToken);
      if ("kind" in callback) return callback;
      const value = parsed(output);
      if (value === undefined) return refused("InvalidOutput");
      callback.succeed(value.json);
      return { kind: "sent" };
    },
    sendTaskFailure: ({ taskToken, error = "", cause = "" }) => {
      const callback = living(taskToken);
      if ("kind" in callback) return callback;
      callback.fail(taskError(error, cause));
      return { kind: "sent" };
    },
    status: (name) => executions.get(name)?.status,
    transitions: (name) => executions.get(name)?.history.length ?? 0,
    history: (name) => executions.get(name)?.history ?? [],
    failure: (name) => executions.get(name)?.failure,
    executions: () => [...executions.keys()],
    openExecutions: () => open,
    livingTokens: () => tokens.size,
    close: () => {
      closed = true;
      tokens.clear();
      for (const execution of executions.values()) {
        execution.stop();
        if (execution.status === "RUNNING") end(execution, "ABORTED");
      }
    },
  };
}

function parsed(text: string): { json: unknown } | undefined {
  try {
    return { json: throughJson(JSON.parse(text)) };
  } catch {
    return undefined;
  }
}
