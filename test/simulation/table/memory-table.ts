import type * as z from "zod";
import type { Table, TableRequest } from "../../../functions/shared/dynamo/client.ts";
import type { Answer } from "../../../functions/shared/dynamo/wire.ts";
import type { Key } from "../../../functions/shared/dynamo/keys.ts";
import { tableDefinition } from "../../../functions/shared/dynamo/table.ts";
import { indexCopy } from "./index-copy.ts";
import { partitions } from "./partitions.ts";
import { indexSource, runQuery, tableSource } from "./query.ts";
import { cancelled, conditionFailed, invalid, isInvalid, type Reason } from "./refusal.ts";
import { Delete, Get, Put, Query, Transaction, Update, type Write } from "./requests.ts";
import { copyOfItem, type Item } from "./values.ts";
import { planOf, type Plan } from "./write.ts";

/** How a table in memory differs from the plainest one. */
export type MemoryTableOptions = {
  /**
   * Given what brings one write into one index; the index is stale until it is called. By default at once. In whatever
   * order the writes to an item arrive, an index ends with the last.
   */
  propagate?: (apply: () => void) => void;
  /** Stands around everything that `table` is asked; by default it is done at once. */
  around?: (request: TableRequest, execute: () => Answer) => Promise<Answer>;
};

/** The project's one table, in this process. What expires stays, as it may in DynamoDB for days. */
export type MemoryTable = {
  tableName: string;
  /**
   * Does what is asked.
   *
   * @throws what DynamoDB would, by name and reasons; an error of another name for what the double does not know.
   */
  execute: (request: TableRequest) => Answer;
  /** What the stores take: it executes through `around`. */
  table: Table;
  /** Every item as it is, by partition and sort key: for invariants that look behind the stores. */
  items: () => Record<string, unknown>[];
};

/** Most writes of one transaction (DynamoDB, TransactWriteItems). */
const transactionLimit = 100;

/** A table like the one both homes create, empty. */
export function memoryTable({ propagate = atOnce, around = executing }: MemoryTableOptions = {}): MemoryTable {
  const tableName = "sommation";
  const kept = partitions();
  const indexes = tableDefinition.indexes.map(indexCopy);
  /** Transactions that were done, by their request token: a repeat is answered and does nothing. */
  const done = new Set<string>();

  const find = ({ pk, sk }: Key): Item | undefined => kept.find(pk, { sort: sk, key: { pk, sk } })?.item;

  /** The item after a write, fit for every index. */
  function resultOf({ after }: Plan): Item | undefined {
    const item = after();
    if (item !== undefined) for (const index of indexes) index.check(item);
    return item;
  }

  function carryOut({ key, before }: Plan, after: Item | undefined): void {
    const place = { sort: key.sk, key };
    if (after === undefined) kept.remove(key.pk, place);
    else kept.put(key.pk, { ...place, item: after });
    for (const index of indexes) {
      const apply = index.follow(key, before, after);
      if (apply !== undefined) propagate(apply);
    }
  }

  function write(single: Write): Answer {
    const plan = planOf(single, find);
    if (!plan.isAllowed) throw conditionFailed();
    carryOut(plan, resultOf(plan));
    return {};
  }

  function transact({ TransactItems, ClientRequestToken }: z.infer<typeof Transaction>): Answer {
    if (TransactItems.length === 0 || TransactItems.length > transactionLimit)
      throw invalid("a transaction has from 1 to 100 writes");
    if (ClientRequestToken !== undefined && done.has(ClientRequestToken)) return {};
    const plans = TransactItems.map((single) => planOf(single, find));
    if (new Set(plans.map(({ key }) => JSON.stringify([key.pk, key.sk]))).size < plans.length)
      throw invalid("a transaction has one operation on an item");
    const outcomes = plans.map((plan) => (plan.isAllowed ? resultOrReason(() => resultOf(plan)) : failedCondition));
    const reasons = outcomes.map(({ reason }) => reason);
    if (reasons.some((reason) => reason !== "None")) throw cancelled(reasons);
    for (const [index, plan] of plans.entries()) if (plan.isWrite) carryOut(plan, outcomes[index]?.item);
    if (ClientRequestToken !== undefined) done.add(ClientRequestToken);
    return {};
  }

  function query(request: Query): Answer {
    if (request.IndexName === undefined) return runQuery(request, tableSource(kept.read));
    const index = indexes.find(({ definition }) => definition.name === request.IndexName);
    if (index === undefined) throw invalid(`there is no index ${request.IndexName}`);
    return runQuery(request, indexSource(index));
  }

  function get({ Key: key }: z.infer<typeof Get>): Answer {
    const item = find(key);
    return item === undefined ? {} : { Item: copyOfItem(item) };
  }

  function execute({ operation, input }: TableRequest): Answer {
    switch (operation) {
      case "GetItem":
        return get(Get.parse(input));
      case "Query":
        return query(Query.parse(input));
      case "PutItem":
        return write({ Put: Put.parse(input) });
      case "UpdateItem":
        return write({ Update: Update.parse(input) });
      case "DeleteItem":
        return write({ Delete: Delete.parse(input) });
      case "TransactWriteItems":
        return transact(Transaction.parse(input));
    }
  }

  const call: Table["call"] = async (operation, input) => {
    const request = { operation, input } as TableRequest;
    return around(request, () => execute(request));
  };
  return {
    tableName,
    execute,
    table: { call, tableName },
    items: () => kept.all().map(({ item }) => copyOfItem(item)),
  };
}

/** What one write of a transaction comes to. */
type Outcome = { reason: Reason; item?: Item | undefined };

const failedCondition: Outcome = { reason: "ConditionalCheckFailed" };

/** Inside a transaction what an item does not allow is a reason of its own. */
function resultOrReason(result: () => Item | undefined): Outcome {
  try {
    return { reason: "None", item: result() };
  } catch (error) {
    if (isInvalid(error)) return { reason: "ValidationError" };
    throw error;
  }
}

function atOnce(apply: () => void): void {
  apply();
}

async function executing(_request: TableRequest, execute: () => Answer): Promise<Answer> {
  return Promise.resolve(execute());
}
