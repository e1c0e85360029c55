import * as z from "zod";

/** What came back: a body of the expected shape, a problem, or nothing. */
export type Reply<T> = { kind: "ok"; body: T } | { kind: "failed"; status?: number; detail?: string };

/** One client of the API. */
export type ApiClient = {
  get: <T>(path: string, shape: z.ZodType<T>) => Promise<Reply<T>>;
  post: <T>(path: string, body: unknown, headers: Record<string, string>, shape: z.ZodType<T>) => Promise<Reply<T>>;
};

/** Where the API is, and for whom it is called. */
export type ApiAccess = {
  apiUrl: string;
  /** A valid access token. */
  token: () => Promise<string>;
  signal: AbortSignal;
};

type Call = { method: "GET" | "POST"; headers?: Record<string, string>; body?: string };

const Problem = z.object({ detail: z.string() });

/** Calls the API over HTTP with a bearer token, as any client would. An answer that fails its shape is a bug, and throws. */
export function apiClient({ apiUrl, token, signal }: ApiAccess): ApiClient {
  async function call<T>(path: string, init: Call, shape: z.ZodType<T>): Promise<Reply<T>> {
    const answer = await exchange(path, init);
    if (answer === undefined) return { kind: "failed" };
    const { status, json } = answer;
    if (status < 300) return { kind: "ok", body: shape.parse(json) };
    const { data: problem } = Problem.safeParse(json);
    return { kind: "failed", status, ...(problem !== undefined && { detail: problem.detail }) };
  }

  async function exchange(path: string, init: Call): Promise<{ status: number; json: unknown } | undefined> {
    try {
      const headers = { ...init.headers, authorization: `Bearer ${await token()}` };
      const response = await fetch(`${apiUrl}${path}`, { ...init, headers, signal });
      return { status: response.status, json: await response.json() };
    } catch {
      // No answer, or none that is JSON: whoever plays tries again.
      return undefined;
    }
  }

  return {
    get: (path, shape) => call(path, { method: "GET" }, shape),
    post: (path, body, headers, shape) =>
      call(
        path,
        {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body: JSON.stringify(body),
        },
        shape,
      ),
  };
}
