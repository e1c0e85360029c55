import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import * as z from "zod";
import { listen } from "../listen.ts";
import type { Engine } from "./engine.ts";
import type { Refusal, Sent, Started } from "./answers.ts";

/** The Step Functions API on a port of the loopback interface. */
export type StepFunctionsServer = {
  /** Endpoint for the SDK. */
  url: string;
  close: () => Promise<void>;
};

/** An answer of the API: JSON 1.0, an error named by `__type`. */
type Answer = { status: number; body: object };

/** More than an input of the largest size, escaped. */
const largestBody = 1_048_576;

const StartExecutionRequest = z.strictObject({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().optional(),
  traceHeader: z.string().optional(),
});

const SendTaskSuccessRequest = z.strictObject({ taskToken: z.string(), output: z.string() });

const SendTaskFailureRequest = z.strictObject({
  taskToken: z.string(),
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});

/**
 * Serves an engine to the AWS SDK: StartExecution, SendTaskSuccess, SendTaskFailure, and nothing else. Nobody may ask
 * the machine how a case stands.
 *
 * @param engine Requests wait for one that is still being made.
 * @param port 0: the system chooses.
 */
export async function serveStepFunctions(engine: Engine | Promise<Engine>, port = 0): Promise<StepFunctionsServer> {
  const server = createServer((request, response) => {
    void answerTo(request, engine).then(({ status, body }) => {
      response.writeHead(status, {
        "content-type": "application/x-amz-json-1.0",
        "x-amzn-requestid": randomUUID(),
      });
      response.end(JSON.stringify(body));
    });
  });
  const listening = await listen(server, port);
  if (listening.kind === "port_taken") throw new Error(`port ${port} is taken`);
  return { url: `http://127.0.0.1:${listening.port}`, close: listening.close };
}

async function answerTo(request: IncomingMessage, awaited: Engine | Promise<Engine>): Promise<Answer> {
  const body = await bodyOf(request);
  const engine = await awaited;
  if (body === undefined) return error("SerializationException", "The body is not JSON, or too large.");
  switch (request.headers["x-amz-target"]) {
    case "AWSStepFunctions.StartExecution":
      return answer(StartExecutionRequest, body, engine.startExecution);
    case "AWSStepFunctions.SendTaskSuccess":
      return answer(SendTaskSuccessRequest, body, engine.sendTaskSuccess);
    case "AWSStepFunctions.SendTaskFailure":
      return answer(SendTaskFailureRequest, body, engine.sendTaskFailure);
    default:
      return error("UnknownOperationException", "This operation is not served.");
  }
}

function answer<T>(schema: z.ZodType<T>, body: unknown, call: (request: T) => Started | Sent | Refusal): Answer {
  const request = schema.safeParse(body);
  if (!request.success) return error("ValidationException", z.prettifyError(request.error));
  const result = call(request.data);
  switch (result.kind) {
    case "refused":
      return error(result.type, result.message);
    case "started":
      // The JSON protocols carry timestamps as seconds since the epoch.
      return { status: 200, body: { executionArn: result.executionArn, startDate: result.startDate / 1_000 } };
    case "sent":
      return { status: 200, body: {} };
  }
}

function error(type: string, message: string): Answer {
  return { status: 400, body: { __type: type, message } };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largestBody) return undefined;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    // Not JSON, or the client is gone: nobody is harmed by an answer.
    return undefined;
  }
}
