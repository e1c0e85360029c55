import { ServiceError } from "../../../functions/shared/aws/service-error.ts";

/** One write of a cancelled transaction: what was wrong with it, or nothing. */
export type Reason = "None" | "ConditionalCheckFailed" | "ValidationError";

/** An answer of a service that refuses, by name, with what it says beside. */
export function refused(name: string, answer: Record<string, unknown> = {}, message = name): ServiceError {
  return new ServiceError(name, message, { status: 400, requestId: undefined, answer });
}

/** The request is wrong in itself: no retry cures it. */
export function invalid(message: string): ServiceError {
  return refused("ValidationException", {}, message);
}

/** Whether an error is of a request that is wrong. */
export function isInvalid(error: unknown): boolean {
  return error instanceof ServiceError && error.name === "ValidationException";
}

/** The condition of a single write does not hold. */
export function conditionFailed(): ServiceError {
  return refused("ConditionalCheckFailedException", {}, "The conditional request failed");
}

/** A transaction that wrote nothing, with a reason for each of its writes. */
export function cancelled(reasons: readonly Reason[]): ServiceError {
  return refused(
    "TransactionCanceledException",
    { CancellationReasons: reasons.map((Code) => ({ Code })) },
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.join(", ")}]`,
  );
}
