/** What an invocation came to: what the function returned, or why it did not. */
export type InvocationResult = { payload: unknown } | { error: FunctionError };

/**
 * A failed invocation, as Lambda describes it: the `name` of the error thrown, or a name of the platform itself
 * (`Sandbox.Timedout`, `Lambda.Unknown`).
 */
export type FunctionError = { errorType: string; errorMessage: string };

/** Runs a function, by name, on an event. Never rejects: a failure is a result. */
export type Invoke = (functionName: string, event: unknown) => Promise<InvocationResult>;
