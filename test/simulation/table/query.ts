import type { Key } from "../../../functions/shared/dynamo/keys.ts";
import { tableDefinition } from "../../../functions/shared/dynamo/table.ts";
import { bindingOf, namesOf, valueOf, type Binding } from "./binding.ts";
import { holds } from "./condition.ts";
import { parseCondition, type Condition } from "./expression.ts";
import type { IndexCopy } from "./index-copy.ts";
import { compare, type Entry } from "./partitions.ts";
import { invalid } from "./refusal.ts";
import type { Query } from "./requests.ts";
import { copyOfItem, type Item } from "./values.ts";

/** What a query goes through: the table, or one of its indexes. */
export type Source = {
  partitionKey: string;
  sortKey: string;
  read: (partition: string) => readonly Entry[];
  isIndex: boolean;
};

/** The table as a source. */
export const tableSource = (read: Source["read"]): Source => ({
  partitionKey: tableDefinition.partitionKey,
  sortKey: tableDefinition.sortKey,
  read,
  isIndex: false,
});

/** An index as a source. */
export const indexSource = ({ definition, read }: IndexCopy): Source => ({
  partitionKey: definition.partitionKey,
  sortKey: definition.sortKey,
  read,
  isIndex: true,
});

/** Answers a query: a page of at most `Limit` entries looked at, and where it ended. */
export function runQuery(request: Query, source: Source) {
  const { ConsistentRead, ExclusiveStartKey, FilterExpression, Limit, ScanIndexForward = true } = request;
  if (ConsistentRead === true && source.isIndex) throw invalid("an index is not read consistently");
  if (Limit !== undefined && Limit < 1) throw invalid("Limit is not above 0");
  const keyCondition = parseCondition(request.KeyConditionExpression);
  const filter = FilterExpression === undefined ? undefined : parseCondition(FilterExpression);
  const binding = bindingOf(request, keyCondition, filter);
  const { partition, sorted } = rangeOf(keyCondition.tree, source, binding);
  const start = ExclusiveStartKey === undefined ? undefined : startOf(ExclusiveStartKey, source, partition);
  const direction = ScanIndexForward ? 1 : -1;
  const entries = ScanIndexForward ? source.read(partition) : source.read(partition).toReversed();

  const looked: Entry[] = [];
  for (const entry of entries) {
    if (start !== undefined && compare(entry, start) * direction <= 0) continue;
    if (!holds(sorted, entry.item, binding)) continue;
    looked.push(entry);
    if (looked.length === Limit) break;
  }
  const found = filter === undefined ? looked : looked.filter(({ item }) => holds(filter.tree, item, binding));
  const last = looked.length === Limit ? looked.at(-1) : undefined;
  return {
    Items: found.map(({ item }) => copyOfItem(item)),
    ...(last !== undefined && { LastEvaluatedKey: keyOf(last, source) }),
  };
}

const everything: Condition = { kind: "exists", path: { kind: "path", steps: ["pk"] }, expected: true };

/** The partition a key condition names, and what it asks of the sort key. */
function rangeOf(condition: Condition, source: Source, binding: Binding): { partition: string; sorted: Condition } {
  const [first, second, ...more] = conjuncts(condition).toSorted(
    (left, right) =>
      Number(isOn(right, source.partitionKey, binding)) - Number(isOn(left, source.partitionKey, binding)),
  );
  if (first?.kind !== "compare" || first.sign !== "=" || !isOn(first, source.partitionKey, binding) || more.length > 0)
    throw invalid("a key condition names one partition");
  const isRange =
    second === undefined ||
    (isOn(second, source.sortKey, binding) && !(second.kind === "compare" && second.sign === "<>"));
  if (!isRange) throw invalid("a key condition asks for a range of the sort key");
  const partition = valueOf(first.right, {}, binding);
  if (typeof partition !== "string") throw invalid("a partition is named by a text");
  return { partition, sorted: second ?? everything };
}

function conjuncts(condition: Condition): Condition[] {
  return condition.kind === "and" ? [...conjuncts(condition.left), ...conjuncts(condition.right)] : [condition];
}

/** Whether a condition compares an attribute with a value. */
function isOn(condition: Condition, attribute: string, binding: Binding): boolean {
  const [operand, other] =
    condition.kind === "compare"
      ? [condition.left, condition.right]
      : condition.kind === "begins"
        ? [condition.operand, condition.prefix]
        : [];
  if (operand?.kind !== "path" || other?.kind !== "value") return false;
  const names = namesOf(operand, binding);
  return names.length === 1 && names[0] === attribute;
}

/** The place a start key says, in the partition that is asked for. */
function startOf(start: Item, source: Source, partition: string): { sort: string; key: Key } {
  const { pk, sk, [source.partitionKey]: startPartition, [source.sortKey]: sort } = start;
  const names = new Set(["pk", "sk", source.partitionKey, source.sortKey]);
  const isKey = Object.keys(start).length === names.size && Object.keys(start).every((name) => names.has(name));
  if (!isKey || typeof pk !== "string" || typeof sk !== "string" || typeof sort !== "string")
    throw invalid("the start key is none of this table");
  if (startPartition !== partition) throw invalid("the start key lies outside of what is asked for");
  return { sort, key: { pk, sk } };
}

function keyOf({ key, item }: Entry, { partitionKey, sortKey }: Source): Record<string, unknown> {
  return { ...key, [partitionKey]: item[partitionKey], [sortKey]: item[sortKey] };
}
