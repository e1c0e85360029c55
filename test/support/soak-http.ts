import { Agent, request } from "node:http";

/** A request as it is written to the connection. */
export type Asked = {
  method: "GET" | "POST";
  /** Path and query. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
};

/** What came back, and when, in milliseconds since 1970-01-01T00:00Z by this machine's clock. */
export type Reply = {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
  /** Before the first byte of the request was written. */
  writtenAt: number;
  /** When the whole answer was here. */
  answeredAt: number;
};

/** A client that keeps its connections, and does nothing else that could make it slow. */
export type HttpClient = {
  /** @throws when no answer came: refused, reset, or silent for too long. */
  ask: (asked: Asked) => Promise<Reply>;
  close: () => void;
};

/** Longer than the gateway waits for a function, so that its own answer comes first. */
const patienceMilliseconds = 35_000;

/** Opens a client to the service at this address with at most so many connections. */
export function openHttpClient(url: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  return {
    ask: async ({ method, path, headers = {}, body = "" }) => {
      const { promise, resolve, reject } = Promise.withResolvers<Reply>();
      const length = body === "" ? {} : { "content-length": `${Buffer.byteLength(body)}` };
      const options = { agent, hostname, port, method, path, headers: { ...headers, ...length } };
      const outgoing = request({ ...options, timeout: patienceMilliseconds }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, [value].flat()[0]]),
            ),
            text: Buffer.concat(chunks).toString("utf8"),
            writtenAt,
            answeredAt: Date.now(),
          });
        });
      });
      outgoing.on("error", reject);
      outgoing.on("timeout", () => outgoing.destroy(new Error("no answer for too long")));
      const writtenAt = Date.now();
      outgoing.end(body);
      return promise;
    },
    close: () => {
      agent.destroy();
    },
  };
}

/** Does this for each, so many at once, and gives the results in order. */
export async function eachAtOnce<T, R>(
  all: readonly T[],
  atOnce: number,
  work: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    while (next < all.length) {
      const index = next++;
      results[index] = await work(all[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
