import {
  type CreateTableCommandInput,
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { setTimeout as sleep } from "node:timers/promises";

/** A table as it is to be. */
export type TableDefinition = CreateTableCommandInput & { TableName: string };

/**
 * Creates the table when it is missing and returns when it can be used; running it again changes nothing.
 *
 * @param expiry Name of the attribute that holds an item's expiry, in seconds since the epoch.
 */
export async function createTable(client: DynamoDBClient, definition: TableDefinition, expiry?: string): Promise<void> {
  const { TableName } = definition;
  if ((await statusOf(client, TableName)) === undefined) {
    try {
      await client.send(new CreateTableCommand(definition));
    } catch (cause) {
      // Somebody else was quicker: it is the table that counts.
      if (!(cause instanceof ResourceInUseException)) throw cause;
    }
  }
  // The SDK's own waiter looks every 20 s at the earliest.
  while ((await statusOf(client, TableName)) !== "ACTIVE") await sleep(20);
  if (expiry !== undefined) await expireBy(client, TableName, expiry);
}

async function statusOf(client: DynamoDBClient, TableName: string): Promise<string | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    return Table?.TableStatus;
  } catch (cause) {
    if (cause instanceof ResourceNotFoundException) return undefined;
    throw cause;
  }
}

async function expireBy(client: DynamoDBClient, TableName: string, AttributeName: string): Promise<void> {
  const { TimeToLiveDescription: now } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  // Asking again for what is already so is an error of DynamoDB.
  if (now?.TimeToLiveStatus === "ENABLED" || now?.TimeToLiveStatus === "ENABLING") return;
  await client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled: true, AttributeName } }),
  );
}
