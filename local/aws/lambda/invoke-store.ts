import { AsyncLocalStorage } from "node:async_hooks";

type InvocationState = Partial<Record<PropertyKey, unknown>>;

const storage = new AsyncLocalStorage<InvocationState>();

const requestIdKey = Symbol.for("_AWS_LAMBDA_REQUEST_ID");

/**
 * The store of Lambda's runtime in which libraries keep what belongs to one invocation (the request id of a log line)
 * where several run at once in one process: `globalThis.awslambda.InvokeStore`, used when the environment has
 * `AWS_LAMBDA_MAX_CONCURRENCY`. https://github.com/awslabs/aws-lambda-invoke-store
 */
const invokeStore = {
  hasContext: () => storage.getStore() !== undefined,
  getContext: () => storage.getStore(),
  get: (key: PropertyKey) => storage.getStore()?.[key],
  set: (key: PropertyKey, value: unknown) => {
    const state = storage.getStore();
    if (state === undefined) throw new Error("No context available");
    state[key] = value;
  },
  run: <T>(state: InvocationState, work: () => T) => storage.run(state, work),
  getRequestId: () => storage.getStore()?.[requestIdKey] ?? "-",
  getXRayTraceId: () => undefined,
};

/** Puts the store where libraries look for it; before the bundle is loaded. */
export function provideInvokeStore(): void {
  Object.assign(globalThis, { awslambda: { InvokeStore: invokeStore } });
}

/** Runs the work of one invocation in a state of its own. */
export function inInvocation<T>(requestId: string, work: () => T): T {
  return storage.run({ [requestIdKey]: requestId }, work);
}
