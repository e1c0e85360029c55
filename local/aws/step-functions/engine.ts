import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { StateMachine } from "aws-local-stepfunctions";
import * as z from "zod";
import type { Invoke } from "../lambda/invocation.ts";
import { countActivity } from "./activity.ts";
import {
  type ExecutionStatus,
  type Refusal,
  refused,
  type SendTaskFailure,
  type SendTaskSuccess,
  type Sent,
  type StartExecution,
  type Started,
} from "./answers.ts";
import { type Callback, run, type Surroundings, taskError, throughJson } from "./attempt.ts";
import { loadDefinition, type TaskState } from "./definition.ts";
import { machineOf } from "./machine.ts";

/** What an engine runs, and with what. */
export type EngineOptions = {
  /** The state machine, as JSON text. */
  definition: string;
  /** What stands for each `${Name}` in it. */
  substitutions: Readonly<Record<string, string>>;
  /** Runs the function a state names in `FunctionName`. */
  invoke: Invoke;
  /** Real milliseconds of a wait, given its legal ones; by default the clock is not scaled. */
  toWallMilliseconds?: (legalMilliseconds: number) => number;
  /** Real milliseconds before each retry, in place of what the definition says. */
  retryDelayMilliseconds?: number;
  stateMachineArn?: string;
};

/** One state machine and its executions, which live as long as the process. */
export type Engine = {
  stateMachineArn: string;
  startExecution: (request: StartExecution) => Started | Refusal;
  sendTaskSuccess: (request: SendTaskSuccess) => Sent | Refusal;
  sendTaskFailure: (request: SendTaskFailure) => Sent | Refusal;
  /** How an execution stands; undefined: there is none of that name. */
  status: (executionName: string) => ExecutionStatus | undefined;
  /** States entered, each retry counted as one more: what AWS bills, but for the start. */
  transitions: (executionName: string) => number;
  /** Executions that have not ended. */
  openExecutions: () => number;
  /** Callback tokens that can still be used. */
  livingTokens: () => number;
  /** Resolves with the status in which an execution ends. */
  ended: (executionName: string) => Promise<ExecutionStatus | undefined>;
  /** Resolves as soon as nothing runs: every execution has ended or waits for its token, every function has returned. */
  idle: () => Promise<void>;
  /** Ends every execution; functions under way are left to themselves. */
  close: () => Promise<void>;
};

/** What is kept of an execution. */
type Execution = { inputHash: string; status: ExecutionStatus; transitions: number };

/** What is kept besides while it runs. */
type Running = { startDate: number; ended: Promise<void>; abort: () => void };

const namePattern = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;
/** As long as a token of AWS, so that the items that keep one are as large. */
const tokenBytes = 480;
const tokenPattern = /^[\w-]{640}$/;
const largestInput = 262_144;

const TaskInput = z.strictObject({ FunctionName: z.string(), Payload: z.unknown() });

/**
 * Runs a state machine in this process, as Step Functions would.
 *
 * @throws when the definition cannot be run as AWS would run it.
 */
