import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import type { ClockAnchor } from "../../clock/legal-clock.ts";
import type { FunctionError, InvocationResult } from "./invocation.ts";
import type { InvokeMessage, WorkerMessage, WorkerStart } from "./messages.ts";

/** A line a function wrote. */
export type OutputLine = { functionName: string; stream: "stdout" | "stderr"; line: string };

/** A thread that runs one function. */
export type FunctionWorker = {
  /** Resolves when the bundle is loaded, with the error where it cannot be. */
  loaded: Promise<FunctionError | undefined>;
  /** Whether it takes invocations: false once it has crashed, failed to load, or let one run out of time. */
  isUsable: () => boolean;
  invoke: (event: unknown, timeoutMilliseconds: number, clock: ClockAnchor | undefined) => Promise<InvocationResult>;
  /** Resolves when the thread has ended. */
  ended: Promise<unknown>;
  /** Ends the thread; what is under way fails. */
  terminate: () => Promise<void>;
};

type Settle = (result: InvocationResult) => void;

/** As much as a Lambda function of ours is given. */
const memoryMegabytes = 512;

/**
 * Several invocations share a thread, as on Lambda managed instances; told to the libraries that keep state by
 * invocation. https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-nodejs-runtime.html
 */
const maxConcurrency = 64;

/** A bundle loads in a tenth of a second; Lambda itself gives up after ten. */
const loadingMilliseconds = 20_000;

/** Starts a thread for a function, with an environment of its own. */
export function startWorker(
  start: WorkerStart,
  environment: Readonly<Record<string, string>>,
  onLine: (line: OutputLine) => void,
): FunctionWorker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: start,
    env: {
      ...environment,
      TZ: "UTC",
      AWS_LAMBDA_FUNCTION_NAME: start.functionName,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${memoryMegabytes}`,
      AWS_LAMBDA_MAX_CONCURRENCY: `${maxConcurrency}`,
    },
    // Not the flags of whatever runs us.
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });
  const underWay = new Map<string, Settle>();
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  const loaded = Promise.withResolvers<FunctionError | undefined>();
  let usable = true;

  const write = (stream: OutputLine["stream"]) => (line: string) => {
    onLine({ functionName: start.functionName, stream, line });
  };
  readLines(worker.stdout, write("stdout"));
  readLines(worker.stderr, write("stderr"));

  const failAll = (error: FunctionError) => {
    usable = false;
    clearTimeout(loading);
    loaded.resolve(error);
    for (const settle of underWay.values()) settle({ error });
  };
  const settle = (id: string, result: InvocationResult) => {
    underWay.get(id)?.(result);
  };
  const loading = setTimeout(() => {
    failAll({ errorType: "Sandbox.Timedout", errorMessage: `${start.functionName} does not load` });
    void worker.terminate();
  }, loadingMilliseconds);
  worker.on("message", (message: WorkerMessage) => {
    switch (message.kind) {
      case "ready":
        clearTimeout(loading);
        loaded.resolve(undefined);
        return;
      case "init_failed":
        failAll(message.error);
        void worker.terminate();
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
    failAll({ errorType: "Lambda.Unknown", errorMessage: `${start.functionName} ended without an answer` });
  });

  /** A thread that let time run out may be stuck: it gets nothing new, and ends with what it still has under way. */
  const retire = () => {
    usable = false;
    if (underWay.size === 0) void worker.terminate();
  };

  return {
    loaded: loaded.promise,
    isUsable: () => usable,
    invoke: (event, timeoutMilliseconds, clock) => {
      const id = randomUUID();
      const message: InvokeMessage = {
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
