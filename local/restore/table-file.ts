import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { BatchWriteItemCommand, ScanCommand, type AttributeValue, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";

/** An item as DynamoDB writes it: each value with its type. */
export type StoredItem = Record<string, AttributeValue>;

/** Most items of one BatchWriteItem (AWS: DynamoDB, BatchWriteItem). */
const batchSize = 25;

const Line = z.object({ Item: z.record(z.string(), z.custom<AttributeValue>()) });

/** Every item of a table, in the order of a scan. For a backup, never for a request. */
export async function* itemsOf(client: DynamoDBClient, TableName: string): AsyncGenerator<StoredItem> {
  let from: StoredItem | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey: from }));
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

/**
 * Writes every item to a file, one line each, as DynamoDB's own export to S3 does (`{"Item": {"pk": {"S": …}, …}}`).
 *
 * @returns how many there were.
 */
export async function exportTable(client: DynamoDBClient, tableName: string, file: string): Promise<number> {
  // Documents hold what was served and answered: nobody else's to read.
  const output = await open(file, "w", 0o600);
  let count = 0;
  try {
    for await (const item of itemsOf(client, tableName)) {
      await output.write(`${JSON.stringify({ Item: item }, asBase64)}\n`);
      count += 1;
    }
  } finally {
    await output.close();
  }
  return count;
}

/**
 * Puts every item of a file into a table, as it is.
 *
 * @returns how many there were.
 */
export async function importTable(client: DynamoDBClient, tableName: string, file: string): Promise<number> {
  let count = 0;
  let batch: StoredItem[] = [];
  for await (const line of createInterface({ input: createReadStream(file, "utf8") })) {
    batch.push(Line.parse(JSON.parse(line, fromBase64)).Item);
    count += 1;
    if (batch.length < batchSize) continue;
    await putAll(client, tableName, batch);
    batch = [];
  }
  if (batch.length > 0) await putAll(client, tableName, batch);
  return count;
}

function asBase64(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

/** Under `B` a text can only be a binary value: an attribute of that name holds a typed value. */
function fromBase64(name: string, value: unknown): unknown {
  return name === "B" && typeof value === "string" ? new Uint8Array(Buffer.from(value, "base64")) : value;
}

async function putAll(client: DynamoDBClient, tableName: string, items: readonly StoredItem[]): Promise<void> {
  let left = items.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt > 0) await pause(Math.min(5_000, 50 * 2 ** attempt));
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [tableName]: left } }),
    );
    // A table that is busy hands some back; the same items again are the same items.
    left = (UnprocessedItems[tableName] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
    );
  }
}