export function createEngine(options: EngineOptions): Engine {
  const { definition, tasks } = loadDefinition(options.definition, options.substitutions);
  const machine = machineOf(definition);
  const stateMachineArn = options.stateMachineArn ?? "arn:aws:states:eu-west-3:000000000000:stateMachine:local";
  const executions = new Map<string, Execution>();
  const running = new Map<string, Running>();
  const tokens = new Map<string, Callback>();
  const stop = new Set<(error: Error) => void>();
  const { busy, idle } = countActivity();
  const { invoke, toWallMilliseconds = (milliseconds: number) => milliseconds } = options;
  const surroundings: Surroundings = { invoke, toWallMilliseconds, tokens, busy, stop };
  let closed = false;

  function startExecution({ stateMachineArn: asked, name = randomUUID(), input = "{}" }: StartExecution) {
    if (closed || (asked !== undefined && asked !== stateMachineArn)) return refused("StateMachineDoesNotExist");
    if (!namePattern.test(name)) return refused("InvalidName");
    const value = input.length <= largestInput ? parsed(input) : undefined;
    if (value === undefined) return refused("InvalidExecutionInput");
    const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
    const inputHash = createHash("sha256").update(JSON.stringify(value.json)).digest("base64");
    const known = executions.get(name);
    if (known !== undefined) {
      const alive = running.get(name);
      if (alive === undefined || known.inputHash !== inputHash) return refused("ExecutionAlreadyExists");
      return { kind: "started", executionArn, startDate: alive.startDate } as const;
    }
    const execution: Execution = { inputHash, status: "RUNNING", transitions: 0 };
    executions.set(name, execution);
    const startDate = Date.now();
    running.set(name, { startDate, ...begin(name, executionArn, execution, value.json) });
    return { kind: "started", executionArn, startDate } as const;
  }

  function begin(name: string, executionArn: string, execution: Execution, input: Json) {
    busy(1);
    let token: string | undefined;
    const takeToken = () => {
      const taken = token ?? newToken();
      token = undefined;
      return taken;
    };
    const context = {
      Execution: { Id: executionArn, Name: name },
      StateMachine: { Id: stateMachineArn, Name: stateMachineArn.split(":").at(-1) },
      Task: {
        // Read while the attempt's input is made, just before its handler takes it.
        get Token() {
          return (token ??= newToken());
        },
      },
    };
    const overrides = {
      taskResourceLocalHandlers: Object.fromEntries(
        [...tasks].map(([state, task]) => [state, (given: unknown) => attemptAt(task, given, takeToken())]),
      ),
      ...retries(),
    };
    const { result, eventLogs, abort } = machine.run(input, { overrides, context, noThrowOnAbort: true });
    const outcome = result.then(
      () => (closed ? "ABORTED" : "SUCCEEDED"),
      () => "FAILED" as const,
    );
    const counted = countTransitions(eventLogs, execution);
    const ended = Promise.all([outcome, counted]).then(([status]) => {
      execution.status = status;
      running.delete(name);
      busy(-1);
    });
    return { ended, abort };
  }

  async function attemptAt(task: TaskState, given: unknown, token: string): Promise<Json> {
    if (closed) throw stopped();
    const { FunctionName, Payload } = TaskInput.parse(throughJson(given));
    return asJson(await run({ task, functionName: FunctionName, payload: Payload, token }, surroundings));
  }

  function retries() {
    const delay = options.retryDelayMilliseconds;
    if (delay === undefined) return {};
    return { retryIntervalOverrides: Object.fromEntries([...tasks.keys()].map((state) => [state, delay])) };
  }

  function callbackOf(token: string): Callback | Refusal {
    if (!tokenPattern.test(token)) return refused("InvalidToken");
    return tokens.get(token) ?? refused("TaskTimedOut");
  }

  return {
    stateMachineArn,
    startExecution,
    sendTaskSuccess: ({ taskToken, output }) => {
      const callback = callbackOf(taskToken);
      if ("kind" in callback) return callback;
      const value = output.length <= largestInput ? parsed(output) : undefined;
      if (value === undefined) return refused("InvalidOutput");
      callback.succeed(value.json);
      return { kind: "sent" };
    },
    sendTaskFailure: ({ taskToken, error = "", cause = "" }) => {
      const callback = callbackOf(taskToken);
      if ("kind" in callback) return callback;
      callback.fail(taskError(error, cause));
      return { kind: "sent" };
    },
    status: (name) => executions.get(name)?.status,
    transitions: (name) => executions.get(name)?.transitions ?? 0,
    openExecutions: () => running.size,
    livingTokens: () => tokens.size,
    ended: async (name) => {
      await running.get(name)?.ended;
      return executions.get(name)?.status;
    },
    idle,
    close: async () => {
      closed = true;
      const endings = [...running.values()].map(({ ended }) => ended);
      for (const { abort } of running.values()) abort();
      for (const end of stop) end(stopped());
      await Promise.all(endings);
    },
  };
}

type Json = Parameters<StateMachine["run"]>[0];

const Json = z.custom<Json>();

function asJson(value: unknown): Json {
  return Json.parse(value);
}

function parsed(text: string): { json: Json } | undefined {
  try {
    return { json: asJson(JSON.parse(text)) };
  } catch {
    return undefined;
  }
}

function newToken(): string {
  return randomBytes(tokenBytes).toString("base64url");
}

/** The end of an attempt at the close: no Retry takes it up, no Catch. */
function stopped(): Error {
  return Object.assign(taskError("States.Aborted", ""), { isRetryable: false, isCatchable: false });
}

async function countTransitions(events: AsyncIterable<{ type: string }>, execution: Execution): Promise<void> {
  // Read to the end, always: what is not read stays in memory.
  for await (const { type } of events) {
    if (type === "StateEntered" || type === "StateRetried") execution.transitions++;
  }
}
