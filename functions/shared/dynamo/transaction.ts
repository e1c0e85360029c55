import { randomUUID } from "node:crypto";
import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { isNamed, ServiceError } from "../aws/service-error.ts";
import type { Table } from "./client.ts";

type Entry = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** One write of a transaction; `name` says whose condition failed. */
export type Write<N extends string> = { name: N; entry: Entry };

/** What came of a transaction. `busy`: another writer or a limit was in the way, nothing was written. */
export type TransactionOutcome<N extends string> =
  { kind: "done" } | { kind: "refused"; names: N[] } | { kind: "busy" };

/**
 * What becomes of a try after one that was done, whose answer was lost. `refused`: its conditions do not hold any more, as if
 * somebody else had been first; its caller reads, and finds it done. `answered`: as the first would have been, for ten
 * minutes (DynamoDB, ClientRequestToken), for a caller who could not tell his own doing from another's.
 */
export type Repeats = "refused" | "answered";

/** Reasons that pass by themselves; inside a cancelled transaction nobody has retried them yet. */
const passing = new Set([
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
  "RequestLimitExceeded",
]);

/**
 * Writes all or nothing.
 * @throws on an outage, and on a reason that no retry cures.
 */
export async function transact<N extends string>(
  table: Table,
  writes: Write<N>[],
  repeats: Repeats,
): Promise<TransactionOutcome<N>> {
  try {
    await table.call("TransactWriteItems", {
      TransactItems: writes.map(({ entry }) => entry),
      ...(repeats === "answered" && { ClientRequestToken: randomUUID() }),
    });
    return { kind: "done" };
  } catch (error) {
    const reasons = cancellationCodes(error);
    if (reasons === undefined) {
      if (isNamed(error, "TransactionInProgressException", "ThrottlingException")) return { kind: "busy" };
      throw error;
    }
    const names = writes.flatMap(({ name }, index) => (reasons[index] === "ConditionalCheckFailed" ? [name] : []));
    if (names.length > 0) return { kind: "refused", names };
    if (reasons.every((code) => code === "None" || passing.has(code))) return { kind: "busy" };
    throw error;
  }
}

const Cancelled = z.object({ CancellationReasons: z.array(z.object({ Code: z.string().default("None") })) });

function cancellationCodes(error: unknown): string[] | undefined {
  if (!(error instanceof ServiceError) || !isNamed(error, "TransactionCanceledException")) return undefined;
  const cancelled = Cancelled.safeParse(error.answer);
  return cancelled.data?.CancellationReasons.map(({ Code: code }) => code);
}
