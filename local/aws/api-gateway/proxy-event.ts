import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Match } from "./routes.ts";

/** What an authorizer adds to the requests it lets pass: text only, as on API Gateway. */
export type AuthorizerContext = Record<string, string>;

/** A request the gateway has taken, before its body. */
export type Arrival = {
  request: IncomingMessage;
  requestId: string;
  /** Milliseconds since the epoch of its arrival: when its headers were there, however long the body takes. */
  arrivedAt: number;
  /** Path and query of the request line. */
  path: string;
  query: URLSearchParams;
  match: Match;
  stage: string;
};

/** A request body as a function gets it. */
export type EventBody = { text: string | null; isBase64Encoded: boolean };

/**
 * The event of a REST API's Lambda proxy integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(arrival: Arrival, body: EventBody, authorizer?: AuthorizerContext): APIGatewayProxyEvent {
  const { match, path } = arrival;
  const multiValueHeaders = headersOf(arrival.request);
  const multiValueQuery = queryOf(arrival.query);
  return {
    resource: match.route.path,
    path,
    httpMethod: match.route.method,
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: multiValueQuery === null ? null : lastOf(multiValueQuery),
    multiValueQueryStringParameters: multiValueQuery,
    pathParameters: Object.keys(match.parameters).length === 0 ? null : match.parameters,
    stageVariables: null,
    requestContext: requestContextOf(arrival, authorizer),
    body: body.text,
    isBase64Encoded: body.isBase64Encoded,
  };
}

/** The part that says where a request came from, when, and who asks. */
export function requestContextOf(
  { request, requestId, arrivedAt, path, match, stage }: Arrival,
  authorizer?: AuthorizerContext,
): APIGatewayProxyEvent["requestContext"] {
  return {
    accountId: "000000000000",
    apiId: "local",
    authorizer,
    protocol: `HTTP/${request.httpVersion}`,
    httpMethod: match.route.method,
    identity: {
      ...anonymous,
      sourceIp: (request.socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
      userAgent: request.headers["user-agent"] ?? null,
    },
    path,
    stage,
    requestId,
    requestTimeEpoch: arrivedAt,
    resourceId: "local",
    resourcePath: match.route.path,
  };
}

const anonymous = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/** Every header with all of its values; a name written in two ways is one header, spelt as it first came. */
export function headersOf({ rawHeaders }: IncomingMessage): Record<string, string[]> {
  const headers = new Map<string, { name: string; values: string[] }>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const header = headers.get(name.toLowerCase()) ?? { name, values: [] };
    header.values.push(rawHeaders[index + 1] ?? "");
    headers.set(name.toLowerCase(), header);
  }
  return Object.fromEntries([...headers.values()].map(({ name, values }) => [name, values]));
}

function queryOf(query: URLSearchParams): Record<string, string[]> | null {
  const names = [...new Set(query.keys())];
  return names.length === 0 ? null : Object.fromEntries(names.map((name) => [name, query.getAll(name)]));
}

function lastOf(values: Readonly<Record<string, string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? ""]));
}
