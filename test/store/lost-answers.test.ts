import { createServer, request as ask } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTable, type OpenTable } from "../../functions/shared/dynamo/client.ts";
import { transact, type Write } from "../../functions/shared/dynamo/transaction.ts";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { listen } from "../../local/aws/listen.ts";
import { localPlace } from "../../local/aws/local-place.ts";
import { openTestStore, type TestStore } from "../support/store-table.ts";

/** Stands before a store, and hands on what it is asked; answers to some transactions are lost on the way back. */
async function losingAnswers(endpoint: string) {
  let lost = 0;
  let toLose = 0;
  const server = createServer((incoming, response) => {
    const { method, headers } = incoming;
    const onwards = ask(endpoint, { method, headers }, (answer) => {
      if (toLose > 0 && String(headers["x-amz-target"]).endsWith("TransactWriteItems")) {
        toLose -= 1;
        lost += 1;
        answer.resume().on("end", () => response.socket?.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onwards);
  });
  const listening = await listen(server, 0);
  if (listening.kind === "port_taken") throw new Error("no port is free");
  return {
    url: `http://127.0.0.1:${listening.port}`,
    loseNext: (count: number) => {
      [lost, toLose] = [0, count];
    },
    lost: () => lost,
    close: listening.close,
  };
}

describe.skipIf(findDynamoDbBinary() === undefined)("a transaction that was done, and whose answer was lost", () => {
  let store: TestStore;
  let between: Awaited<ReturnType<typeof losingAnswers>>;
  let table: OpenTable;
  let number = 0;

  beforeAll(async () => {
    store = await openTestStore();
    between = await losingAnswers(store.endpoint);
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
    between.loseNext(2);
    expect(await transact(table, once(), repeats)).toEqual(outcome);
    expect(between.lost()).toBe(2);
  });

  it("is an outage when every answer is lost", async () => {
    between.loseNext(4);
    await expect(transact(table, once(), "answered")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(between.lost()).toBe(4);
  });

  it("is not taken for another one of the same content", async () => {
    const writes = once();
    expect(await transact(table, writes, "answered")).toEqual({ kind: "done" });
    expect(await transact(table, writes, "answered")).toEqual({ kind: "refused", names: ["one"] });
  });
});
