import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The table and the client to reach it with. */
export type Table = { client: DynamoDBDocumentClient; tableName: string };

/** Opens the table. Region, credentials and endpoint come from the environment, as the SDK reads it. */
export function openTable(tableName: string): Table {
  const client = new DynamoDBClient({ maxAttempts: 4 });
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    tableName,
  };
}
