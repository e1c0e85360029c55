import type { Invoke } from "../lambda/invocation.ts";
import { longestTimerMilliseconds, type TaskState } from "./definition.ts";

/** A value as it is after one journey through JSON: no `undefined`, no `Infinity`, nothing shared. */
export function throughJson(value: unknown): unknown {
  // In an array, because of `undefined`, which is null in JSON.
  const [copy] = JSON.parse(JSON.stringify([value])) as [unknown];
  return copy;
}

/** An error under the name by which a definition retries or catches it. */
export function taskError(name: string, cause: string): Error {
  const error = new Error(cause);
  error.name = name;
  return error;
}

/** What the engine gives an attempt. */
export type Surroundings = {
  invoke: Invoke;
  /** Real milliseconds of a token's timeout, given its legal ones. */
  toWallMilliseconds: (legalMilliseconds: number) => number;
  /** Callbacks of the living tokens. */
  tokens: Map<string, Callback>;
  /** Told what begins (1) and what ends (-1); an execution that waits for its token is not busy. */
  busy: (change: 1 | -1) => void;
  /** Rejects every attempt that is under way, when the engine closes. */
  stop: Set<(error: Error) => void>;
};

/** Ends the attempt a token belongs to; a second call does nothing. */
export type Callback = { succeed: (output: unknown) => void; fail: (error: Error) => void };

/** One attempt at a Task state. */
export type Attempt = {
  task: TaskState;
  functionName: string;
  payload: unknown;
  /** Where the task waits for a callback: what names it. */
  token: string;
};

/**
 * Runs one attempt. What comes first settles it: the callback, the function's error, its own timer; without a token
 * also what the function returns. A token lives exactly as long as its attempt.
 */
export function run(attempt: Attempt, surroundings: Surroundings): Promise<unknown> {
  const { task, token } = attempt;
  const { tokens, busy, stop } = surroundings;
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  let settled = false;
  const settle = (how: () => void) => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    stop.delete(fail);
    if (task.waitsForToken) {
      tokens.delete(token);
      busy(1);
    }
    how();
  };
  const succeed = (output: unknown) => {
    settle(() => {
      resolve(output);
    });
  };
  const fail = (error: Error) => {
    settle(() => {
      reject(error);
    });
  };
  const timer = setTimeout(
    () => {
      fail(taskError("States.Timeout", ""));
    },
    timeoutOf(attempt, surroundings),
  );
  stop.add(fail);
  if (task.waitsForToken) {
    // Before the function runs: it may complete its own token.
    tokens.set(token, { succeed, fail });
    busy(-1);
  }
  void invokeFunction(attempt, surroundings, { succeed, fail });
  return promise;
}

async function invokeFunction(attempt: Attempt, { invoke, busy }: Surroundings, end: Callback): Promise<void> {
  busy(1);
  try {
    const result = await invoke(attempt.functionName, attempt.payload);
    if ("error" in result) end.fail(taskError(result.error.errorType, JSON.stringify(result.error)));
    else if (!attempt.task.waitsForToken) {
      end.succeed({ StatusCode: 200, ExecutedVersion: "$LATEST", Payload: throughJson(result.payload) });
    }
  } catch (cause) {
    end.fail(taskError("Lambda.SdkClientException", cause instanceof Error ? cause.message : "invocation failed"));
  } finally {
    busy(-1);
  }
}

function timeoutOf({ task, payload, functionName }: Attempt, { toWallMilliseconds }: Surroundings): number {
  const milliseconds = secondsOf(task.timeout, { FunctionName: functionName, Payload: payload }) * 1_000;
  // Only a wait is legal time; what a function may take is real time on every clock.
  const wall = task.waitsForToken ? toWallMilliseconds(milliseconds) : milliseconds;
  // A scaled wait rounds: a millisecond late rather than early.
  return Math.min(wall === milliseconds ? wall : Math.ceil(wall) + 1, longestTimerMilliseconds);
}

function secondsOf(timeout: TaskState["timeout"], input: unknown): number {
  if (typeof timeout === "number") return timeout;
  let found = input;
  for (const key of timeout) found = isRecord(found) ? found[key] : undefined;
  if (typeof found === "number" && Number.isInteger(found) && found >= 1) return found;
  throw taskError("States.Runtime", `$.${timeout.join(".")} is not a number of seconds`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
