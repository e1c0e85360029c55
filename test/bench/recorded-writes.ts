import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { httpClient, type HttpClient } from "./http-client.ts";

/** One request to the store, as the SDK sent it. */
export type StoreRequest = { operation: string; headers: Readonly<Record<string, string>>; body: string };

/** A proxy before a store that remembers what passes. */
export type Recorder = AsyncDisposable & {
  url: string;
  /** Forgets what has passed so far. */
  forget: () => void;
  /** What has passed since, in the order of arrival. */
  recorded: () => StoreRequest[];
};

const writing = ["TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];

/** Whether a request writes items of one case: their keys hold an identifier, those of the service's own do not. */
export function isWrite({ operation, body }: StoreRequest): boolean {
  return writing.includes(operation) && namesIn(body).length > 0;
}

/** What the watch of our own inbound side names, once a second, whatever is measured. */
const watching = ["SERVICE#INBOUND", "PLATFORM#inbound-watch"];

/** Whether a request reads for a case, be it an item of its own or of the directory. */
export function isRead({ operation, body }: StoreRequest): boolean {
  return ["GetItem", "Query"].includes(operation) && !watching.some((key) => body.includes(key));
}

/** Stands a recording proxy before the store at `target`. */
export async function openRecorder(target: string): Promise<Recorder> {
  let recorded: StoreRequest[] = [];
  const client = httpClient(64);
  const server = createServer((request, response) => {
    void (async () => {
      const body = Buffer.concat(await request.toArray()).toString();
      const headers = keptHeaders(request.headers);
      recorded.push({ operation: String(headers["x-amz-target"]).split(".").at(-1) ?? "", headers, body });
      const { status, text } = await client.send({
        method: "POST",
        url: target,
        headers,
        ...(request.method === "POST" && { body }),
      });
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(text);
    })().catch(() => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forget: () => (recorded = []),
    recorded: () => [...recorded],
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      client.close();
    },
  };
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    ["content-type", "x-amz-target", "x-amz-date", "authorization"].map((name) => [name, String(headers[name] ?? "")]),
  );
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The writes of one case, in parts that follow one another (its opening, its answers), to be made again for others. */
export type Sequence = readonly StoreRequest[][];

/**
 * Makes the sequence anew for so many cases: each item under a key of its own, else to the letter as it was recorded, so
 * that every condition holds again.
 */
export function madeAnew(sequence: Sequence, cases: number): StoreRequest[][][] {
  const names = new Set(sequence.flat().flatMap(({ body }) => namesIn(body)));
  return Array.from({ length: cases }, () => {
    const fresh = new Map([...names].map((name) => [name, randomUUID()]));
    const renamed = (body: string) =>
      body
        .replaceAll(uuid, (name) => fresh.get(name) ?? name)
        // Else the store takes it for the same transaction sent twice.
        .replace(/("ClientRequestToken":")[^"]+/, (_, before: string) => `${before}${randomUUID()}`);
    return sequence.map((part) => part.map((request) => ({ ...request, body: renamed(request.body) })));
  });
}

/** The identifiers in the partition keys that a request names. */
function namesIn(body: string): string[] {
  return [...body.matchAll(/"pk":\{"S":"([^"]+)"\}/g)].flatMap(([, key = ""]) => key.match(uuid) ?? []);
}

/** Makes one part of a case's writes, one after the other as they were. @throws when one is refused. */
export async function writeBare(client: HttpClient, url: string, part: readonly StoreRequest[]): Promise<void> {
  for (const { headers, body, operation } of part) {
    const { status, text } = await client.send({ method: "POST", url, headers, body });
    if (status !== 200) throw new Error(`${operation} was refused: ${status} ${text}`);
  }
}
