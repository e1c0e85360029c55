import type { Invoke } from "../aws/lambda/invocation.ts";
import type { Closing } from "./closing.ts";

/** The reconciler's schedule, on the wall clock. */
const everyMilliseconds = 60_000;

/**
 * Begins to work off what was due meanwhile and to give every open case a new execution, since tokens and executions died
 * with the process before this one; then works off each minute what was missed, as the schedule does on AWS, one run at
 * a time.
 */
export function keepReconciling(invoke: Invoke, closing: Closing, onFault: (line: string) => void): void {
  let isRunning = false;
  let isOver = false;
  const reconcile = async (scope: "all" | "due") => {
    if (isRunning) return;
    isRunning = true;
    const result = await invoke("reconcile-cases", { scope });
    isRunning = false;
    if ("error" in result && !isOver) onFault(`reconcile-cases: ${result.error.errorType}`);
  };
  void reconcile("all");
  const schedule = setInterval(() => void reconcile("due"), everyMilliseconds);
  closing.add(() => {
    isOver = true;
    clearInterval(schedule);
  });
}
