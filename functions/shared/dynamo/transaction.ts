import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Table } from "./client.ts";

type Entry = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** One write of a transaction; `name` says whose condition failed. */
export type Write<N extends string> = { name: N; entry: Entry };

/** What came of a transaction. `busy`: another writer or a limit was in the way, nothing was written. */
export type TransactionOutcome<N extends string> =
  { kind: "done" } | { kind: "refused"; names: N[] } | { kind: "busy" };

/** Reasons that pass by themselves; the SDK does not retry them inside a cancelled transaction. */
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
export async function transact<N extends string>(table: Table, writes: Write<N>[]): Promise<TransactionOutcome<N>> {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: writes.map(({ entry }) => entry) }));
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

/** Whether an SDK error carries one of the names. */
export function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function cancellationCodes(error: unknown): string[] | undefined {
  if (!isNamed(error, "TransactionCanceledException")) return undefined;
  const reasons: unknown = Reflect.get(Object(error), "CancellationReasons");
  if (!Array.isArray(reasons)) return undefined;
  return reasons.map((reason: { Code?: string }) => reason.Code ?? "None");
}
