import type { Key } from "../../../functions/shared/dynamo/keys.ts";
import { compareTexts, type Item } from "./values.ts";

/** An item in its place: of the table, or of an index with what the index holds of it. */
export type Entry = {
  /** What it is sorted by within its partition. */
  sort: string;
  /** Its key in the table, which orders entries of one sort key. */
  key: Key;
  item: Item;
};

/** Where an entry stands in its partition. */
type Place = Pick<Entry, "sort" | "key">;

/** Partitions, each of them sorted. */
export type Partitions = {
  /** The entries of a partition, in order. */
  read: (partition: string) => readonly Entry[];
  find: (partition: string, place: Place) => Entry | undefined;
  /** Puts an entry in its place, instead of the one that is there. */
  put: (partition: string, entry: Entry) => void;
  remove: (partition: string, place: Place) => void;
  all: () => Entry[];
};

export function partitions(): Partitions {
  const kept = new Map<string, Entry[]>();
  const none: readonly Entry[] = [];
  return {
    read: (partition) => kept.get(partition) ?? none,
    find: (partition, place) => {
      const entries = kept.get(partition) ?? none;
      const found = entries[firstNotBefore(entries, place)];
      return found !== undefined && compare(found, place) === 0 ? found : undefined;
    },
    put: (partition, entry) => {
      const entries = kept.get(partition) ?? [];
      if (entries.length === 0) kept.set(partition, entries);
      const position = firstNotBefore(entries, entry);
      const there = entries[position];
      entries.splice(position, there !== undefined && compare(there, entry) === 0 ? 1 : 0, entry);
    },
    remove: (partition, place) => {
      const entries = kept.get(partition) ?? [];
      const position = firstNotBefore(entries, place);
      const there = entries[position];
      if (there !== undefined && compare(there, place) === 0) entries.splice(position, 1);
      if (entries.length === 0) kept.delete(partition);
    },
    all: () => [...kept.values()].flat(),
  };
}

/** The order of two places: by sort key, then by key in the table. */
export function compare(left: Place, right: Place): number {
  return (
    compareTexts(left.sort, right.sort) ||
    compareTexts(left.key.pk, right.key.pk) ||
    compareTexts(left.key.sk, right.key.sk)
  );
}

/** The position of the first entry that does not lie before a place. */
function firstNotBefore(entries: readonly Entry[], place: Place): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && compare(entry, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
