import { jwtVerify, type JWTVerifyGetKey } from "jose";
import { JOSEError, JWKSTimeout } from "jose/errors";
import * as z from "zod";
import type { Caller } from "../shared/http/http-request.ts";
import { callerOf, type CallerServices } from "./caller-of.ts";

/** What is read of a REQUEST authorizer's event (AWS: Lambda authorizer input). */
const AuthorizerEvent = z.object({
  methodArn: z.string(),
  headers: z.record(z.string(), z.string().optional()).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(z.string()).optional()).nullish(),
});
type AuthorizerEvent = z.infer<typeof AuthorizerEvent>;

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

/** What authorizing works with. */
type AuthorizeServices = CallerServices & { issuer: string; keys: JWTVerifyGetKey };

/** Maps a bearer token to the authority, the platform or the administrator it speaks for. */
export function makeAuthorizeRequest({ issuer, keys, ...services }: AuthorizeServices) {
  return async (event: unknown): Promise<Verdict> => {
    const request = AuthorizerEvent.parse(event);
    const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(soleAuthorization(request) ?? "")?.[1];
    if (token === undefined) throw new Unauthorized();
    const caller = await callerOf(await claimsOf(token, issuer, keys), services);
    if (caller === undefined) throw new Unauthorized();
    const [stage = "*"] = /^arn:[^/]+\/[^/]+/.exec(request.methodArn) ?? [];
    return {
      principalId: `${caller.kind}-${caller.id}`,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: `${stage}/*` }],
      },
      context: caller,
    };
  };
}

/** Of two, the gateway would keep the answer under one, and we might have read the other. */
function soleAuthorization({ headers, multiValueHeaders }: AuthorizerEvent): string | undefined {
  const single = Object.entries(headers ?? {}).map(
    ([name, value]) => [name, value === undefined ? [] : [value]] as const,
  );
  // Where the gateway gives all values, the other form has the last of them.
  const given = multiValueHeaders == null ? single : Object.entries(multiValueHeaders);
  const values = given.flatMap(([name, some = []]) => (name.toLowerCase() === "authorization" ? some : []));
  return values.length === 1 ? values[0] : undefined;
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
