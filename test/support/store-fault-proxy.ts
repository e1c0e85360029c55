import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with one request. */
export type Fault =
  /** The transaction is cancelled, its first item for this reason; nothing is written. */
  | {
      kind: "cancelled";
      code: "TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded" | "ValidationError";
    }
  /** The request is refused by this exception; nothing is written. */
  | { kind: "refused"; exception: "ThrottlingException" | "InternalServerError" | "TransactionConflictException" }
  /** The connection breaks before the request arrives. */
  | { kind: "lost_request" }
  /** The connection breaks once the request has been carried out: its answer is lost. */
  | { kind: "lost_answer" }
  /** The answer is held back until the test lets it go, and so is older than what others have written meanwhile. */
  | { kind: "held_answer"; onHeld: () => void; until: Promise<unknown> };

/** A proxy in front of a DynamoDB that makes requests go wrong. */
export type FaultProxy = {
  /** Endpoint for the SDK. */
  url: string;
  /** The next requests of an operation (`TransactWriteItems`, …) go wrong in this order, one fault each. */
  inject: (operation: string, ...faults: Fault[]) => void;
  /** Operations of the requests that arrived, in order, repeats of the SDK included. */
  requests: string[];
  /** Faults that no request has met yet. */
  left: () => number;
  close: () => Promise<void>;
};

/** Stands a proxy before the DynamoDB at `target`. */
export async function openFaultProxy(target: string): Promise<FaultProxy> {
  const waiting = new Map<string, Fault[]>();
  const requests: string[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    requests.push(operation);
    const fault = waiting.get(operation)?.shift();
    const body = Buffer.concat(await request.toArray());
    if (fault?.kind === "lost_request") {
      response.destroy();
      return;
    }
    if (fault?.kind === "cancelled") {
      refuse(response, 400, cancelled(body, fault.code));
      return;
    }
    if (fault?.kind === "refused") {
      const status = fault.exception === "InternalServerError" ? 500 : 400;
      refuse(response, status, { __type: `com.amazonaws.dynamodb.v20120810#${fault.exception}` });
      return;
    }
    const { status, type, answer } = await forward(target, request, body);
    if (fault?.kind === "lost_answer") {
      response.destroy();
      return;
    }
    if (fault?.kind === "held_answer") {
      fault.onHeld();
      await fault.until;
    }
    response.writeHead(status, { "content-type": type }).end(answer);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    inject: (operation, ...faults) => {
      waiting.set(operation, [...(waiting.get(operation) ?? []), ...faults]);
    },
    requests,
    left: () => [...waiting.values()].flat().length,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function forward(target: string, { headers }: IncomingMessage, body: Buffer) {
  const kept = ["content-type", "x-amz-target", "x-amz-date", "authorization"];
  const answer = await fetch(target, {
    method: "POST",
    headers: Object.fromEntries(kept.map((name) => [name, String(headers[name])])),
    body,
  });
  const type = answer.headers.get("content-type") ?? "application/x-amz-json-1.0";
  return { status: answer.status, type, answer: Buffer.from(await answer.arrayBuffer()) };
}

function cancelled(body: Buffer, code: string) {
  const { TransactItems: items } = JSON.parse(body.toString()) as { TransactItems: unknown[] };
  return {
    __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    Message: "Transaction cancelled",
    CancellationReasons: items.map((_, index) => (index === 0 ? { Code: code, Message: code } : { Code: "None" })),
  };
}

function refuse(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
}
