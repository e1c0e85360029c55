import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findDynamoDbBinary } from "../../../../local/aws/dynamodb-binary.ts";
import { localPlace } from "../../../../local/aws/local-place.ts";
import { exportTable, importTable, itemsOf } from "../../../../local/restore/table-file.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";
import { openTestStore, type TestStore } from "../../../support/store-table.ts";

describe.skipIf(findDynamoDbBinary() === undefined)("the file of a table", () => {
  let store: TestStore;
  let client: DynamoDBClient;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  beforeAll(async () => {
    [store, folder] = await Promise.all([openTestStore(), temporaryFolder()]);
    client = new DynamoDBClient({ ...localPlace(store.endpoint), endpoint: store.endpoint });
  });

  afterAll(async () => {
    client.destroy();
    await Promise.all([store.close(), folder.remove()]);
  });

  it("brings back every item of several pages as it was, with the type of each value", async () => {
    const [from, to] = [await store.newTable(), await store.newTable()];
    // More than a page of a scan (1 MB) and than a batch of writes (25).
    const items = Array.from({ length: 30 }, (_, index) => ({
      pk: `CASE#${index}`,
      sk: "CASE",
      text: "é".repeat(20_000),
      rev: index,
      failures: 0.5,
      wait: { tokens: ["a", "b"], none: null, isSo: true },
      case: new Uint8Array([0, 255, index]),
      B: "a text under the name of a type",
    }));
    for (const Item of items) await from.call("PutItem", { TableName: from.tableName, Item });
    const file = join(folder.path, "table.jsonl");
    expect(await exportTable(client, from.tableName, file)).toBe(30);
    expect(await importTable(client, to.tableName, file)).toBe(30);
    const [exported, imported] = await Promise.all(
      [from, to].map(async ({ tableName }) => Array.fromAsync(itemsOf(client, tableName))),
    );
    expect(new Set(imported)).toEqual(new Set(exported));
    expect(imported).toHaveLength(30);
  });

  it("is written as DynamoDB's own export is, for nobody else to read", async () => {
    const table = await store.newTable();
    const Item = { pk: "CASE#1", sk: "CASE", rev: 1, case: new Uint8Array([0, 255]) };
    await table.call("PutItem", { TableName: table.tableName, Item });
    const file = join(folder.path, "one.jsonl");
    await exportTable(client, table.tableName, file);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({
      Item: { pk: { S: "CASE#1" }, sk: { S: "CASE" }, rev: { N: "1" }, case: { B: "AP8=" } },
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
