import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { localPlace } from "../aws/local-place.ts";
import { openTable } from "../../functions/shared/dynamo/client.ts";
import { caseStore, type CaseStore } from "../../functions/shared/dynamo/case-store.ts";
import { startDynamoDb } from "../aws/dynamodb-server.ts";

/** The table of the local runtime. */
export const tableName = "sommation";

/** A store of the drill: an embedded DynamoDB that outlives the runtime in front of it. */
export type DrillStore = {
  url: string;
  client: DynamoDBClient;
  cases: CaseStore;
  /** Every item as a plain value. */
  items: () => Promise<unknown[]>;
  stop: () => Promise<void>;
};

/** Starts an empty one. */
export async function startStore(): Promise<DrillStore> {
  const server = await startDynamoDb();
  const place = localPlace(server.url);
  const client = new DynamoDBClient({ ...place, endpoint: server.url });
  const documents = DynamoDBDocumentClient.from(client);
  const table = openTable(tableName, place);
  return {
    url: server.url,
    client,
    cases: caseStore(table),
    items: async () => {
      const items: unknown[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: from }),
        );
        items.push(...(page.Items ?? []));
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      return items;
    },
    stop: async () => {
      table.close();
      client.destroy();
      await server.stop();
    },
  };
}
