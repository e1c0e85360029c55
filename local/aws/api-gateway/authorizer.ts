import * as z from "zod";
import type { InvocationResult } from "../lambda/invocation.ts";
import { type Arrival, type AuthorizerContext, headersOf, requestContextOf } from "./proxy-event.ts";

/** What the authorizer says of a request; `broken`: it did not say anything that can be understood. */
export type Verdict =
  { kind: "allowed"; context: AuthorizerContext } | { kind: "denied" } | { kind: "unauthorized" } | { kind: "broken" };

/** Decides whether a request may pass. */
export type Authorize = (arrival: Arrival) => Promise<Verdict>;

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
const AuthorizerOutput = z.object({
  principalId: z.string(),
  policyDocument: z.object({
    Statement: z.array(z.object({ Effect: z.enum(["Allow", "Deny"]), Resource: oneOrMore })),
  }),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
type AuthorizerOutput = z.infer<typeof AuthorizerOutput>;

/** Real time for which a token's answer is used again. */
const cachedMilliseconds = 60_000;

const largestCache = 1_000;

/**
 * A Lambda authorizer of type REQUEST whose identity source is the `Authorization` header: a request without it, or with two, is
 * turned away unheard, and an answer serves the same token for a minute, on every route.
 *
 * @param invoke Runs the authorizer's function.
 */
export function lambdaAuthorizer(invoke: (event: unknown) => Promise<InvocationResult>): Authorize {
  const cache = new Map<string, { output: AuthorizerOutput; until: number }>();

  return async (arrival) => {
    const token = soleAuthorization(arrival);
    if (token === undefined) return { kind: "unauthorized" };
    const cached = cache.get(token);
    if (cached !== undefined && cached.until > arrival.arrivedAt) return verdictOf(cached.output, arrival);
    cache.delete(token);
    const result = await invoke(requestEvent(arrival));
    if ("error" in result) {
      // The word by which an authorizer says 401 rather than 500.
      return { kind: result.error.errorMessage === "Unauthorized" ? "unauthorized" : "broken" };
    }
    const output = AuthorizerOutput.safeParse(result.payload);
    if (!output.success) return { kind: "broken" };
    if (cache.size >= largestCache) cache.clear();
    cache.set(token, { output: output.data, until: arrival.arrivedAt + cachedMilliseconds });
    return verdictOf(output.data, arrival);
  };
}

/** Of two, one reader would take the first and another the last: the answer to one would then serve the other. */
function soleAuthorization({ request }: Arrival): string | undefined {
  const { authorization = [] } = request.headersDistinct;
  return authorization.length === 1 && authorization[0] !== "" ? authorization[0] : undefined;
}

function verdictOf({ principalId, policyDocument, context = {} }: AuthorizerOutput, arrival: Arrival): Verdict {
  const arn = methodArn(arrival);
  const effects = policyDocument.Statement.filter(({ Resource }) => Resource.some((pattern) => fits(pattern, arn)));
  const allowed = effects.length > 0 && effects.every(({ Effect }) => Effect === "Allow");
  if (!allowed) return { kind: "denied" };
  const values = Object.entries(context).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
  return { kind: "allowed", context: { ...Object.fromEntries<string>(values as [string, string][]), principalId } };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html */
function methodArn({ match, path, stage }: Arrival): string {
  return `arn:aws:execute-api:eu-west-3:000000000000:local/${stage}/${match.route.method}${path}`;
}

function fits(pattern: string, arn: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(arn);
}

function requestEvent(arrival: Arrival): object {
  const { match, path, query } = arrival;
  const multiValueHeaders = headersOf(arrival.request);
  return {
    type: "REQUEST",
    methodArn: methodArn(arrival),
    resource: match.route.path,
    path,
    httpMethod: match.route.method,
    headers: Object.fromEntries(Object.entries(multiValueHeaders).map(([name, all]) => [name, all.at(-1) ?? ""])),
    multiValueHeaders,
    queryStringParameters: Object.fromEntries(query),
    pathParameters: match.parameters,
    stageVariables: {},
    requestContext: requestContextOf(arrival),
  };
}
