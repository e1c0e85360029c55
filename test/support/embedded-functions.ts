import type { Invoke, InvocationResult } from "../../local/aws/lambda/invocation.ts";

/** One call of a function, as a test sees it. */
export type Call = { functionName: string; payload: unknown };

/** Functions that are answered by the test: each name has its own answers, given one after the other. */
export type ScriptedFunctions = {
  invoke: Invoke;
  /** What was called, in order. */
  calls: Call[];
  /** The payloads a function was called with. */
  payloadsOf: (functionName: string) => unknown[];
};

/** What a function does with its payload, at its n-th call (from 0). */
export type Script = (payload: never, call: number) => Promise<InvocationResult> | InvocationResult;

export function scriptedFunctions(scripts: Readonly<Record<string, Script>>): ScriptedFunctions {
  const calls: Call[] = [];
  const counts = new Map<string, number>();
  const payloadsOf = (functionName: string) =>
    calls.filter((call) => call.functionName === functionName).map(({ payload }) => payload);
  return {
    calls,
    payloadsOf,
    invoke: async (functionName, payload) => {
      const script = scripts[functionName];
      if (script === undefined) throw new Error(`no function ${functionName}`);
      const number = counts.get(functionName) ?? 0;
      counts.set(functionName, number + 1);
      calls.push({ functionName, payload });
      return script(payload as never, number);
    },
  };
}

/** A function that returns this. */
export const returning =
  (payload: unknown): Script =>
  () => ({ payload });

/** A function that throws an error of this name. */
export const failing =
  (errorType: string, errorMessage = ""): Script =>
  () => ({ error: { errorType, errorMessage } });
