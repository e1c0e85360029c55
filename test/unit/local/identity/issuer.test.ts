import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentIssuer } from "../../../../local/identity/issuer.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";
import { openGateway } from "../../../support/embedded-gateway.ts";

const clients = [
  { clientId: "sne", scopes: ["notices:submit", "cases:read"], claims: { authority: "sne" } },
  { clientId: "platform-été", scopes: ["platform"] },
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let front: Awaited<ReturnType<typeof openGateway>>;

async function openFront() {
  const opened = await openGateway({
    extraRoutes: await developmentIssuer({ clients, folder: folder.path, issuer: () => front.url }),
  });
  return opened;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  front = await openFront();
});

afterAll(async () => {
  await front.close();
  await folder.remove();
});

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

async function ask(form: Record<string, string> | string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(`${front.url}/oauth2/token`, { method: "POST", body: new URLSearchParams(form), headers });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
}

const basic = (id: string, secret = "development") => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
});
const grant = { grant_type: "client_credentials" };

async function verify(token: unknown) {
  const found = (await (await fetch(`${front.url}/.well-known/openid-configuration`)).json()) as { jwks_uri: string };
  return jwtVerify(String(token), createRemoteJWKSet(new URL(found.jwks_uri)), { issuer: front.url });
}

describe("a token", () => {
  it("is issued to a client that proves itself by HTTP Basic, and verifies by the published key", async () => {
    const { status, headers, body } = await ask(grant, basic("sne"));
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3_600, scope: "notices:submit cases:read" });
    const { payload, protectedHeader } = await verify(body["access_token"]);
    expect(protectedHeader).toMatchObject({ alg: "ES256", typ: "at+jwt" });
    expect(payload).toMatchObject({
      sub: "sne",
      client_id: "sne",
      authority: "sne",
      scope: "notices:submit cases:read",
    });
    expect(payload.exp! - payload.iat!).toBe(3_600);
    expect(payload).not.toHaveProperty("aud");
  });

  it("is issued by credentials in the form, for the scope asked for", async () => {
    const { body } = await ask({ ...grant, client_id: "sne", client_secret: "development", scope: "cases:read" });
    expect((await verify(body["access_token"])).payload["scope"]).toBe("cases:read");
  });

  it("is issued to a client whose id needs encoding", async () => {
    expect((await ask(grant, basic("platform-été"))).status).toBe(200);
  });

  it("is valid after a restart, by the key kept in the folder", async () => {
    const { body } = await ask(grant, basic("sne"));
    const issuedBy = front.url;
    const again = await openGateway({
      extraRoutes: await developmentIssuer({ clients, folder: folder.path, issuer: () => issuedBy }),
    });
    const keys = createRemoteJWKSet(new URL(`${again.url}/.well-known/jwks.json`));
    await expect(jwtVerify(String(body["access_token"]), keys, { issuer: issuedBy })).resolves.toBeDefined();
    await again.close();
  });
});

describe("a refusal", () => {
  it.each([
    ["no grant_type", {}, basic("sne"), 400, "invalid_request"],
    ["another grant", { grant_type: "password" }, basic("sne"), 400, "unsupported_grant_type"],
    ["no credentials", grant, {}, 401, "invalid_client"],
    ["a wrong secret", grant, basic("sne", "guess"), 401, "invalid_client"],
    ["an unknown client", grant, basic("nobody"), 401, "invalid_client"],
    ["Basic that is none", grant, { authorization: "Basic c25l" }, 401, "invalid_client"],
    ["a scope of somebody else", { ...grant, scope: "platform" }, basic("sne"), 400, "invalid_scope"],
    [
      "credentials twice",
      { ...grant, client_id: "sne", client_secret: "development" },
      basic("sne"),
      400,
      "invalid_request",
    ],
    [
      "a repeated parameter",
      "grant_type=client_credentials&grant_type=client_credentials",
      basic("sne"),
      400,
      "invalid_request",
    ],
    ["a body that is no form", grant, { ...basic("sne"), "content-type": "application/json" }, 400, "invalid_request"],
  ] as const)("of %s follows RFC 6749", async (_, form, headers, status, error) => {
    const answer = await ask(form, headers);
    expect(answer).toMatchObject({ status, body: { error } });
    expect(answer.headers.has("www-authenticate")).toBe(status === 401);
  });
});

it("publishes no private part of its key", async () => {
  const { keys } = (await (await fetch(`${front.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
  expect(keys.map((key) => Object.keys(key).sort())).toEqual([["alg", "crv", "kid", "kty", "use", "x", "y"]]);
});
