import type { ClockAnchor } from "../../clock/legal-clock.ts";
import type { FunctionError } from "./invocation.ts";

/** What a worker is started with. */
export type WorkerStart = {
  functionName: string;
  /** Absolute path of the bundle: CommonJS that exports `handler`. */
  file: string;
};

/** To the worker: run the handler. */
export type InvokeMessage = {
  /** Also the `awsRequestId` of the invocation. */
  id: string;
  /** JSON text. */
  event: string;
  /** Milliseconds since the epoch at which the invocation is given up. */
  deadline: number;
  /** Ties the function's legal clock to the wall from now on; undefined: it reads the system's clock. */
  clock: ClockAnchor | undefined;
};

/** From the worker: the bundle is loaded, or cannot be; an invocation has ended. `payload` is JSON text. */
export type WorkerMessage =
  | { kind: "ready" }
  | { kind: "init_failed"; error: FunctionError }
  | { kind: "returned"; id: string; payload: string }
  | { kind: "threw"; id: string; error: FunctionError };
