import { Agent, request } from "node:http";

/** What came back. */
export type Reply = { status: number; text: string };

/** A client that keeps its connections. */
export type HttpClient = {
  send: (asked: Ask) => Promise<Reply>;
  close: () => void;
};

/** A request. */
export type Ask = {
  method: "GET" | "POST" | "PUT";
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
};

/**
 * A client of at most so many connections, each of which is used again. The plainest there is: what the client takes of
 * the processor, what it drives does not get.
 */
export function httpClient(connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: "fifo" });
  return {
    send: async ({ method, url, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
        const sent = request(url, { agent, method, headers: { ...headers, ...length } }, (response) => {
          const parts: Buffer[] = [];
          response.on("data", (part: Buffer) => parts.push(part));
          response.on("error", reject);
          response.on("end", () => {
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() });
          });
        });
        sent.on("error", reject);
        sent.end(body);
      }),
    close: () => {
      agent.destroy();
    },
  };
}

/** Does a job for each, at most so many at once, in order; the results in the same order. */
export async function inParallel<T, R>(
  many: readonly T[],
  atOnce: number,
  job: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < many.length; index = next++) {
      results[index] = await job(many[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, many.length) }, lane));
  return results;
}
