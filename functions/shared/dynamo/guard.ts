import type { Table } from "./client.ts";
import type { Key } from "./keys.ts";
import type { Write } from "./transaction.ts";

const sevenDaysSeconds = 7 * 86_400;

/**
 * An item that may exist only once: it makes a repeat harmless. Written in the transaction of what it guards, forgotten
 * after seven days of wall time; an expired one counts as absent, whether or not it has been deleted.
 */
export type Guard<N extends string> = { name: N; key: Key; content: Record<string, unknown> };

/** The write of a guard. `now`: wall milliseconds. */
export function guardWrite<N extends string>(table: Table, guard: Guard<N>, now: number): Write<N> {
  const nowSeconds = Math.floor(now / 1_000);
  return {
    name: guard.name,
    entry: {
      Put: {
        TableName: table.tableName,
        Item: { ...guard.key, ...guard.content, expiresAt: nowSeconds + sevenDaysSeconds },
        ConditionExpression: "attribute_not_exists(pk) OR expiresAt < :now",
        ExpressionAttributeValues: { ":now": nowSeconds },
      },
    },
  };
}

/** What a guard that is still in force holds. */
export async function readGuard(table: Table, key: Key, now: number): Promise<Record<string, unknown> | undefined> {
  const { Item: item } = await table.call("GetItem", { TableName: table.tableName, Key: key, ConsistentRead: true });
  const expiresAt: unknown = item?.["expiresAt"];
  return typeof expiresAt === "number" && expiresAt >= Math.floor(now / 1_000) ? item : undefined;
}
