import { type GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { openTestStore, type TestStore } from "../support/store-table.ts";
import { memoryTable } from "./table/memory-table.ts";
import { commands, partitions, type Request, sorts, step, type Step } from "./table/random-requests.ts";

/** Leaves nothing of another sequence. */
const everythingGone: Step = {
  operation: "transact",
  input: partitions.flatMap((pk) => sorts.map((sk) => ({ Delete: { Key: { pk, sk } } }))),
};

/** What a table answers: its output, or the name of its error with the reasons it gives. */
type Answer = { LastEvaluatedKey?: unknown; [field: string]: unknown };

async function answerOf({ client, tableName: TableName }: Table, { operation, input }: Step): Promise<Answer> {
  const placed = (entry: Record<string, object>) =>
    Object.fromEntries(Object.entries(entry).map(([kind, fields]) => [kind, { TableName, ...fields }]));
  const command =
    operation === "transact"
      ? new TransactWriteCommand({ TransactItems: input.map(placed) })
      : new commands[operation]({ TableName, ...input } as never);
  try {
    // One type for all of them: only what comes back is looked at.
    const output: object = await client.send(command as GetCommand);
    return { ...output, $metadata: undefined };
  } catch (error) {
    const { name, CancellationReasons: reasons } = error as Error & { CancellationReasons?: { Code: string }[] };
    return { name, codes: reasons?.map(({ Code }) => Code) };
  }
}

/** The answer to a step and, where it is one page of a query, to those that read on from it. */
async function pagesOf(table: Table, one: Step): Promise<unknown[]> {
  const pages: unknown[] = [];
  let from: unknown;
  do {
    const reading = from === undefined || one.operation !== "query" ? one : readingOn(one, from);
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
  }, 60_000);
});
