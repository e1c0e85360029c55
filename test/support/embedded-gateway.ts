import { request } from "node:http";
import { connect } from "node:net";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { type GatewayOptions, serveGateway } from "../../local/aws/api-gateway/gateway.ts";
import type { GatewayProblem } from "../../local/aws/api-gateway/problem.ts";

/** The gateway's own answers, as bare as they can be. */
const bareProblem: GatewayProblem = (status, { language, instance, requestId }) => ({
  headers: { "content-type": "application/problem+json", "content-language": language },
  body: JSON.stringify({ status, instance, requestId }),
});

/** A gateway on a port of its own. */
export async function openGateway(options: Partial<GatewayOptions>): Promise<{
  url: string;
  port: number;
  close: () => Promise<void>;
}> {
  const listening = await serveGateway(
    {
      routes: [],
      invoke: () => Promise.resolve({ error: { errorType: "NotExpected", errorMessage: "" } }),
      authorizerFunction: "authorize",
      gatewayProblem: bareProblem,
      ...options,
    },
    0,
  );
  if (listening.kind !== "listening") throw new Error("no port");
  return { url: `http://127.0.0.1:${listening.port}`, port: listening.port, close: listening.close };
}

/** A function that answers with the event it was given. */
export const echo = (event: unknown) => ({ payload: { statusCode: 200, body: JSON.stringify(event) } });

/** The event an echoing function was given. */
export const eventOf = async (answer: Response) => (await answer.json()) as APIGatewayProxyEvent;

/** What an authorizer returns. */
export const policy = (effect: "Allow" | "Deny", resource = "*", context: object = {}) => ({
  payload: {
    principalId: "client",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: effect, Resource: resource }],
    },
    context,
  },
});

/** Sends bytes as they are and returns all that comes back. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.setEncoding("latin1").on("data", (text: string) => (answer += text));
    socket.once("close", () => {
      resolve(answer);
    });
    socket.once("error", reject);
  });
}

/** A request of which the path is sent as it is, which fetch would tidy up. */
export function requestAsIs(
  port: number,
  path: string,
  headers: Record<string, string | string[]> = {},
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text: string) => (body += text));
      answer.once("end", () => {
        resolve(new Response(body, { status: answer.statusCode ?? 0 }));
      });
    });
    sent.once("error", reject).end();
  });
}
