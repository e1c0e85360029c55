import type { ClockAnchor } from "../../clock/legal-clock.ts";
import type { FunctionError } from "./invocation.ts";

/** A function and its bundle. */
export type LoadedFunction = {
  functionName: string;
  /** Absolute path of the bundle: CommonJS that exports `handler`. */
  file: string;
};

/** What a worker is started with: the functions that share it, of which it loads each. */
export type WorkerStart = { functions: readonly LoadedFunction[] };

/** To the worker: run the handler. */
export type InvokeMessage = {
  functionName: string;
  /** Also the `awsRequestId` of the invocation. */
  id: string;
  /** JSON text. */
  event: string;
  /** Milliseconds since the epoch at which the invocation is given up. */
  deadline: number;
  /** Ties the function's legal clock to the wall from now on; undefined: it reads the system's clock. */
  clock: ClockAnchor | undefined;
};

/** A function that cannot be loaded. */
export type LoadFailure = { functionName: string; error: FunctionError };

/** From the worker: what can be loaded is; an invocation has ended. `payload` is JSON text. */
export type WorkerMessage =
  | { kind: "ready"; broken: readonly LoadFailure[] }
  | { kind: "returned"; id: string; payload: string }
  | { kind: "threw"; id: string; error: FunctionError };
