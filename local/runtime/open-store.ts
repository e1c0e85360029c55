import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { openTable, type Table } from "../../functions/shared/dynamo/client.ts";
import { tableDefinition } from "../../functions/shared/dynamo/table.ts";
import { createTable } from "../aws/create-table.ts";
import { startDynamoDb } from "../aws/dynamodb-server.ts";
import { localPlace } from "../aws/local-place.ts";
import { tableInput } from "../aws/table-input.ts";
import type { DataFolder } from "../data-folder/data-folder.ts";
import type { Closing } from "./closing.ts";

/** The store of this run. `own`: an endpoint given in `AWS_ENDPOINT_URL_DYNAMODB`. */
export type Store = { url: string; table: Table; kind: "embedded" | "own" };

const tableName = "sommation";

/** Opens the store, with its table: the embedded one, in the data folder where that is kept, else in memory. */
export async function openStore(
  folder: DataFolder,
  own: string | undefined,
  closing: Closing,
  onLost: (line: string) => void,
): Promise<Store> {
  const kind = own === undefined || own === "" ? "embedded" : "own";
  const url = own === undefined || own === "" ? await startEmbedded(folder, closing, onLost) : own;
  const place = localPlace(url);
  const client = new DynamoDBClient({ ...place, endpoint: url });
  await createTable(client, tableInput(tableName, tableDefinition), tableDefinition.timeToLive);
  client.destroy();
  const table = openTable(tableName, place);
  closing.add(() => {
    table.close();
  });
  return { url, table, kind };
}

async function startEmbedded(folder: DataFolder, closing: Closing, onLost: (line: string) => void): Promise<string> {
  const server = await startDynamoDb(folder.persistent ? join(folder.path, "store.db") : undefined);
  let isStopping = false;
  closing.add(async () => {
    isStopping = true;
    await server.stop();
  });
  void server.ended.then(() => {
    if (!isStopping)
      onLost("The embedded DynamoDB has ended by itself: nothing can be served without it. Start again.");
  });
  return server.url;
}
