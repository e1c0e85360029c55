import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServiceError } from "../../functions/shared/aws/service-error.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { openTestStore, type TestStore } from "../support/store-table.ts";
import { memoryTable } from "./table/memory-table.ts";
import { partitions, type Request, sorts, step, type Step } from "./table/random-requests.ts";

/** Leaves nothing of another sequence. */
const everythingGone: Step = {
  operation: "TransactWriteItems",
  input: partitions.flatMap((pk) => sorts.map((sk) => ({ Delete: { Key: { pk, sk } } }))),
};

/** What a table answers: its output, or the name of its error with the reasons it gives. */
type Answer = { LastEvaluatedKey?: unknown; [field: string]: unknown };

async function answerOf({ call, tableName: TableName }: Table, { operation, input }: Step): Promise<Answer> {
  const placed = (entry: Record<string, object>) =>
    Object.fromEntries(Object.entries(entry).map(([kind, fields]) => [kind, { TableName, ...fields }]));
  const request = operation === "TransactWriteItems" ? { TransactItems: input.map(placed) } : { TableName, ...input };
  try {
    return await call(operation, request as never);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { name, answer } = error;
    const reasons = answer["CancellationReasons"] as { Code: string }[] | undefined;
    return { name, codes: reasons?.map(({ Code }) => Code) };
  }
}

/** The answer to a step and, where it is one page of a query, to those that read on from it. */
async function pagesOf(table: Table, one: Step): Promise<unknown[]> {
  const pages: unknown[] = [];
  let from: unknown;
  do {
    const reading = from === undefined || one.operation !== "Query" ? one : readingOn(one, from);
    const answer = await answerOf(table, reading);
    pages.push(answer);
    from = answer.LastEvaluatedKey;
  } while (from !== undefined);
  return pages;
}

const readingOn = (request: Request, ExclusiveStartKey: unknown): Request => ({
  ...request,
  input: { ...request.input, ExclusiveStartKey },
});

describe.skipIf(findDynamoDbBinary() === undefined)("the table in memory and the embedded DynamoDB", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(async () => {
    await store.close();
  });

  it("answer alike to any sequence of requests", async () => {
    const shared = await store.newTable();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await answerOf(shared, everythingGone);
        const { table } = memoryTable();
        for (const one of steps) expect(await pagesOf(table, one)).toEqual(await pagesOf(shared, one));
      }),
      { numRuns: 40 },
    );
  });
});
