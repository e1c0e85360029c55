import fc from "fast-check";
import type { Operations } from "../../../functions/shared/dynamo/client.ts";
import { tableDefinition } from "../../../functions/shared/dynamo/table.ts";

/** A request without its table, which is another on each side. */
export type Request = {
  operation: Exclude<keyof Operations, "TransactWriteItems">;
  input: Record<string, unknown>;
};

const [, , due] = tableDefinition.indexes;
const [ofAuthority] = tableDefinition.indexes;

const pick = <T>(...values: T[]) => fc.constantFrom(...values);
/** The keys that items have here. */
export const partitions = ["A", "B"];
export const sorts = ["CASE", "EVENT#1", "EVENT#2", "DOC#1"];
const key = fc.record({ pk: pick(...partitions), sk: pick(...sorts) });
const instant = pick("2026-01-01", "2026-01-02", "2026-01-03");
const scalar = fc.oneof(fc.integer({ min: -2, max: 2 }), pick("", "a", "ab", "b"), fc.boolean(), pick(null));
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.record({ x: scalar }), pick(Uint8Array.of(1, 2)));
const attribute = pick("rev", "extra", "authority");
const item = fc
  .tuple(
    key,
    fc.record({ rev: fc.integer({ min: 1, max: 3 }) }),
    fc.record(
      {
        extra: value,
        nested: fc.record({ x: scalar }),
        expiresAt: fc.integer({ min: 0, max: 3 }),
        authority: pick("a", "b"),
        authorityList: pick("a#open", "b#open"),
        listedAt: instant,
        dueShard: pick("DUE#0", "DUE#1"),
        wakeAt: instant,
      },
      { requiredKeys: [] },
    ),
  )
  .map((parts) => Object.assign({}, ...parts) as Record<string, unknown>);

/** An expression and what its placeholders stand for. */
type Expression = { text: string; names?: Record<string, string>; values?: Record<string, unknown> };

let placeholders = 0;
const named = (name: string) => ({ text: `#n${++placeholders}`, name });
const atom: fc.Arbitrary<Expression> = fc.oneof(
  pick<Expression>(
    { text: "attribute_not_exists(pk)" },
    { text: "attribute_exists(wakeAt)" },
    { text: "attribute_not_exists(nested.x)" },
  ),
  fc.tuple(attribute, pick("=", "<>", "<", "<=", ">", ">="), value).map(([name, sign, given]) => {
    const { text } = named(name);
    return {
      text: `${text} ${sign} :v${placeholders}`,
      names: { [text]: name },
      values: { [`:v${placeholders}`]: given },
    };
  }),
  pick("a", "", "ab").map((prefix) => {
    placeholders += 1;
    return { text: `begins_with(extra, :v${placeholders})`, values: { [`:v${placeholders}`]: prefix } };
  }),
);
const joined = (sign: string, parts: Expression[]): Expression => ({
  text: parts.map(({ text }) => text).join(` ${sign} `),
  names: Object.assign({}, ...parts.map(({ names }) => names)) as Record<string, string>,
  values: Object.assign({}, ...parts.map(({ values }) => values)) as Record<string, unknown>,
});
const condition: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    atom,
    fc.tuple(pick("AND", "OR"), tie("any"), tie("any")).chain(([sign, ...parts]) => {
      const whole = joined(sign, parts);
      return pick(whole, { ...whole, text: `NOT (${whole.text})` });
    }),
    fc
      .tuple(pick("AND", "OR"), pick("AND", "OR"), atom, atom, tie("any"))
      .map(([outer, inner, first, second, third]) => {
        const grouped = joined(inner, [first, second]);
        return joined(outer, [{ ...grouped, text: `(${grouped.text})` }, third]);
      }),
    atom.map((one) => ({ ...one, text: `NOT ${one.text}` })),
  ),
})).any;

const change: fc.Arbitrary<Expression> = fc
  .record(
    {
      SET: fc.oneof(
        value.map((given) => ({ text: "extra = :set", values: { ":set": given } })),
        pick<Expression>(
          { text: "rev = rev + :set", values: { ":set": 1 } },
          { text: "rev = extra - :set", values: { ":set": 1 } },
          { text: "rev = if_not_exists(expiresAt, :set)", values: { ":set": 0 } },
          { text: "extra = nested.x" },
          { text: "extra = rev, rev = :set", values: { ":set": 7 } },
          { text: "dueShard = :set, wakeAt = :then", values: { ":set": "DUE#1", ":then": "2026-01-02" } },
          { text: "wakeAt = :set", values: { ":set": 5 } },
        ),
      ),
      REMOVE: pick<Expression>({ text: "nested" }, { text: "listedAt, authority" }, { text: "absent" }),
      ADD: pick<Expression>({ text: "expiresAt :add", values: { ":add": 2 } }),
    },
    { requiredKeys: [] },
  )
  .filter((clauses) => Object.keys(clauses).length > 0)
  .map((clauses) => {
    const entries = Object.entries(clauses);
    return joined(
      "",
      entries.map(([word, clause]) => ({ ...clause, text: `${word} ${clause.text}` })),
    );
  });

