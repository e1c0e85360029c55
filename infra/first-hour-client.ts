import * as z from "zod";

/** What came back: a body, or a refusal with its reasons in words. */
export type Reply = { status: number; body: unknown; refusal?: string };

/** One OAuth client of a deployment, and what it may call. */
export type FirstHourClient = {
  call: (
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<Reply>;
};

const Token = z.object({ access_token: z.string() });
const Problem = z.object({
  title: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).default([]),
});

/**
 * Gets a token by client credentials (RFC 6749 §4.4), and calls the API with it.
 * @throws when no token is given.
 */
export async function openClient(
  { api, tokenUrl }: { api: string; tokenUrl: string },
  { id, secret }: { id: string; secret: string },
): Promise<FirstHourClient> {
  const response = await fetch(tokenUrl, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const granted = Token.safeParse(await jsonOf(response));
  if (!granted.success) throw new Error(`${tokenUrl} gives the client ${id} no token: ${response.status}`);
  return {
    call: async (method, path, body, headers = {}) => {
      const answered = await fetch(`${api}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${granted.data.access_token}`,
          "accept-language": "en",
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const { status } = answered;
      const json = await jsonOf(answered);
      return status < 400 ? { status, body: json } : { status, body: json, refusal: `${status}: ${wordsOf(json)}` };
    },
  };
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function wordsOf(json: unknown): string {
  const { data: problem } = Problem.safeParse(json);
  if (problem === undefined) return "no problem document came back: is this the address of the API?";
  const faults = problem.errors.map(({ pointer, code, detail }) => `\n    ${pointer} ${code}: ${detail}`);
  return `${problem.title}. ${problem.detail}${faults.join("")}`;
}
