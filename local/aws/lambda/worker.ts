// The inside of a worker thread: loads the bundles of its functions and runs their handlers, several invocations at once.
import { createRequire, enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { legalClockSymbol } from "../../clock/legal-clock.ts";
import type { FunctionError } from "./invocation.ts";
import { inInvocation, provideInvokeStore } from "./invoke-store.ts";
import type { InvokeMessage, LoadedFunction, WorkerMessage, WorkerStart } from "./messages.ts";

type Handler = (event: unknown, context: object) => unknown;

const { functions } = workerData as WorkerStart;
const port = parentPort;
if (port === null) throw new Error("not a worker");
const tell = (message: WorkerMessage) => {
  port.postMessage(message);
};

// Bundles are compiled once for all starts.
enableCompileCache(fileURLToPath(new URL("../../../dist/compiled/", import.meta.url)));
provideInvokeStore();

const files = new Map(functions.map(({ functionName, file }) => [functionName, file]));
const handlers = new Map<string, Handler>();
const broken = functions.flatMap(({ functionName }) => {
  try {
    handlerOf(functionName);
    return [];
  } catch (thrown) {
    return [{ functionName, error: describe(thrown) }];
  }
});
port.on("message", (message: InvokeMessage) => {
  Reflect.set(globalThis, legalClockSymbol, message.clock);
  void inInvocation(message.id, () => invoke(message));
});
tell({ kind: "ready", broken });

/** What could not be loaded is tried again each time, as Lambda does. */
function handlerOf(functionName: string): Handler {
  const known = handlers.get(functionName);
  if (known !== undefined) return known;
  const handler = load({ functionName, file: files.get(functionName) ?? "" });
  handlers.set(functionName, handler);
  return handler;
}

function load({ functionName, file }: LoadedFunction): Handler {
  process.env["AWS_LAMBDA_FUNCTION_NAME"] = functionName;
  const bundle: unknown = createRequire(import.meta.url)(file);
  const handler = typeof bundle === "object" && bundle !== null && "handler" in bundle ? bundle.handler : undefined;
  if (typeof handler !== "function") throw new Error(`${functionName} exports no handler`);
  return handler as Handler;
}

async function invoke({ functionName, id, event, deadline }: InvokeMessage): Promise<void> {
  try {
    const returned = await handlerOf(functionName)(JSON.parse(event), contextOf(functionName, id, deadline));
    tell({ kind: "returned", id, payload: returned === undefined ? "null" : JSON.stringify(returned) });
  } catch (thrown) {
    tell({ kind: "threw", id, error: describe(thrown) });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(functionName: string, awsRequestId: string, deadline: number): object {
  return {
    awsRequestId,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:eu-west-3:000000000000:function:${functionName}`,
    memoryLimitInMB: process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function describe(thrown: unknown): FunctionError {
  if (thrown instanceof Error) return { errorType: thrown.name, errorMessage: thrown.message };
  return { errorType: typeof thrown, errorMessage: String(thrown) };
}
