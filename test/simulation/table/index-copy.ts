import type { Key } from "../../../functions/shared/dynamo/keys.ts";
import type { tableDefinition } from "../../../functions/shared/dynamo/table.ts";
import { partitions, type Entry } from "./partitions.ts";
import { invalid } from "./refusal.ts";
import { areEqual, type Item } from "./values.ts";

/** An index as the table's definition says it. */
export type IndexDefinition = (typeof tableDefinition.indexes)[number];

/** An entry of an index, and the partition it belongs to. */
type Placed = { partition: string; entry: Entry };

/** A secondary index: a copy of part of the table, which may lag behind it. */
export type IndexCopy = {
  definition: IndexDefinition;
  read: (partition: string) => readonly Entry[];
  /** Refuses an item whose key in this index is no text. */
  check: (item: Item) => void;
  /** What brings the newest write of an item into the index; undefined where the index holds as much already. */
  follow: (key: Key, before: Item | undefined, after: Item | undefined) => (() => void) | undefined;
};

export function indexCopy(definition: IndexDefinition): IndexCopy {
  const { partitionKey, sortKey } = definition;
  const kept = partitions();
  /** By key: the newest write the index has, and where it put it. */
  const applied = new Map<string, { sequence: number; placed: Placed | undefined }>();
  const projected = ["pk", "sk", partitionKey, sortKey, ...definition.attributes];
  let writes = 0;

  /** Sparse: an item that has not both of the keys is not in the index. */
  const isIn = (item: Item | undefined): item is Item =>
    item !== undefined && typeof item[partitionKey] === "string" && typeof item[sortKey] === "string";

  function placedOf(key: Key, item: Item): Placed {
    const held: Record<string, unknown> = {};
    for (const name of projected) if (Object.hasOwn(item, name)) held[name] = item[name];
    return { partition: String(item[partitionKey]), entry: { sort: String(item[sortKey]), key, item: held } };
  }

  function looksTheSame(before: Item | undefined, after: Item | undefined): boolean {
    if (!isIn(before) || !isIn(after)) return isIn(before) === isIn(after);
    return projected.every((name) => areEqual(before[name], after[name]));
  }

  function follow(key: Key, before: Item | undefined, after: Item | undefined): (() => void) | undefined {
    if (looksTheSame(before, after)) return undefined;
    const placed = isIn(after) ? placedOf(key, after) : undefined;
    const sequence = ++writes;
    return () => {
      const name = JSON.stringify([key.pk, key.sk]);
      const last = applied.get(name);
      if (last !== undefined && last.sequence > sequence) return;
      if (last?.placed !== undefined) kept.remove(last.placed.partition, last.placed.entry);
      if (placed !== undefined) kept.put(placed.partition, placed.entry);
      applied.set(name, { sequence, placed });
    };
  }

  return {
    definition,
    read: kept.read,
    check: (item) => {
      for (const name of [partitionKey, sortKey]) {
        const value = item[name];
        if (value !== undefined && (typeof value !== "string" || value === "")) {
          throw invalid(`${name} is a key of ${definition.name} and no text`);
        }
      }
    },
    follow,
  };
}
