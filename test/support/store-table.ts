import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { openTable, type OpenTable } from "../../functions/shared/dynamo/client.ts";
import { tableDefinition } from "../../functions/shared/dynamo/table.ts";
import { createTable } from "../../local/aws/create-table.ts";
import { localPlace } from "../../local/aws/local-place.ts";
import { startDynamoDb } from "../../local/aws/dynamodb-server.ts";
import { tableInput } from "../../local/aws/table-input.ts";

/** A store that tests make tables in. */
export type TestStore = {
  /** Where it is served. */
  endpoint: string;
  /** A fresh table, which nobody else uses. */
  newTable: () => Promise<OpenTable>;
  /** Ends the server, if it was started for the test. */
  close: () => Promise<void>;
};

/** Starts the embedded engine, or uses the one at `endpoint` and leaves it as it was. */
export async function openTestStore(endpoint?: string): Promise<TestStore> {
  const server = endpoint === undefined ? await startDynamoDb() : undefined;
  const url = endpoint ?? server!.url;
  const tableNames: string[] = [];
  return {
    endpoint: url,
    newTable: async () => {
      const tableName = `sommation-test-${crypto.randomUUID()}`;
      tableNames.push(tableName);
      return newTableAt(url, tableName);
    },
    close: async () => {
      const client = controlOf(url);
      for (const TableName of server === undefined ? tableNames : []) {
        await client.send(new DeleteTableCommand({ TableName }));
      }
      client.destroy();
      await server?.stop();
    },
  };
}

/** A table at an endpoint, reached as the functions reach theirs. */
export function tableAt(endpoint: string, tableName: string): OpenTable {
  return openTable(tableName, localPlace(endpoint));
}

/** Makes a table at an endpoint, and reaches it. */
export async function newTableAt(endpoint: string, tableName: string): Promise<OpenTable> {
  const client = controlOf(endpoint);
  await createTable(client, tableInput(tableName, tableDefinition), tableDefinition.timeToLive);
  client.destroy();
  return tableAt(endpoint, tableName);
}

/** What makes and deletes tables. */
function controlOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ ...localPlace(endpoint), endpoint });
}
