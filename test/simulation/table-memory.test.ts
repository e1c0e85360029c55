import { describe, expect, it } from "vitest";
import type { TableRequest } from "../../functions/shared/dynamo/client.ts";
import { memoryTable } from "./table/memory-table.ts";

const { tableName: TableName } = memoryTable();
const Key = { pk: "CASE#1", sk: "CASE" };
const get: TableRequest = { operation: "GetItem", input: { TableName, Key } };
const put = (attributes: object, condition: object = {}): TableRequest => ({
  operation: "PutItem",
  input: { TableName, Item: { ...Key, ...attributes }, ...condition },
});
const update = (UpdateExpression: string): TableRequest => ({
  operation: "UpdateItem",
  input: { TableName, Key, UpdateExpression },
});
const transaction = (writes: object[], ClientRequestToken?: string): TableRequest => ({
  operation: "TransactWriteItems",
  input: { TransactItems: writes, ClientRequestToken },
});
const due: TableRequest = {
  operation: "Query",
  input: {
    TableName,
    IndexName: "due",
    KeyConditionExpression: "dueShard = :shard",
    ExpressionAttributeValues: { ":shard": "DUE#0" },
  },
};

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
    expect(execute(due)).toMatchObject({ Items: [{ wakeAt: "1" }] });
    late.pop()?.();
    expect(execute(due)).toMatchObject({ Items: [] });
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

  it("answers through whoever stands around it", async () => {
    const seen: object[] = [];
    const { table, items } = memoryTable({
      around: async (request, execute) => {
        seen.push(request);
        execute();
        return Promise.reject(new Error("the answer is lost"));
      },
    });
    const input = { TableName, Item: { ...Key, rev: 1 } };
    await expect(table.call("PutItem", input)).rejects.toThrow("the answer is lost");
    expect(seen).toEqual([{ operation: "PutItem", input }]);
    expect(items()).toEqual([{ ...Key, rev: 1 }]);
  });

  it("answers a repeated transaction as it did the first time, and does nothing", () => {
    const { execute, items } = memoryTable();
    const once = { Put: { TableName, Item: Key, ConditionExpression: "attribute_not_exists(pk)" } };
    expect([execute(transaction([once], "1")), execute(transaction([once], "1"))]).toEqual([{}, {}]);
    expect(items()).toHaveLength(1);
    expect(() => execute(transaction([once], "2"))).toThrow(
      expect.objectContaining({ name: "TransactionCanceledException" }),
    );
  });

  it.each([
    ["a value that is not used", put({}, { ExpressionAttributeValues: { ":x": 1 } })],
    ["a placeholder that stands for nothing", put({}, { ConditionExpression: "rev = :x" })],
    ["a change of the key", update("REMOVE sk")],
    ["the same attribute twice", update("REMOVE a, a")],
    ["an item without its key", put({ sk: undefined })],
    ["a transaction of nothing", transaction([])],
    ["two operations on an item", transaction([1, 2].map(() => ({ Put: { TableName, Item: Key } })))],
  ])("refuses %s as DynamoDB does", (_title, request) => {
    expect(() => memoryTable().execute(request)).toThrow(expect.objectContaining({ name: "ValidationException" }));
  });

  it.each([
    ["a field", { operation: "GetItem" as const, input: { TableName, Key, ProjectionExpression: "rev" } }],
    ["a function", put({}, { ConditionExpression: "contains(rev, pk)" })],
    ["an element of a list", put({}, { ConditionExpression: "attribute_exists(tokens[0])" })],
    ["an update within a map", update("REMOVE wait.tokens")],
    ["a value that cannot be stored", put({ at: new Date(0) })],
    ["a number that cannot be stored", put({ rev: Number.NaN })],
  ])("does not pretend to know %s it was not made for", (_title, request) => {
    expect(() => memoryTable().execute(request)).toThrow();
  });
});
