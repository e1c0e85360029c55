import {
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { memoryTable } from "./table/memory-table.ts";

const { tableName: TableName } = memoryTable();
const Key = { pk: "CASE#1", sk: "CASE" };
const get = new GetCommand({ TableName, Key });
const put = (attributes: object, condition: object = {}) =>
  new PutCommand({ TableName, Item: { ...Key, ...attributes }, ...condition });
const due = new QueryCommand({
  TableName,
  IndexName: "due",
  KeyConditionExpression: "dueShard = :shard",
  ExpressionAttributeValues: { ":shard": "DUE#0" },
});

describe("an index of the table in memory", () => {
  it("is as stale as its writes are late, and ends with the last in whatever order they come", () => {
    const late: (() => void)[] = [];
    const { execute } = memoryTable({ propagate: (apply) => late.push(apply) });
    execute(put({ dueShard: "DUE#0", wakeAt: "1" }));
    execute(put({ dueShard: "DUE#0", wakeAt: "2" }));
    expect(execute(due)).toMatchObject({ Items: [] });
    late[1]?.();
    expect(execute(due)).toMatchObject({ Items: [{ wakeAt: "2" }] });
    late[0]?.();
    expect(execute(due)).toMatchObject({ Items: [{ wakeAt: "2" }] });
  });

  it("still shows what is gone until it hears of it", () => {
    const late: (() => void)[] = [];
    const { execute } = memoryTable({ propagate: (apply) => late.push(apply) });
    execute(put({ dueShard: "DUE#0", wakeAt: "1" }));
    late.pop()?.();
    execute(put({}));
    expect(execute(due)).toMatchObject({ Count: 1 });
    late.pop()?.();
    expect(execute(due)).toMatchObject({ Count: 0 });
  });

  it("hears nothing of a write that changes nothing in it", () => {
    const late: (() => void)[] = [];
    const { execute } = memoryTable({ propagate: (apply) => late.push(apply) });
    execute(put({ rev: 1 }));
    expect(late).toEqual([]);
  });
});

describe("the table in memory", () => {
  it("shares nothing with those who write and read", () => {
    const { execute } = memoryTable();
    const tokens = ["a"];
    execute(put({ tokens, absent: undefined }));
    tokens.push("b");
    const read = execute(get);
    expect(read).toEqual({ Item: { ...Key, tokens: ["a"] } });
    Reflect.set(read as object, "Item", undefined);
    expect(execute(get)).toEqual({ Item: { ...Key, tokens: ["a"] } });
  });

  it("answers through whoever stands around its client", async () => {
    const seen: object[] = [];
    const { table, items } = memoryTable({
      around: async (command, execute) => {
        seen.push(command);
        execute();
        return Promise.reject(new Error("the answer is lost"));
      },
    });
    const command = put({ rev: 1 });
    await expect(table.client.send(command)).rejects.toThrow("the answer is lost");
    expect(seen).toEqual([command]);
    expect(items()).toEqual([{ ...Key, rev: 1 }]);
  });

  it("answers a repeated transaction as it did the first time, and does nothing", () => {
    const { execute, items } = memoryTable();
    const once = { Put: { TableName, Item: Key, ConditionExpression: "attribute_not_exists(pk)" } };
    const command = (token: string) => new TransactWriteCommand({ TransactItems: [once], ClientRequestToken: token });
    expect([execute(command("1")), execute(command("1"))]).toEqual([{}, {}]);
    expect(items()).toHaveLength(1);
    expect(() => execute(command("2"))).toThrow(expect.objectContaining({ name: "TransactionCanceledException" }));
  });

  it.each([
    ["a value that is not used", put({}, { ExpressionAttributeValues: { ":x": 1 } })],
    ["a placeholder that stands for nothing", put({}, { ConditionExpression: "rev = :x" })],
    ["a change of the key", new UpdateCommand({ TableName, Key, UpdateExpression: "REMOVE sk" })],
    ["the same attribute twice", new UpdateCommand({ TableName, Key, UpdateExpression: "REMOVE a, a" })],
    ["an item without its key", new PutCommand({ TableName, Item: { pk: "CASE#1" } })],
    ["a transaction of nothing", new TransactWriteCommand({ TransactItems: [] })],
    [
      "two operations on an item",
      new TransactWriteCommand({ TransactItems: [1, 2].map(() => ({ Put: { TableName, Item: Key } })) }),
    ],
  ])("refuses %s as DynamoDB does", (_title, command) => {
    expect(() => memoryTable().execute(command)).toThrow(expect.objectContaining({ name: "ValidationException" }));
  });

  it.each([
    ["a command", new ScanCommand({ TableName })],
    ["a field", new GetCommand({ TableName, Key, ProjectionExpression: "rev" })],
    ["a function", put({}, { ConditionExpression: "contains(rev, pk)" })],
    ["an element of a list", put({}, { ConditionExpression: "attribute_exists(tokens[0])" })],
    ["an update within a map", new UpdateCommand({ TableName, Key, UpdateExpression: "REMOVE wait.tokens" })],
    ["a value that cannot be stored", put({ at: new Date(0) })],
    ["a number that cannot be stored", put({ rev: Number.NaN })],
  ])("does not pretend to know %s it was not made for", (_title, command) => {
    expect(() => memoryTable().execute(command)).toThrow();
  });
});
