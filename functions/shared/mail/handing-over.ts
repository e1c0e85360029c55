import { ServiceError } from "../aws/service-error.ts";

/** What came of handing a letter over. That it was taken says nothing of its delivery: events do. */
export type HandingOver =
  | { kind: "handed_over" }
  /** Another attempt may succeed. */
  | { kind: "failed"; code: string }
  /** The same letter would be refused again. */
  | { kind: "hopeless"; code: string };

type Failed = Exclude<HandingOver, { kind: "handed_over" }>;

/**
 * What SES refuses by name, and whether that may pass within the time that a message is tried for: by itself, or by an
 * operator who sees its code.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 */
const refusals = {
  /** Its answer to an address that is none, among others. */
  BadRequestException: { kind: "hopeless", code: "bad_request" },
  MessageRejected: { kind: "hopeless", code: "message_rejected" },
  /** For good, as the reference has it: the case needs another way. */
  AccountSuspendedException: { kind: "hopeless", code: "account_suspended" },
  MailFromDomainNotVerifiedException: { kind: "failed", code: "not_verified" },
  SendingPausedException: { kind: "failed", code: "sending_paused" },
  LimitExceededException: { kind: "failed", code: "limit_exceeded" },
  TooManyRequestsException: { kind: "failed", code: "throttled" },
  /** There is no such configuration set. */
  NotFoundException: { kind: "failed", code: "not_found" },
  AccessDeniedException: { kind: "failed", code: "access_denied" },
} as const satisfies Record<string, Failed>;

/**
 * Why a letter was not taken, in a code of ours: what SES says may quote the address.
 * @throws the error itself, where it is neither an answer nor the network's: the function is wrongly set up.
 */
export function handingOverFailed(error: unknown): Failed {
  if (error instanceof ServiceError) return refusalOf(error);
  if (isOfNetwork(error)) return { kind: "failed", code: "unreachable" };
  throw error;
}

function refusalOf({ name, message, $metadata }: ServiceError): Failed {
  // Also what an address or a domain gets that has not been verified yet, or an account that still is in the sandbox.
  // https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
  if (name === "MessageRejected" && /not verified/i.test(message)) return refusals.MailFromDomainNotVerifiedException;
  const [, known] = Object.entries(refusals).find(([one]) => one === name) ?? [];
  if (known !== undefined) return known;
  return { kind: "failed", code: $metadata.httpStatusCode >= 500 ? "unavailable" : "refused" };
}

/** Node names the errors of its network by a code; the connection's own time limit has a name. */
function isOfNetwork(error: unknown): boolean {
  return error instanceof Error && ("code" in error || error.name === "TimeoutError");
}
