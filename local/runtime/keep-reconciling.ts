import type { Invoke } from "../aws/lambda/invocation.ts";
import type { Closing } from "./closing.ts";

/** The reconciler's schedule, on the wall clock. */
const everyMilliseconds = 60_000;

/**
 * Gives every open case a new execution, since tokens and executions died with the process before this one; then
 * works off each minute what was missed, as the schedule does on AWS.
 */
export async function keepReconciling(
  invoke: Invoke,
  closing: Closing,
  onFault: (line: string) => void,
): Promise<void> {
  const reconcile = async (scope: "all" | "due") => {
    const result = await invoke("reconcile-cases", { scope });
    if ("error" in result) onFault(`reconcile-cases: ${result.error.errorType}`);
  };
  await reconcile("all");
  const schedule = setInterval(() => void reconcile("due"), everyMilliseconds);
  closing.add(() => {
    clearInterval(schedule);
  });
}
