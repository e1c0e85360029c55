import type { Invoke } from "../../../local/aws/lambda/invocation.ts";
import { type Callback, taskError, throughJson } from "../../../local/aws/step-functions/attempt.ts";
import { type Context, filled, reach } from "./data-flow.ts";
import type { Task } from "./states.ts";

/** What a machine gives an attempt. */
export type Surroundings = {
  invoke: Invoke;
  after: (milliseconds: number, run: () => void) => () => void;
  newToken: () => string;
  /** Callbacks of the living tokens. */
  tokens: Map<string, Callback>;
  toWallMilliseconds: (legalMilliseconds: number) => number;
};

/** What the function is asked with. */
type Request = { FunctionName: string; Payload: unknown };

/**
 * Begins one attempt at a Task state. What comes first ends it: its token, the function's error, its timer; without a
 * token also what the function returns. A token lives exactly as long as its attempt.
 *
 * @returns How to take it back: none of them ends it any more.
 */
export function beginAttempt(
  task: Task,
  input: unknown,
  execution: { Id: string; Name: string },
  surroundings: Surroundings,
  end: Callback,
): () => void {
  const token = surroundings.newToken();
  let isOver = false;
  let stopTimer = (): void => undefined;
  const over = (then: () => void) => {
    if (isOver) return;
    isOver = true;
    stopTimer();
    surroundings.tokens.delete(token);
    then();
  };
  const fail = (error: Error) => {
    over(() => {
      end.fail(error);
    });
  };
  const succeed = (result: unknown) => {
    over(() => {
      const output = attempted(() => selected(task, result));
      if ("error" in output) end.fail(output.error);
      else end.succeed(output.value);
    });
  };

  const prepared = attempted(() =>
    prepare(task, input, { Execution: execution, Task: { Token: token } }, surroundings),
  );
  if ("error" in prepared) {
    // Scheduled like every other end: it never comes before this call returns.
    stopTimer = surroundings.after(0, () => {
      fail(prepared.error);
    });
  } else {
    const { request, timeout } = prepared.value;
    stopTimer = surroundings.after(timeout, () => {
      fail(taskError("States.Timeout", ""));
    });
    // Before the function runs: it may complete its own token.
    if (task.waitsForToken) surroundings.tokens.set(token, { succeed, fail });
    void invokeFunction(task, request, surroundings.invoke, { succeed, fail });
  }
  return () => {
    over(() => undefined);
  };
}

/** What a piece of work comes to, or the error that ends the attempt. */
function attempted<T>(work: () => T): { value: T } | { error: Error } {
  try {
    return { value: work() };
  } catch (error) {
    return { error: error instanceof Error ? error : taskError("States.Runtime", String(error)) };
  }
}

function prepare(task: Task, input: unknown, context: Context, { toWallMilliseconds }: Surroundings) {
  const { FunctionName, Payload } = task.Parameters;
  const request: Request = { FunctionName, Payload: throughJson(filled(Payload, { input, context })) };
  return { request, timeout: timeoutOf(task, request, toWallMilliseconds) };
}

function selected({ ResultSelector }: Task, result: unknown): unknown {
  return ResultSelector === undefined ? result : filled(ResultSelector, { input: result, context: undefined });
}

async function invokeFunction(task: Task, request: Request, invoke: Invoke, end: Callback): Promise<void> {
  try {
    const result = await invoke(request.FunctionName, request.Payload);
    if ("error" in result) end.fail(taskError(result.error.errorType, JSON.stringify(result.error)));
    else if (!task.waitsForToken) {
      end.succeed({ StatusCode: 200, ExecutedVersion: "$LATEST", Payload: throughJson(result.payload) });
    }
  } catch (cause) {
    end.fail(taskError("Lambda.SdkClientException", cause instanceof Error ? cause.message : "invocation failed"));
  }
}

/** Virtual milliseconds until an attempt times out. @throws States.Runtime when the input does not say it. */
function timeoutOf(
  { timeout, waitsForToken }: Task,
  request: Request,
  toWallMilliseconds: Surroundings["toWallMilliseconds"],
): number {
  const seconds = typeof timeout === "number" ? timeout : reach(request, timeout);
  if (typeof seconds !== "number" || !Number.isInteger(seconds) || seconds < 1)
    throw taskError("States.Runtime", "the timeout is no number of seconds");
  // Only a wait is legal time; what a function may take is wall time.
  return waitsForToken ? Math.ceil(toWallMilliseconds(seconds * 1_000)) : seconds * 1_000;
}
