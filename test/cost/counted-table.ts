import * as z from "zod";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import type { Answer } from "../../functions/shared/dynamo/wire.ts";
import { openTestStore, tableAt } from "../support/store-table.ts";
import { itemBytes, readUnits, writeUnits, type Item } from "./capacity.ts";

/** What has been read and written, in request units. */
export type Consumed = { writeUnits: number; readUnits: number };

const Key = z.object({ pk: z.string(), sk: z.string() });
type Key = z.infer<typeof Key>;

/** What a request does that is paid for. */
type Work = { written: Key[]; isTransaction: boolean; isConsistentRead: boolean };

const idle = { written: [], isTransaction: false, isConsistentRead: false };
const writing = (written: Key[], isTransaction = false): Work => ({ ...idle, written, isTransaction });
const reading = ({ ConsistentRead = false }: { ConsistentRead?: boolean | undefined }): Work => ({
  ...idle,
  isConsistentRead: ConsistentRead,
});

/** The requests that the stores make: transactions of puts, puts, updates, gets and queries. Any other is refused. */
const Request = z.union([
  z
    .object({ TransactItems: z.array(z.strictObject({ Put: z.object({ Item: Key }) })) })
    .transform(({ TransactItems }) =>
      writing(
        TransactItems.map(({ Put }) => Put.Item),
        true,
      ),
    ),
  z.object({ Item: Key }).transform(({ Item: item }) => writing([item])),
  z.object({ Key, UpdateExpression: z.string() }).transform(({ Key: key }) => writing([key])),
  z.object({ Key, ConsistentRead: z.boolean().optional() }).transform(reading),
  z.object({ KeyConditionExpression: z.string(), ConsistentRead: z.boolean().optional() }).transform(reading),
]);

/**
 * A table of its own, with a client that counts what its requests would cost. It looks at every item before and after
 * each write, through another client, which is not counted.
 */
export async function openCountedTable(endpoint: string) {
  const store = await openTestStore(endpoint);
  const uncounted = await store.newTable();
  const reached = tableAt(endpoint, uncounted.tableName);
  const consumed: Consumed = { writeUnits: 0, readUnits: 0 };
  const itemAt = async ({ pk, sk }: Key): Promise<Item | undefined> => {
    const { Item: item } = await uncounted.call("GetItem", {
      TableName: uncounted.tableName,
      Key: { pk, sk },
      ConsistentRead: true,
    });
    return item;
  };

  const call: Table["call"] = async (operation, input) => {
    const { written: keys, isTransaction, isConsistentRead } = Request.parse(input);
    const before = await Promise.all(keys.map(itemAt));
    const countWrites = async () => {
      const after = await Promise.all(keys.map(itemAt));
      for (const index of keys.keys()) {
        consumed.writeUnits += writeUnits(before[index], after[index], isTransaction);
      }
    };
    try {
      const answer = await reached.call(operation, input);
      await countWrites();
      if (keys.length === 0) consumed.readUnits += readUnits(bytesIn(answer), isConsistentRead);
      return answer;
    } catch (error) {
      // A write whose condition fails is paid for like one that does not.
      await countWrites();
      throw error;
    }
  };
  const close = async (): Promise<void> => {
    reached.close();
    uncounted.close();
    await store.close();
  };
  return { table: { ...reached, call }, uncounted, consumed, close };
}

function bytesIn({ Item: item, Items: items = [] }: Answer): number {
  return [...(item === undefined ? [] : [item]), ...items].reduce((sum, one) => sum + itemBytes(one), 0);
}
