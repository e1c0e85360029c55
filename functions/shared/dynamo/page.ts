import type { QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Table } from "./client.ts";
import { isNamed } from "../aws/service-error.ts";

/** Which page of a list. */
export type PageRequest = { limit: number; cursor?: string | undefined };

/** One page; `next` leads to the one after it. */
export type Page<T> = { kind: "page"; items: T[]; next?: string } | { kind: "bad_cursor" };

/** A lone surrogate cannot be sent to the store at all. */
const Text = z.string().refine((text) => text.isWellFormed());
const StartKey = z.record(Text.max(100), Text.max(1_000));

/**
 * Reads one page of a query. A cursor is where the last page ended; it opens nothing by itself, since the query still
 * says whose list it is.
 */
export async function pageOf<T>(
  table: Table,
  query: Omit<QueryCommandInput, "TableName" | "Limit" | "ExclusiveStartKey">,
  { limit, cursor }: PageRequest,
  read: (item: unknown) => T,
): Promise<Page<T>> {
  const start = cursor === undefined ? undefined : decode(cursor);
  if (cursor !== undefined && start === undefined) return { kind: "bad_cursor" };
  const items: T[] = [];
  let from: Record<string, unknown> | undefined = start;
  try {
    do {
      const page = await table.call("Query", {
        TableName: table.tableName,
        ...query,
        // With a filter a page may come back short: go on from where it ended until it is full.
        Limit: limit - items.length,
        ExclusiveStartKey: from,
      });
      items.push(...(page.Items ?? []).map(read));
      from = page.LastEvaluatedKey;
    } while (from !== undefined && items.length < limit);
  } catch (error) {
    if (cursor !== undefined && isNamed(error, "ValidationException")) return { kind: "bad_cursor" };
    throw error;
  }
  return { kind: "page", items, ...(from !== undefined && { next: encode(from) }) };
}

function encode(key: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

function decode(cursor: string): Record<string, string> | undefined {
  try {
    return StartKey.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    return undefined;
  }
}
