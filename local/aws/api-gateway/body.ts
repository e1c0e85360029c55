import type { IncomingMessage } from "node:http";
import type { EventBody } from "./proxy-event.ts";

/** API Gateway's own limit of a payload, in bytes. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const largestBody = 10 * 1_024 * 1_024;

/** The bytes of a request; too many; or the client went away before the end. */
export type ReadBody = { kind: "read"; bytes: Buffer } | { kind: "too_large" } | { kind: "aborted" };

/** Reads the body of a request, and stops where it gets too large. */
export async function readBody(request: IncomingMessage, limit = largestBody): Promise<ReadBody> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return { kind: "too_large" };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        request.pause();
        resolve({ kind: "too_large" });
      }
    });
    request.once("end", () => {
      resolve({ kind: "read", bytes: Buffer.concat(chunks) });
    });
    request.once("close", () => {
      resolve({ kind: "aborted" });
    });
  });
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A body as a function gets it: text where it is text, Base64 where it is not, or where the type or the route says so.
 *
 * @param binaryTypes Media types that always are Base64; the one of two stars stands for all.
 */
export function eventBody(
  bytes: Buffer,
  contentType: string | undefined,
  { binaryTypes, binary }: { binaryTypes: readonly string[]; binary: boolean },
): EventBody {
  if (bytes.length === 0) return { text: null, isBase64Encoded: false };
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  const isBinary = binary || binaryTypes.includes("*/*") || binaryTypes.includes(type);
  const text = isBinary ? undefined : decoded(bytes);
  return text === undefined
    ? { text: bytes.toString("base64"), isBase64Encoded: true }
    : { text, isBase64Encoded: false };
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
