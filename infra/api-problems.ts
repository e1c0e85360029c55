import { ResponseType, type RestApi } from "aws-cdk-lib/aws-apigateway";
import { problems, type ProblemKey } from "../core/contract/problems.ts";

/** Why the gateway answers instead of a function, and the problem each is. */
const gatewayAnswers = [
  [ResponseType.ACCESS_DENIED, "forbidden"],
  [ResponseType.API_CONFIGURATION_ERROR, "internal-error"],
  [ResponseType.AUTHORIZER_CONFIGURATION_ERROR, "internal-error"],
  [ResponseType.AUTHORIZER_FAILURE, "internal-error"],
  [ResponseType.BAD_REQUEST_BODY, "bad-request"],
  [ResponseType.BAD_REQUEST_PARAMETERS, "bad-request"],
  [ResponseType.EXPIRED_TOKEN, "unauthorized"],
  [ResponseType.INTEGRATION_FAILURE, "bad-gateway"],
  [ResponseType.INTEGRATION_TIMEOUT, "timeout"],
  [ResponseType.INVALID_API_KEY, "forbidden"],
  [ResponseType.INVALID_SIGNATURE, "forbidden"],
  // What the gateway calls a missing token is a path that has no route.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, "not-found"],
  [ResponseType.QUOTA_EXCEEDED, "too-many-requests"],
  [ResponseType.REQUEST_TOO_LARGE, "too-large"],
  [ResponseType.RESOURCE_NOT_FOUND, "not-found"],
  [ResponseType.THROTTLED, "too-many-requests"],
  [ResponseType.UNAUTHORIZED, "unauthorized"],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type"],
  [ResponseType.WAF_FILTERED, "forbidden"],
  // Whatever the list does not know yet.
  [ResponseType.DEFAULT_4XX, "bad-request"],
  [ResponseType.DEFAULT_5XX, "internal-error"],
] as const satisfies readonly (readonly [ResponseType, ProblemKey])[];

/** A bucket of the gateway has filled again within two seconds; the same is said by the functions. */
const retryAfterSeconds = 2;

/**
 * A problem document as the gateway writes it. It can read no `Accept-Language`, so it says everything in both.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 *
 * @param requestId How the writer refers to the request.
 */
export function problemTemplate(key: ProblemKey, requestId: string): string {
  const { status, title, detail } = problems[key];
  return JSON.stringify({
    type: `/problems/${key}`,
    title: `${title.fr} · ${title.en}`,
    status,
    detail: `${detail.fr} · ${detail.en}`,
    instance: requestId,
  });
}

/** Headers of a problem, as values of a parameter mapping: words in quotes, the rest is looked up. */
export function problemHeaders(key: ProblemKey): Record<string, string> {
  const { status } = problems[key];
  return {
    "Content-Type": "'application/problem+json'",
    "Content-Language": "'fr, en'",
    "Cache-Control": "'no-store'",
    "x-request-id": "context.requestId",
    ...(status === 401 && { "WWW-Authenticate": "'Bearer'" }),
    ...(status === 429 && { "Retry-After": `'${retryAfterSeconds}'` }),
  };
}

/** Has the gateway answer with problem documents, whatever it answers for. */
export function answerWithProblems(api: RestApi): void {
  for (const [type, key] of gatewayAnswers) {
    api.addGatewayResponse(nameOf(type), {
      type,
      statusCode: String(problems[key].status),
      responseHeaders: problemHeaders(key),
      // Chosen for any `Accept`; the header above then names the type it really is.
      templates: { "application/json": problemTemplate(key, "$context.requestId") },
    });
  }
}

function nameOf({ responseType }: ResponseType): string {
  const words = responseType.toLowerCase().split("_");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
