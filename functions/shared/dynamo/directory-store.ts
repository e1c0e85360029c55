import type * as z from "zod";
import type { Directory } from "../../../core/law/directory/directory.ts";
import type { Table } from "./client.ts";
import {
  AuthorityEntry,
  directoryOf,
  itemsOf,
  PlatformEntry,
  type DirectoryChange,
  type DirectoryRecord,
} from "./directory-item.ts";
import { authorityKey, directoryPartition, platformKey, revisionKey, type Key } from "./keys.ts";
import { transact, type Write } from "./transaction.ts";

/** How long the directory is kept in memory, in wall milliseconds: a change takes effect everywhere within this time. */
const keptMilliseconds = 30_000;

/**
 * How long the entry of one party is: what an answer is verified with and where a message goes is asked for each of them,
 * and a crowd of them comes in one second.
 */
const entryMilliseconds = 1_000;

/** The directory of a deployment. */
export type DirectoryStore = ReturnType<typeof directoryStore>;

/**
 * Opens the directory of a table. An empty table has an empty one.
 *
 * @param wall Wall milliseconds.
 */
export function directoryStore({ call, tableName: TableName }: Table, wall: () => number = () => Date.now()) {
  let kept: { since: number; directory: Promise<Directory> } | undefined;

  /**
   * Who is known, which is what a decision on law looks at: as it was half a minute ago at most, or as it is `now`, for
   * whoever misses somebody who may just have been registered.
   */
  async function read(as: "kept" | "now" = "kept"): Promise<Directory> {
    if (as === "kept" && kept !== undefined && wall() - kept.since <= keptMilliseconds) return kept.directory;
    const directory = record().then(factsOf);
    const mine = { since: wall(), directory };
    kept = mine;
    // What failed is no directory; a later read may be in its place already.
    directory.catch(() => (kept = kept === mine ? undefined : kept));
    return directory;
  }

  /** Everything, as it is now. */
  async function record(): Promise<DirectoryRecord> {
    const items: unknown[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await call("Query", {
        TableName,
        KeyConditionExpression: "pk = :directory",
        ExpressionAttributeValues: { ":directory": directoryPartition },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      });
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return directoryOf(items);
  }

  /** Writes entries, unless the directory has changed since `revision`: then what was decided on it may not hold. */
  async function write(change: DirectoryChange, revision: number): Promise<"written" | "stale"> {
    const writes: Write<"revision" | "entry">[] = [
      {
        name: "revision",
        entry: {
          Put: {
            TableName,
            Item: { ...revisionKey, revision: revision + 1 },
            ConditionExpression: revision === 0 ? "attribute_not_exists(pk)" : "revision = :revision",
            ...(revision > 0 && { ExpressionAttributeValues: { ":revision": revision } }),
          },
        },
      },
      ...itemsOf(change).map((Item) => ({ name: "entry" as const, entry: { Put: { TableName, Item } } })),
    ];
    const { kind } = await transact({ call, tableName: TableName }, writes, "answered");
    kept = undefined;
    platforms.clear();
    authorities.clear();
    return kind === "done" ? "written" : "stale";
  }

  async function find<S extends z.ZodType>(schema: S, key: Key): Promise<z.output<S> | undefined> {
    const { Item: item } = await call("GetItem", { TableName, Key: key });
    if (item === undefined) return undefined;
    const { pk: _pk, sk: _sk, ...entry } = item;
    return schema.parse(entry);
  }

  const platforms = keptFor(entryMilliseconds, wall, async (id) => find(PlatformEntry, platformKey(id)));
  const authorities = keptFor(entryMilliseconds, wall, async (id) => find(AuthorityEntry, authorityKey(id)));

  return {
    read,
    record,
    write,
    /** A platform's entry as it was a second ago at most. */
    platform: platforms.get,
    /** An authority's entry as it was a second ago at most. */
    authority: authorities.get,
  };
}

/** Keeps what is found for so long, and nothing that is not there or could not be read. */
function keptFor<T>(milliseconds: number, wall: () => number, find: (id: string) => Promise<T | undefined>) {
  const kept = new Map<string, { since: number; found: Promise<T | undefined> }>();
  const forget = (id: string, mine: Promise<T | undefined>) => {
    if (kept.get(id)?.found === mine) kept.delete(id);
  };
  return {
    get: async (id: string): Promise<T | undefined> => {
      const known = kept.get(id);
      if (known !== undefined && wall() - known.since < milliseconds) return known.found;
      const found = find(id);
      kept.set(id, { since: wall(), found });
      found.then(
        (entry) => {
          if (entry === undefined) forget(id, found);
        },
        () => {
          forget(id, found);
        },
      );
      return found;
    },
    clear: () => {
      kept.clear();
    },
  };
}

function factsOf({ platforms, authorities, recipients }: DirectoryRecord): Directory {
  return {
    platforms: platforms.map(({ facts }) => facts),
    authorities: authorities.map(({ facts }) => facts),
    recipients,
  };
}
