import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";

const $metadata = {};

/** One write of a cancelled transaction: what was wrong with it, or nothing. */
export type Reason = "None" | "ConditionalCheckFailed" | "ValidationError";

/** The request is wrong in itself: no retry cures it. */
export function invalid(message: string): DynamoDBServiceException {
  return new DynamoDBServiceException({ name: "ValidationException", $fault: "client", $metadata, message });
}

/** Whether an error is of a request that is wrong. */
export function isInvalid(error: unknown): boolean {
  return error instanceof DynamoDBServiceException && error.name === "ValidationException";
}

/** The condition of a single write does not hold. */
export function conditionFailed(): ConditionalCheckFailedException {
  return new ConditionalCheckFailedException({ $metadata, message: "The conditional request failed" });
}

/** A transaction that wrote nothing, with a reason for each of its writes. */
export function cancelled(reasons: readonly Reason[]): TransactionCanceledException {
  return new TransactionCanceledException({
    $metadata,
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.join(", ")}]`,
    CancellationReasons: reasons.map((Code) => ({ Code })),
  });
}
