import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableDefinition } from "../../functions/shared/dynamo/table.ts";
import { createTable } from "../../local/aws/create-table.ts";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { startDynamoDb, type DynamoDbServer } from "../../local/aws/dynamodb-server.ts";
import { tableInput } from "../../local/aws/table-input.ts";
import { itemBytes, readUnits, writeUnits, type Item } from "./capacity.ts";

const TableName = "capacity";
const listed = { authorityList: "dgccrf#open", listedAt: "2025-11-03" };
const item = (more: Item): Item => ({ pk: "CASE#1", sk: "CASE", ...more });

describe("the size of an item", () => {
  it("is that of its names and values, with three bytes for a list or map and one for each element", () => {
    expect(itemBytes({ pk: "é" })).toBe(2 + 2);
    expect(itemBytes({ n: 12_345, minus: -1 })).toBe(1 + 4 + 5 + 2);
    expect(itemBytes({ yes: true, none: null, absent: undefined })).toBe(3 + 1 + 4 + 1 + 6);
    expect(itemBytes({ list: ["a", "b"] })).toBe(4 + 3 + 2 * (1 + 1));
    expect(itemBytes({ map: { a: "b" } })).toBe(3 + 3 + 1 + 1 + 1);
  });
});

describe("request units", () => {
  it("are doubled in a transaction, and halved where an older state will do", () => {
    expect(writeUnits(undefined, item({ text: "x".repeat(1_000) }), true)).toBe(2);
    expect(writeUnits(undefined, item({ text: "x".repeat(1_024) }), true)).toBe(4);
    expect(readUnits(4_097, true)).toBe(2);
    expect(readUnits(0, false)).toBe(0.5);
  });
});

describe.skipIf(findDynamoDbBinary() === undefined)("request units as the embedded engine counts them", () => {
  let server: DynamoDbServer;
  let client: DynamoDBDocumentClient;

  beforeAll(async () => {
    server = await startDynamoDb();
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const plain = new DynamoDBClient({ endpoint: server.url, region: "eu-west-3", credentials });
    await createTable(plain, tableInput(TableName, tableDefinition));
    client = DynamoDBDocumentClient.from(plain);
  });

  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  it.each([
    ["a small item in no index", [item({})]],
    ["an item of two and a half kilobytes", [item({ text: "x".repeat(2_500) })]],
    ["an item that enters an index", [item({}), item(listed)]],
    ["an item whose line in an index stays as it is", [item(listed), item({ ...listed, elsewhere: "x" })]],
    ["an item whose line in an index changes", [item({ ...listed, status: "a" }), item({ ...listed, status: "b" })]],
    ["an item that moves within an index", [item(listed), item({ ...listed, listedAt: "2025-11-04" })]],
    ["an item that leaves an index", [item(listed), item({})]],
  ])("%s", async (_title, states) => {
    const [first, second] = states.length === 1 ? [undefined, states[0]] : states;
    if (first !== undefined) await client.send(new PutCommand({ TableName, Item: first }));
    const after = second ?? {};
    const { ConsumedCapacity: consumed } = await client.send(
      new PutCommand({ TableName, Item: after, ReturnConsumedCapacity: "INDEXES" }),
    );
    expect(writeUnits(first, after, false)).toBe(consumed?.CapacityUnits);
    const read = await client.send(
      new GetCommand({
        TableName,
        Key: { pk: "CASE#1", sk: "CASE" },
        ConsistentRead: true,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    expect(readUnits(itemBytes(after), true)).toBe(read.ConsumedCapacity?.CapacityUnits);
  });
});