function bound(...expressions: (Expression | undefined)[]) {
  const { names = {}, values = {} } = joined(
    "",
    expressions.flatMap((one) => one ?? []),
  );
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

const guarded = (field: object, guard: Expression | undefined, other?: Expression) => ({
  ...field,
  ...(guard !== undefined && { ConditionExpression: guard.text }),
  ...bound(guard, other),
});

const guard = fc.option(condition, { nil: undefined });
const writes = {
  put: fc.tuple(item, guard).map(([Item, one]) => guarded({ Item }, one)),
  update: fc
    .tuple(key, change, guard)
    .map(([Key, what, one]) => guarded({ Key, UpdateExpression: what.text }, one, what)),
  delete: fc.tuple(key, guard).map(([Key, one]) => guarded({ Key }, one)),
};

const range = (sortKey: string, sorts: string[]) =>
  fc.option(
    fc
      .tuple(pick("=", "<", "<=", ">", ">=", "begins_with"), pick(...sorts))
      .map(([sign, sort]) =>
        sign === "begins_with"
          ? { text: `begins_with(${sortKey}, :sort)`, values: { ":sort": sort } }
          : { text: `${sortKey} ${sign} :sort`, values: { ":sort": sort } },
      ),
    { nil: undefined },
  );

const queryOf = (
  source: { IndexName?: string; partitionKey: string; sortKey: string },
  partitions: string[],
  sorts: string[],
) =>
  fc
    .record({
      partition: pick(...partitions),
      sorted: range(source.sortKey, sorts),
      filter: fc.option(pick<Expression>({ text: "authority = :filter", values: { ":filter": "a" } }), {
        nil: undefined,
      }),
      rest: fc.record({ Limit: fc.integer({ min: 1, max: 3 }), ScanIndexForward: fc.boolean() }, { requiredKeys: [] }),
    })
    .map(({ partition, sorted, filter, rest }): Request => {
      const first = { text: `${source.partitionKey} = :partition`, values: { ":partition": partition } };
      const input = {
        ...(source.IndexName !== undefined && { IndexName: source.IndexName }),
        KeyConditionExpression: [first, sorted].flatMap((one) => one?.text ?? []).join(" AND "),
        ...(filter !== undefined && { FilterExpression: filter.text }),
        ...bound(first, sorted, filter),
        ...rest,
      };
      return { operation: "Query", input };
    });

const instants = ["2026-01-01", "2026-01-02", "2026-01", ""];
const indexQuery = ({ name, partitionKey, sortKey }: (typeof tableDefinition.indexes)[number], partitions: string[]) =>
  queryOf({ IndexName: name, partitionKey, sortKey }, partitions, instants.slice(0, 3));

const single: fc.Arbitrary<Request> = fc.oneof(
  { weight: 2, arbitrary: key.map((Key): Request => ({ operation: "GetItem", input: { Key, ConsistentRead: true } })) },
  { weight: 4, arbitrary: writes.put.map((input): Request => ({ operation: "PutItem", input })) },
  { weight: 3, arbitrary: writes.update.map((input): Request => ({ operation: "UpdateItem", input })) },
  { weight: 1, arbitrary: writes.delete.map((input): Request => ({ operation: "DeleteItem", input })) },
  { weight: 2, arbitrary: queryOf({ partitionKey: "pk", sortKey: "sk" }, partitions, ["CASE", "EVENT#", "EVENT#1"]) },
  { weight: 2, arbitrary: indexQuery(due, ["DUE#0", "DUE#1"]) },
  { weight: 2, arbitrary: indexQuery(ofAuthority, ["a#open", "b#open"]) },
);

const transaction = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: writes.put.map((Put) => ({ Put })) },
    { weight: 1, arbitrary: writes.update.map((Update) => ({ Update })) },
    { weight: 1, arbitrary: writes.delete.map((Delete) => ({ Delete })) },
    { weight: 1, arbitrary: fc.tuple(key, condition).map(([Key, one]) => ({ ConditionCheck: guarded({ Key }, one) })) },
  ),
  { minLength: 1, maxLength: 3 },
);

/** A request, or several writes that stand or fall together. */
export type Step = Request | { operation: "TransactWriteItems"; input: Record<string, object>[] };

/** Anything that can be asked of a table with a fair chance of an interesting answer. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: single },
  { weight: 1, arbitrary: transaction.map((input): Step => ({ operation: "TransactWriteItems", input })) },
);
