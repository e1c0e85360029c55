import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import type { ClockAnchor } from "../../clock/legal-clock.ts";
import type { FunctionError, InvocationResult } from "./invocation.ts";
import type { InvokeMessage, LoadFailure, LoadedFunction, WorkerMessage, WorkerStart } from "./messages.ts";

/** A line that was written, and by which function; by which thread, where functions share one. */
export type OutputLine = { functionName: string; stream: "stdout" | "stderr"; line: string };

/** A thread that runs a function, or several. */
export type FunctionWorker = {
  /** Resolves when the bundles are loaded, with those that cannot be. */
  loaded: Promise<readonly LoadFailure[]>;
  /** Whether it takes invocations: false once it has crashed or let one run out of time. */
  isUsable: () => boolean;
  invoke: (
    functionName: string,
    event: unknown,
    timeoutMilliseconds: number,
    clock: ClockAnchor | undefined,
  ) => Promise<InvocationResult>;
  /** Resolves when the thread has ended. */
  ended: Promise<unknown>;
  /** Ends the thread; what is under way fails. */
  terminate: () => Promise<void>;
};

type Settle = (result: InvocationResult) => void;

/** As much as a Lambda function of ours is given. */
const memoryMegabytes = 512;
/** Of that, for what lives: a thread collects its garbage the sooner, the less of it there is. */
const livingMegabytes = 128;

/** What invocations leave behind is short-lived and small; more room for it is only more memory held. */
const youngMegabytes = 16;

/**
 * Several invocations share a thread, as on Lambda managed instances; told to the libraries that keep state by
 * invocation. https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-nodejs-runtime.html
 */
const maxConcurrency = 64;

/** A bundle loads in a tenth of a second; Lambda itself gives up after ten. */
const loadingMilliseconds = 60_000;

/** Starts a thread for functions, with an environment of its own. */
export function startWorker(
  threadName: string,
  functions: readonly LoadedFunction[],
  environment: Readonly<Record<string, string>>,
  onLine: (line: OutputLine) => void,
): FunctionWorker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: { functions } satisfies WorkerStart,
    env: {
      ...environment,
      TZ: "UTC",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${memoryMegabytes}`,
      AWS_LAMBDA_MAX_CONCURRENCY: `${maxConcurrency}`,
    },
    // Not the flags of whatever runs us.
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: livingMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
  });
  const underWay = new Map<string, Settle>();
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  const loaded = Promise.withResolvers<readonly LoadFailure[]>();
  let usable = true;

  const write = (stream: OutputLine["stream"]) => (line: string) => {
    onLine({ functionName: threadName, stream, line });
  };
  readLines(worker.stdout, write("stdout"));
  readLines(worker.stderr, write("stderr"));

  const failAll = (error: FunctionError) => {
    usable = false;
    clearTimeout(loading);
    loaded.resolve(functions.map(({ functionName }) => ({ functionName, error })));
    for (const settle of underWay.values()) settle({ error });
  };
  const settle = (id: string, result: InvocationResult) => {
    underWay.get(id)?.(result);
  };
  const loading = setTimeout(() => {
    failAll({ errorType: "Sandbox.Timedout", errorMessage: `${threadName} does not load` });
    void worker.terminate();
  }, loadingMilliseconds);
  worker.on("message", (message: WorkerMessage) => {
    switch (message.kind) {
      case "ready":
        clearTimeout(loading);
        loaded.resolve(message.broken);
        return;
      case "returned":
        settle(message.id, { payload: JSON.parse(message.payload) });
        return;
      case "threw":
        settle(message.id, { error: message.error });
        return;
    }
  });
  worker.on("error", (thrown: unknown) => {
    write("stderr")(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  });
  worker.on("exit", () => {
    failAll({ errorType: "Lambda.Unknown", errorMessage: `${threadName} ended without an answer` });
  });

  /** A thread that let time run out may be stuck: it gets nothing new, and ends with what it still has under way. */
  const retire = () => {
    usable = false;
    if (underWay.size === 0) void worker.terminate();
  };

  return {
    loaded: loaded.promise,
    isUsable: () => usable,
    invoke: (functionName, event, timeoutMilliseconds, clock) => {
      const id = randomUUID();
      const message: InvokeMessage = {
        functionName,
        id,
        event: JSON.stringify(event ?? null),
        deadline: Date.now() + timeoutMilliseconds,
        clock,
      };
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          usable = false;
          settle(id, { error: timedOut(id, timeoutMilliseconds) });
        }, timeoutMilliseconds);
        underWay.set(id, (result) => {
          clearTimeout(timer);
          underWay.delete(id);
          resolve(result);
          if (!usable) retire();
        });
        worker.postMessage(message);
      });
    },
    ended,
    terminate: async () => {
      await worker.terminate();
    },
  };
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on("line", onLine);
}

function timedOut(id: string, milliseconds: number): FunctionError {
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `RequestId: ${id} Error: Task timed out after ${(milliseconds / 1_000).toFixed(2)} seconds`,
  };
}
