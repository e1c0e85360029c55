import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTable, type OpenTable } from "../../functions/shared/dynamo/client.ts";
import { transact, type Write } from "../../functions/shared/dynamo/transaction.ts";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { localPlace } from "../../local/aws/local-place.ts";
import { openFaultProxy, type FaultProxy } from "../support/store-fault-proxy.ts";
import { openTestStore, type TestStore } from "../support/store-table.ts";

const operation = "TransactWriteItems";
const lost = { kind: "lost_answer" } as const;

describe.skipIf(findDynamoDbBinary() === undefined)("a transaction that was done, and whose answer was lost", () => {
  let store: TestStore;
  let between: FaultProxy;
  let table: OpenTable;
  let number = 0;

  beforeAll(async () => {
    store = await openTestStore();
    between = await openFaultProxy(store.endpoint);
    const { tableName } = await store.newTable();
    table = openTable(tableName, localPlace(between.url));
  });
  afterAll(async () => {
    table.close();
    await between.close();
    await store.close();
  });

  const once = (): Write<"one">[] => {
    const Item = { pk: `CASE#${++number}`, sk: "CASE" };
    const ConditionExpression = "attribute_not_exists(pk)";
    return [{ name: "one", entry: { Put: { TableName: table.tableName, Item, ConditionExpression } } }];
  };

  it.each([
    ["answered", { kind: "done" }],
    ["refused", { kind: "refused", names: ["one"] }],
  ] as const)("is tried again by itself, and %s as the caller wished", async (repeats, outcome) => {
    between.inject(operation, lost, lost);
    expect(await transact(table, once(), repeats)).toEqual(outcome);
    expect(between.left()).toBe(0);
  });

  it("is an outage when every answer is lost", async () => {
    between.inject(operation, lost, lost, lost, lost);
    await expect(transact(table, once(), "answered")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(between.left()).toBe(0);
  });

  it("is not taken for another one of the same content", async () => {
    const writes = once();
    expect(await transact(table, writes, "answered")).toEqual({ kind: "done" });
    expect(await transact(table, writes, "answered")).toEqual({ kind: "refused", names: ["one"] });
  });
});
