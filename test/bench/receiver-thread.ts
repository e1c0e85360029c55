// A party's endpoint in a thread of its own, so that receiving is not done where load is made.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";

/** A message as it arrived. */
export type Arrival = {
  type: string;
  caseId: string;
  /** Wall milliseconds since the epoch at which the request had been read. */
  at: number;
};

const port = parentPort;
if (port === null) throw new Error("not a worker");
const { secret } = z.object({ secret: z.string() }).parse(workerData);
const key = Buffer.from(secret.replace("whsec_", ""), "base64");
const Message = z.looseObject({ type: z.string(), data: z.looseObject({ caseId: z.string() }) });

createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const at = Date.now();
    const body = Buffer.concat(parts).toString();
    if (!isSigned(request, body)) {
      response.writeHead(401).end();
      return;
    }
    response.writeHead(204).end();
    const { type, data } = Message.parse(JSON.parse(body));
    port.postMessage({ type, caseId: data.caseId, at } satisfies Arrival);
  });
}).listen(0, "127.0.0.1", function (this: { address: () => AddressInfo | string | null }) {
  port.postMessage(this.address());
});

/** Standard Webhooks: HMAC-SHA256 over id, timestamp and body. */
function isSigned({ headers }: IncomingMessage, body: string): boolean {
  const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": given = "" } = headers;
  const expected = createHmac("sha256", key)
    .update(`${String(id)}.${String(at)}.${body}`)
    .digest();
  return String(given)
    .split(" ")
    .map((one) => Buffer.from(one.replace("v1,", ""), "base64"))
    .some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected));
}
