import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { SignJWT } from "jose";
import type { ExtraRoute } from "../aws/api-gateway/gateway.ts";
import { readBody } from "../aws/api-gateway/body.ts";
import { signingKey } from "./signing-key.ts";
import { type Client, decideOnToken } from "./token-request.ts";

export type IssuerOptions = {
  /** Who may ask for tokens. */
  clients: readonly Client[];
  /** The one secret of all of them. */
  secret?: string;
  /** Where the signing key is kept. */
  folder: string;
  /** The issuer's URL, without a slash at the end: known once the front listens. */
  issuer: () => string;
};

/** How long a token is valid, in seconds. */
const tokenSeconds = 3_600;

const largestForm = 16_384;

/**
 * An OpenID Connect issuer for development: real tokens, really signed, for clients everybody knows. Like those of
 * Cognito they name the client in `client_id` and carry no `aud`.
 *
 * @returns its routes, to be mounted on the HTTP front.
 */
export async function developmentIssuer({
  clients,
  secret = "development",
  folder,
  issuer,
}: IssuerOptions): Promise<ExtraRoute[]> {
  const key = await signingKey(folder);

  async function issueToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, largestForm);
    const form = body.kind === "read" && isForm(request) ? body.bytes.toString("utf8") : "";
    const decision = decideOnToken(form, request.headers.authorization, { clients, secret });
    if (decision.kind === "refused") {
      const { error, description } = decision;
      // RFC 6749 §5.2: 401 names the scheme the client should have used.
      if (error === "invalid_client") response.setHeader("www-authenticate", 'Basic realm="development"');
      sendJson(response, error === "invalid_client" ? 401 : 400, { error, error_description: description });
      return;
    }
    const { client, scope } = decision;
    const token = await new SignJWT({ ...client.claims, client_id: client.clientId, scope, token_use: "access" })
      .setProtectedHeader({ alg: "ES256", kid: key.id, typ: "at+jwt" })
      .setIssuer(issuer())
      .setSubject(client.clientId)
      .setIssuedAt()
      .setExpirationTime(`${tokenSeconds}s`)
      .setJti(randomUUID())
      .sign(key.privateKey);
    sendJson(response, 200, { access_token: token, token_type: "Bearer", expires_in: tokenSeconds, scope });
  }

  return [
    { method: "POST", path: "/oauth2/token", handle: issueToken },
    {
      method: "GET",
      path: "/.well-known/openid-configuration",
      handle: (_, response) => {
        sendJson(response, 200, metadata(issuer(), clients));
      },
    },
    {
      method: "GET",
      path: "/.well-known/jwks.json",
      handle: (_, response) => {
        sendJson(response, 200, { keys: [key.publicJwk] });
      },
    },
  ];
}

/** OpenID Connect Discovery 1.0 §3. */
function metadata(issuer: string, clients: readonly Client[]): object {
  return {
    issuer,
    token_endpoint: `${issuer}/oauth2/token`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    scopes_supported: [...new Set(clients.flatMap(({ scopes }) => scopes))],
    response_types_supported: [],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
  };
}

function isForm(request: IncomingMessage): boolean {
  return request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() === "application/x-www-form-urlencoded";
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  // RFC 6749 §5.1: tokens are never cached.
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", pragma: "no-cache" });
  response.end(JSON.stringify(body));
}
