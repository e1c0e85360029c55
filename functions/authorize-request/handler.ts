import { jwtVerify, type JWTVerifyGetKey } from "jose";
import { JOSEError, JWKSTimeout } from "jose/errors";
import * as z from "zod";
import { DirectoryId } from "../../core/contract/ids.ts";
import type { Caller } from "../shared/http/http-request.ts";

/** What is read of a REQUEST authorizer's event (AWS: Lambda authorizer input). */
const AuthorizerEvent = z.object({
  methodArn: z.string(),
  headers: z.record(z.string(), z.string().optional()).nullish(),
});

/** Who a token speaks for: an authority or a platform, never both. */
const Claims = z.union([
  z
    .object({ authority: DirectoryId, platform: z.undefined().optional() })
    .transform(({ authority }): Caller => ({ kind: "authority", id: authority })),
  z
    .object({ platform: DirectoryId, authority: z.undefined().optional() })
    .transform(({ platform }): Caller => ({ kind: "platform", id: platform })),
]);

/** A Lambda authorizer's verdict. The policy covers the whole stage, since it is cached per token. */
type Verdict = {
  principalId: string;
  policyDocument: {
    Version: "2012-10-17";
    Statement: { Action: "execute-api:Invoke"; Effect: "Allow"; Resource: string }[];
  };
  context: Caller;
};

/** The gateway turns this message, and no other, into a 401. */
class Unauthorized extends Error {
  override name = "Unauthorized" as const;
  override message = "Unauthorized";
}

/** Maps a bearer token to the authority or the platform it speaks for. */
export function makeAuthorizeRequest({ issuer, keys }: { issuer: string; keys: JWTVerifyGetKey }) {
  return async (event: unknown): Promise<Verdict> => {
    const { methodArn, headers } = AuthorizerEvent.parse(event);
    const header = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "authorization")?.[1];
    const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? "")?.[1];
    if (token === undefined) throw new Unauthorized();
    const caller = Claims.safeParse(await claimsOf(token, issuer, keys));
    if (!caller.success) throw new Unauthorized();
    const [stage = "*"] = /^arn:[^/]+\/[^/]+/.exec(methodArn) ?? [];
    return {
      principalId: `${caller.data.kind}-${caller.data.id}`,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: `${stage}/*` }],
      },
      context: caller.data,
    };
  };
}

async function claimsOf(token: string, issuer: string, keys: JWTVerifyGetKey): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ["RS256", "ES256"] });
    return payload;
  } catch (cause) {
    // A token that does not hold is expected; keys that cannot be fetched are an outage, answered with a 500.
    if (cause instanceof JOSEError && !(cause instanceof JWKSTimeout)) throw new Unauthorized("", { cause });
    throw cause;
  }
}
