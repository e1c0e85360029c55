import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The table and the client to reach it with. */
export type Table = { client: DynamoDBDocumentClient; tableName: string };

/** Opens the table. Region, credentials and endpoint come from the environment, as the SDK reads it. */
export function openTable(tableName: string): Table {
  const client = new DynamoDBClient({ maxAttempts: 4 });
  // It prepares what a logger would be given of every request; there is none, and our own log says what may be said.
  client.middlewareStack.remove("loggerMiddleware");
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    tableName,
  };
}
