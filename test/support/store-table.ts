import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { tableDefinition } from "../../functions/shared/dynamo/table.ts";
import { createTable } from "../../local/aws/create-table.ts";
import { startDynamoDb } from "../../local/aws/dynamodb-server.ts";
import { tableInput } from "../../local/aws/table-input.ts";

/** A store that tests make tables in. */
export type TestStore = {
  /** Where it is served. */
  endpoint: string;
  /** A fresh table, which nobody else uses. */
  newTable: () => Promise<Table>;
  /** Ends the server, if it was started for the test. */
  close: () => Promise<void>;
};

/** Starts the embedded engine, or uses the one at `endpoint` and leaves it as it was. */
export async function openTestStore(endpoint?: string): Promise<TestStore> {
  const server = endpoint === undefined ? await startDynamoDb() : undefined;
  const url = endpoint ?? server!.url;
  const client = clientFor(url);
  const tableNames: string[] = [];
  return {
    endpoint: url,
    newTable: async () => {
      const tableName = `sommation-test-${crypto.randomUUID()}`;
      tableNames.push(tableName);
      await createTable(client, tableInput(tableName, tableDefinition), tableDefinition.timeToLive);
      return tableAt(url, tableName);
    },
    close: async () => {
      for (const TableName of server === undefined ? tableNames : []) {
        await client.send(new DeleteTableCommand({ TableName }));
      }
      client.destroy();
      await server?.stop();
    },
  };
}

/** A table at an endpoint, reached as the functions reach theirs. */
export function tableAt(endpoint: string, tableName: string): Table {
  const marshallOptions = { removeUndefinedValues: true };
  return { client: DynamoDBDocumentClient.from(clientFor(endpoint), { marshallOptions }), tableName };
}

function clientFor(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new DynamoDBClient({ endpoint, region: "eu-west-3", credentials, maxAttempts: 4 });
}
