import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { makeAuthorizeRequest } from "../../../../functions/authorize-request/handler.ts";

const issuer = "https://issuer.example";
const { publicKey, privateKey } = await generateKeyPair("ES256");
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "ES256" }] });
const authorize = makeAuthorizeRequest({
  issuer,
  keys,
  clients: { find: async () => Promise.resolve(undefined) },
  administratorScope: "sommation/administrator",
});

const tokenOf = async (authority: string) =>
  new SignJWT({ authority })
    .setProtectedHeader({ alg: "ES256", kid: "1" })
    .setIssuer(issuer)
    .setExpirationTime("1m")
    .sign(privateKey);
const bearer = `Bearer ${await tokenOf("dgccrf")}`;
const other = `Bearer ${await tokenOf("arcom")}`;
const methodArn = "arn:aws:execute-api:eu-west-3:000000000000:api/v1/GET/v1/cases";

describe("authorizing a request", () => {
  it.each([
    ["as one value", { headers: { Authorization: bearer } }],
    ["as all values", { headers: null, multiValueHeaders: { authorization: [bearer] } }],
    [
      "in both forms, as the gateway gives them",
      { headers: { a: bearer }, multiValueHeaders: { Authorization: [bearer] } },
    ],
  ])("lets its caller through the whole stage: a token %s", async (_, given) => {
    expect(await authorize({ methodArn, ...given })).toMatchObject({
      principalId: "authority-dgccrf",
      policyDocument: {
        Statement: [{ Effect: "Allow", Resource: "arn:aws:execute-api:eu-west-3:000000000000:api/v1/*" }],
      },
      context: { kind: "authority", id: "dgccrf" },
    });
  });

  it.each([
    ["none", { headers: {} }],
    ["no bearer", { headers: { authorization: bearer.replace("Bearer", "Basic") } }],
    ["a token that is none", { headers: { authorization: "Bearer e30.e30.e30" } }],
    ["two of one name", { headers: { authorization: other }, multiValueHeaders: { authorization: [bearer, other] } }],
    ["the same twice", { headers: { authorization: bearer }, multiValueHeaders: { authorization: [bearer, bearer] } }],
    ["two of two names", { headers: {}, multiValueHeaders: { Authorization: [bearer], authorization: [other] } }],
    ["two of two names, one value each", { headers: { Authorization: bearer, authorization: other } }],
  ])("turns it away with 401 when its authorization is %s", async (_, given) => {
    await expect(authorize({ methodArn, ...given })).rejects.toThrow(/^Unauthorized$/);
  });
});
