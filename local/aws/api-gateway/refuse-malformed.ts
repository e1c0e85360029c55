import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { GatewayProblem, GatewayStatus } from "./problem.ts";

/** What Node's parser stumbled over, by its error codes; anything else is a request that is none. */
const statuses: Partial<Record<string, GatewayStatus>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what cannot be read as a request, and hangs up. */
export function refuseMalformed(error: Error & { code?: string }, socket: Duplex, problem: GatewayProblem): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ""] ?? 400;
  const requestId = randomUUID();
  const { headers, body } = problem(status, { language: "fr", requestId, instance: "" });
  const all = {
    ...headers,
    "x-request-id": requestId,
    "content-length": `${Buffer.byteLength(body)}`,
    connection: "close",
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}
