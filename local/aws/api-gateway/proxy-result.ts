import type { ServerResponse } from "node:http";
import * as z from "zod";

/** RFC 9110 §5: what a header may be made of; anything else would be refused by Node when it is too late for a 502. */
const name = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/);
const value = z.union([z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/), z.number(), z.boolean()]).transform(String);

/** What a function of a proxy integration returns. */
const ProxyResult = z.strictObject({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(name, value).optional(),
  multiValueHeaders: z.record(name, z.array(value)).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});
export type ProxyResult = z.infer<typeof ProxyResult>;

/** Headers that belong to the connection, not to the function. */
const connectionHeaders = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "upgrade"]);

/** Reads what a function returned; undefined: the gateway cannot use it (its 502). */
export function readProxyResult(payload: unknown): ProxyResult | undefined {
  return ProxyResult.safeParse(payload).data;
}

/** Answers with what a function returned. */
export function send(result: ProxyResult, response: ServerResponse): void {
  const headers = new Map<string, string[]>();
  for (const [key, text] of Object.entries(result.headers ?? {})) headers.set(key.toLowerCase(), [text]);
  for (const [key, texts] of Object.entries(result.multiValueHeaders ?? {})) headers.set(key.toLowerCase(), texts);
  for (const [key, texts] of headers) {
    if (!connectionHeaders.has(key)) response.setHeader(key, texts.length === 1 ? (texts[0] ?? "") : texts);
  }
  response.statusCode = result.statusCode;
  response.end(Buffer.from(result.body ?? "", result.isBase64Encoded === true ? "base64" : "utf8"));
}
