import type { Catcher, Retrier, Task } from "./states.ts";

/** What follows an error of a task. */
export type Recovery =
  | { kind: "retry"; /** Virtual milliseconds until then. */ delay: number }
  | { kind: "catch"; catcher: Catcher }
  | { kind: "fail" };

/** No Retry and no Catch takes it under `States.ALL`. */
const beyondAll = "States.Runtime";

/**
 * What a definition says of an error.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 *
 * @param attempts How often each retrier of the state has been used since it was entered; the one used is counted.
 * @param fraction From 0 to below 1: how much of its interval a jittered retry waits.
 */
export function recoveryOf(error: Error, { Retry, Catch }: Task, attempts: number[], fraction: () => number): Recovery {
  const index = Retry.findIndex(({ ErrorEquals }) => matches(error, ErrorEquals));
  const retrier = Retry[index];
  const used = attempts[index] ?? 0;
  if (retrier !== undefined && used < retrier.MaxAttempts) {
    attempts[index] = used + 1;
    return { kind: "retry", delay: delayOf(retrier, used, fraction) };
  }
  const catcher = Catch.find(({ ErrorEquals }) => matches(error, ErrorEquals));
  return catcher === undefined ? { kind: "fail" } : { kind: "catch", catcher };
}

function matches({ name }: Error, errorEquals: readonly string[]): boolean {
  if (errorEquals.includes(name)) return true;
  if (name === beyondAll) return false;
  return errorEquals.includes("States.ALL") || (errorEquals.includes("States.TaskFailed") && name !== "States.Timeout");
}

function delayOf(retrier: Retrier, used: number, fraction: () => number): number {
  const seconds = Math.min(retrier.IntervalSeconds * retrier.BackoffRate ** used, retrier.MaxDelaySeconds);
  return Math.floor(seconds * 1_000 * (retrier.JitterStrategy === "FULL" ? fraction() : 1));
}
