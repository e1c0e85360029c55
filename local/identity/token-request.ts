import { timingSafeEqual, createHash } from "node:crypto";

/** A client of the development issuer. */
export type Client = {
  clientId: string;
  /** What it may ask for; all of it when it asks for nothing. */
  scopes: readonly string[];
  /** Claims added to its tokens. */
  claims?: Readonly<Record<string, unknown>>;
};

/** The error codes of RFC 6749 §5.2. */
export type TokenErrorCode =
  "invalid_request" | "invalid_client" | "unauthorized_client" | "unsupported_grant_type" | "invalid_scope";

/** A token may be issued, or why not. */
export type TokenDecision =
  { kind: "granted"; client: Client; scope: string } | { kind: "refused"; error: TokenErrorCode; description: string };

/**
 * Decides on a request to the token endpoint (RFC 6749 §4.4, client credentials).
 *
 * @param authorization The `Authorization` header.
 * @param secret The one secret of all clients.
 */
export function decideOnToken(
  body: string,
  authorization: string | undefined,
  { clients, secret }: { clients: readonly Client[]; secret: string },
): TokenDecision {
  const form = new URLSearchParams(body);
  const repeated = [...new Set(form.keys())].find((name) => form.getAll(name).length > 1);
  if (repeated !== undefined) return refused("invalid_request", "A parameter is repeated.");
  const grant = form.get("grant_type");
  if (grant === null) return refused("invalid_request", "grant_type is missing.");
  const credentials = credentialsOf(form, authorization);
  if (credentials === "both") return refused("invalid_request", "Credentials are given twice.");
  const client = clients.find(({ clientId }) => clientId === credentials?.id);
  if (client === undefined || credentials === undefined || !isEqual(credentials.secret, secret)) {
    return refused("invalid_client", "Unknown client, or wrong secret.");
  }
  if (grant !== "client_credentials") return refused("unsupported_grant_type", "Only client_credentials is served.");
  const asked = form.get("scope")?.split(" ").filter(Boolean) ?? [];
  if (asked.some((scope) => !client.scopes.includes(scope))) {
    return refused("invalid_scope", "The client may not ask for this scope.");
  }
  return { kind: "granted", client, scope: (asked.length === 0 ? client.scopes : asked).join(" ") };
}

type Credentials = { id: string; secret: string };

function credentialsOf(form: URLSearchParams, authorization: string | undefined): Credentials | "both" | undefined {
  const secret = form.get("client_secret");
  const inForm = secret === null ? undefined : { id: form.get("client_id") ?? "", secret };
  const basic = /^Basic ([\w+/=-]+)$/i.exec(authorization ?? "")?.[1];
  if (basic === undefined) return inForm;
  return inForm === undefined ? basicCredentials(basic) : "both";
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
function basicCredentials(encoded: string): Credentials | undefined {
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon === -1) return undefined;
  const [id, secret] = [text.slice(0, colon), text.slice(colon + 1)].map(
    (part) => new URLSearchParams(`value=${part}`).get("value") ?? "",
  );
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

function isEqual(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function refused(error: TokenErrorCode, description: string): TokenDecision {
  return { kind: "refused", error, description };
}
