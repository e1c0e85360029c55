import type { ServerResponse } from "node:http";
import type { Language } from "../../../core/contract/language.ts";

/** The statuses with which the gateway itself answers. */
export type GatewayStatus = 400 | 401 | 403 | 404 | 405 | 408 | 413 | 431 | 500 | 502 | 504;

/** Writes an answer of the gateway itself, as a problem document (RFC 9457). */
export type GatewayProblem = (
  status: GatewayStatus,
  about: {
    language: Language;
    requestId: string;
    /** Path of the request; empty where it could not be read. */
    instance: string;
  },
) => { headers: Record<string, string>; body: string };

/** Sends such an answer. */
export function writeProblem(
  response: ServerResponse,
  status: GatewayStatus,
  { headers, body }: ReturnType<GatewayProblem>,
): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
