import * as z from "zod";
import { CaseId } from "../../../core/contract/ids.ts";
import { Instant } from "../../../core/contract/instant.ts";
import type { Table } from "./client.ts";
import { retentionLaterKey, retentionPartition, retentionProgressKey, retentionRunKey } from "./keys.ts";
import { packed } from "./packed.ts";

/** A case in a list, and its place there. */
export type ListedCase = { caseId: CaseId; listedAt: Instant };

/** Where a case stands whose erasure has begun and is not known to have ended. */
export const erasingList = (authority: string): string => `${authority}#erasing`;

const ListedCase = z
  .object({ pk: z.templateLiteral(["CASE#", CaseId]), listedAt: Instant })
  .transform(({ pk, listedAt }): ListedCase => ({ caseId: CaseId.parse(pk.slice("CASE#".length)), listedAt }));

const Later = z
  .object({ sk: z.templateLiteral(["LATER#", CaseId]) })
  .transform(({ sk }) => CaseId.parse(sk.slice("LATER#".length)));

/** Which cases retention looks at, and what it did. */
export type RetentionStore = ReturnType<typeof retentionStore>;

/** Opens the lists that retention works off. Nothing scans. */
export function retentionStore({ call, tableName: TableName }: Table) {
  /** Closed cases of an authority by their place in its list, from one instant to another, oldest first. */
  function closed(authority: string, to: Instant, from?: Instant): AsyncGenerator<ListedCase> {
    return listed(`${authority}#closed`, to, from);
  }

  /** Cases of an authority whose erasure was broken off. */
  function erasing(authority: string): AsyncGenerator<ListedCase> {
    return listed(erasingList(authority), farAway);
  }

  async function* listed(list: string, to: Instant, from: Instant = farBack): AsyncGenerator<ListedCase> {
    yield* pages(
      {
        IndexName: "cases-of-authority",
        KeyConditionExpression: "authorityList = :list AND listedAt BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":list": list, ":from": from, ":to": to },
      },
      ListedCase,
    );
  }

  /** Cases that were passed over: held, or in the way of somebody. */
  async function* later(authority: string): AsyncGenerator<CaseId> {
    yield* pages(
      {
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :later)",
        ExpressionAttributeValues: { ":pk": retentionPartition(authority), ":later": "LATER#" },
        ConsistentRead: true,
      },
      Later,
    );
  }

  async function* pages<T>(query: object, schema: z.ZodType<T>): AsyncGenerator<T> {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await call("Query", { TableName, ...query, ExclusiveStartKey: start });
      for (const item of page.Items ?? []) yield schema.parse(item);
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  }

  /** Has each run look at a case again, wherever it has come to in the list. */
  async function putLater(authority: string, caseId: CaseId): Promise<void> {
    await call("PutItem", { TableName, Item: { ...retentionLaterKey(authority, caseId) } });
  }

  async function dropLater(authority: string, caseId: CaseId): Promise<void> {
    await call("DeleteItem", { TableName, Key: retentionLaterKey(authority, caseId) });
  }

  /** The place in an authority's closed list up to which sellers are pseudonymised, but in cases that come later. */
  async function progress(authority: string): Promise<Instant | undefined> {
    const { Item: item } = await call("GetItem", {
      TableName,
      Key: retentionProgressKey(authority),
      ConsistentRead: true,
    });
    return item === undefined ? undefined : Instant.parse(item["pseudonymisedTo"]);
  }

  async function setProgress(authority: string, pseudonymisedTo: Instant): Promise<void> {
    await call("PutItem", { TableName, Item: { ...retentionProgressKey(authority), pseudonymisedTo } });
  }

  /** Keeps what a run did with the cases of an authority. */
  async function putRun(
    at: Instant,
    authority: string,
    counts: Readonly<Record<string, number>>,
    cases: readonly object[],
  ): Promise<void> {
    await call("PutItem", { TableName, Item: { ...retentionRunKey(at, authority), ...counts, cases: packed(cases) } });
  }

  return { closed, erasing, later, putLater, dropLater, progress, setProgress, putRun };
}

/** Sort before and after every instant at which a case can be closed. */
const farBack = "0000-01-01T00:00:00.000Z" as Instant;
const farAway = "9999-12-31T23:59:59.999Z" as Instant;
