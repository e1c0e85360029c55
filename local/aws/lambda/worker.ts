// The inside of a function's worker thread: loads the bundle and runs its handler, several invocations at once.
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { legalClockSymbol } from "../../clock/legal-clock.ts";
import type { FunctionError } from "./invocation.ts";
import { inInvocation, provideInvokeStore } from "./invoke-store.ts";
import type { InvokeMessage, WorkerMessage, WorkerStart } from "./messages.ts";

type Handler = (event: unknown, context: object) => unknown;

const { functionName, file } = workerData as WorkerStart;
const port = parentPort;
if (port === null) throw new Error("not a worker");
const tell = (message: WorkerMessage) => {
  port.postMessage(message);
};

provideInvokeStore();

try {
  const handler = load();
  port.on("message", (message: InvokeMessage) => {
    Reflect.set(globalThis, legalClockSymbol, message.clock);
    void inInvocation(message.id, () => invoke(handler, message));
  });
  tell({ kind: "ready" });
} catch (thrown) {
  tell({ kind: "init_failed", error: describe(thrown) });
}

function load(): Handler {
  const bundle: unknown = createRequire(import.meta.url)(file);
  const handler = typeof bundle === "object" && bundle !== null && "handler" in bundle ? bundle.handler : undefined;
  if (typeof handler !== "function") throw new Error(`${functionName} exports no handler`);
  return handler as Handler;
}

async function invoke(handler: Handler, { id, event, deadline }: InvokeMessage): Promise<void> {
  try {
    const returned = await handler(JSON.parse(event), contextOf(id, deadline));
    tell({ kind: "returned", id, payload: returned === undefined ? "null" : JSON.stringify(returned) });
  } catch (thrown) {
    tell({ kind: "threw", id, error: describe(thrown) });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(awsRequestId: string, deadline: number): object {
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
