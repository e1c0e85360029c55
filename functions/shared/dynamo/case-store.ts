import * as z from "zod";
import { informsHost } from "../../../core/case/prior-information.ts";
import type { Case } from "../../../core/case/state.ts";
import { nextWake } from "../../../core/case/next-wake.ts";
import type { CaseEvent } from "../../../core/case/events.ts";
import type { Wait } from "../../../core/case/token-protocol.ts";
import { CaseId, type Digest } from "../../../core/contract/ids.ts";
import { Instant } from "../../../core/contract/instant.ts";
import type { CaseSummary } from "../../../core/contract/api.ts";
import { isNamed } from "../aws/service-error.ts";
import { isTombstone } from "./tombstones.ts";
import { placesOf } from "./case-places.ts";
import { caseOf, itemOf, summaryOf, type StoredCase } from "./case-item.ts";
import type { Table } from "./client.ts";
import { chain, chainStart, eventItem, eventOf, type ChainedEvent } from "./event-chain.ts";
import { guardWrite, type Guard } from "./guard.ts";
import {
  caseKey,
  documentKey,
  dueShardOf,
  dueShards,
  eventKey,
  informedKey,
  relistingKey,
  withdrawnRelistings,
} from "./keys.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { packed, unpacked } from "./packed.ts";
import { transact, type Repeats, type Write } from "./transaction.ts";

/** A change of one case: its events and what they make of it. */
export type Change = {
  /** The record the decision was made on; undefined for a new case. */
  before: StoredCase | undefined;
  after: Case;
  events: readonly CaseEvent[];
  /** Which execution may act from now on. */
  generation: number;
  /** `refused` by default: a case and its guards show what has been done to it. */
  repeats?: Repeats;
};

/** What came of a change. `stale`: the case has moved, or a limit was in the way; read and decide again. */
export type ChangeOutcome<N extends string> =
  { kind: "written"; record: StoredCase } | { kind: "stale" } | { kind: "guarded"; name: N };

/** The cases of the store. Every write is conditional; every failure that is not an outage is a value. */
export type CaseStore = ReturnType<typeof caseStore>;

/** Opens the cases of a table. */
export function caseStore(table: Table) {
  const { call, tableName: TableName } = table;

  /** A case; undefined when there is none, or it has been erased. */
  async function read(caseId: CaseId): Promise<StoredCase | undefined> {
    const { Item: item } = await call("GetItem", { TableName, Key: caseKey(caseId), ConsistentRead: true });
    return item === undefined || isTombstone(item) ? undefined : caseOf(item);
  }

  /** The writes of a change, for a transaction that may hold more. */
  function writesOf({ before, after, events, generation }: Change): { record: StoredCase; writes: Write<"case">[] } {
    const chained = chain(events, before?.head ?? chainStart, (before?.case.version ?? 0) + 1);
    const record: StoredCase = {
      case: after,
      rev: (before?.rev ?? 0) + 1,
      generation,
      head: chained.at(-1)?.hash ?? before?.head ?? chainStart,
      failures: 0,
      wait: before?.wait,
      ...placesOf(after, before, (before?.failures ?? 0) > 0),
    };
    const condition =
      before === undefined
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : {
            ConditionExpression: "rev = :rev",
            ExpressionAttributeValues: { ":rev": before.rev },
          };
    const snapshot: Write<"case"> = {
      name: "case",
      entry: { Put: { TableName, Item: itemOf(record), ...condition } },
    };
    const eventWrites = chained.map((one): Write<"case"> => ({
      name: "case",
      entry: {
        Put: {
          TableName,
          Item: eventItem(after.caseId, one),
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    }));
    return {
      record,
      writes: [snapshot, ...eventWrites, ...informedWrites(after, events), ...uncountedWrites(after, events)],
    };
  }

  /** What later orders to the same host have to know: in the transaction of the event that says so. */
  function informedWrites(after: Case, events: readonly CaseEvent[]): Write<"case">[] {
    const { platform, authority, basis } = after;
    return events.flatMap((event): Write<"case">[] => {
      const from = informsHost(event, after);
      if (from === undefined) return [];
      const Item = { ...informedKey(platform, authority, basis.id), from };
      return [{ name: "case", entry: { Put: { TableName, Item } } }];
    });
  }

  /** A relisting whose notice was withdrawn was none: in the transaction of the withdrawal, since no later one would tell. */
  function uncountedWrites(after: Case, events: readonly CaseEvent[]): Write<"case">[] {
    const { caseId, authority, platform, openedAt, relistedFrom } = after;
    if (relistedFrom === undefined || !events.some(({ type }) => type === "case.withdrawn")) return [];
    const Item = { ...relistingKey(withdrawnRelistings(authority, platform), openedAt, caseId) };
    return [{ name: "case", entry: { Put: { TableName, Item } } }];
  }

  /** From when an authority may serve a host with orders under a basis; undefined where it has never informed it. */
  async function informedFrom(platform: string, authority: string, basis: string): Promise<Instant | undefined> {
    const { Item: item } = await call("GetItem", {
      TableName,
      Key: informedKey(platform, authority, basis),
      ConsistentRead: true,
    });
    return item === undefined ? undefined : Informed.parse(item).from;
  }

  async function write<N extends string>(
    change: Change,
    guards: readonly Guard<N>[],
    wallNow: number,
  ): Promise<ChangeOutcome<N>> {
    const { record, writes } = writesOf(change);
    const guardWrites = guards.map((guard) => guardWrite(table, guard, wallNow));
    const { repeats = "refused" } = change;
    const outcome = await transact<"case" | N>(table, [...writes, ...guardWrites], repeats);
    if (outcome.kind === "done") return { kind: "written", record };
    if (outcome.kind === "busy") return { kind: "stale" };
    const refused = guards.find(({ name }) => outcome.names.includes(name));
    return refused === undefined ? { kind: "stale" } : { kind: "guarded", name: refused.name };
  }

  /**
   * Updates what the protocol keeps beside the case, if nobody has written since. Its wake-up gets its exact place, unless
   * the reconciler has put it off.
   */
  async function update(
    record: StoredCase,
    set: Partial<{ wait: Wait; generation: number; wakeAt: Instant; failures: number }>,
  ): Promise<"stored" | "stale"> {
    const { caseId } = record.case;
    const place = { ...placeOfWake(record), ...set };
    const fields = Object.entries({ ...place, ...("wakeAt" in place && { dueShard: dueShardOf(caseId) }) });
    const assignments = ["rev = :next", ...fields.map(([name]) => `#${name} = :${name}`)];
    const left = !("wakeAt" in place) && isOutOfPlace(record) ? ["wakeAt", "dueShard"] : [];
    const names = [...fields.map(([name]) => name), ...left];
    try {
      await call("UpdateItem", {
        TableName,
        Key: caseKey(caseId),
        UpdateExpression: [
          `SET ${assignments.join(", ")}`,
          ...(left.length > 0 ? [`REMOVE ${left.map((name) => `#${name}`).join(", ")}`] : []),
        ].join(" "),
        ConditionExpression: "rev = :rev",
        ...(names.length > 0 && {
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        }),
        ExpressionAttributeValues: {
          ":rev": record.rev,
          ":next": record.rev + 1,
          ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
        },
      });
      return "stored";
    } catch (error) {
      if (isNamed(error, "ConditionalCheckFailedException", "TransactionConflictException")) return "stale";
      throw error;
    }
  }

  /** Keeps a document under its digest. Repeating it is harmless: equal digest, equal content. */
  async function putDocument(caseId: CaseId, digest: Digest, content: object): Promise<void> {
    await call("PutItem", { TableName, Item: { ...documentKey(caseId, digest), content: packed(content) } });
  }

  /** A document as it was kept; undefined when there is none, or it has been erased. */
  async function readDocument(caseId: CaseId, digest: Digest): Promise<unknown> {
    const { Item: item } = await call("GetItem", { TableName, Key: documentKey(caseId, digest) });
    return item === undefined || isTombstone(item) ? undefined : unpacked(Document.parse(item).content);
  }

  /** The record of a case, oldest first. */
  async function events(caseId: CaseId, request: PageRequest): Promise<Page<ChainedEvent>> {
    const { pk } = eventKey(caseId, 0);
    return pageOf(
      table,
      {
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :event)",
        ExpressionAttributeValues: { ":pk": pk, ":event": "EVENT#" },
        ConsistentRead: true,
      },
      request,
      eventOf,
    );
  }

  /** Open cases of an authority by due instant, or closed ones by closing date, latest first. */
  async function ofAuthority(
    authority: string,
    list: { state: "open" | "closed"; platform?: string | undefined },
    request: PageRequest,
  ): Promise<Page<CaseSummary>> {
    return pageOf(
      table,
      {
        IndexName: "cases-of-authority",
        KeyConditionExpression: "authorityList = :list",
        ExpressionAttributeValues: {
          ":list": `${authority}#${list.state}`,
          ...(list.platform !== undefined && { ":platform": list.platform }),
        },
        ...(list.platform !== undefined && { FilterExpression: "platform = :platform" }),
        ScanIndexForward: list.state === "open",
      },
      request,
      summaryOf,
    );
  }

  /** Everything a platform still has to answer, by due instant. */
  async function ofPlatform(platform: string, request: PageRequest): Promise<Page<CaseId>> {
    return pageOf(
      table,
      {
        IndexName: "cases-of-platform",
        KeyConditionExpression: "platformList = :list",
        ExpressionAttributeValues: { ":list": platform },
      },
      request,
      caseIdOf,
    );
  }

  /** Cases whose wake-up lies before `before`, or all that have one, oldest first within a shard. */
  async function* due(before: Instant): AsyncGenerator<DueCase> {
    for (let shard = 0; shard < dueShards; shard += 1) {
      let start: Record<string, unknown> | undefined;
      do {
        const page = await call("Query", {
          TableName,
          IndexName: "due",
          KeyConditionExpression: "dueShard = :shard AND wakeAt < :before",
          ExpressionAttributeValues: { ":shard": `DUE#${shard}`, ":before": before },
          ExclusiveStartKey: start,
        });
        for (const item of page.Items ?? []) yield DueItem.parse(item);
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
    }
  }

  return {
    read,
    writesOf,
    write,
    informedFrom,
    update,
    putDocument,
    readDocument,
    events,
    ofAuthority,
    ofPlatform,
    due,
  };
}

const Informed = z.object({ from: Instant });

const Document = z.object({ content: z.instanceof(Uint8Array) });

const caseIdIn = z.object({ pk: z.templateLiteral(["CASE#", CaseId]) });

function caseIdOf(item: unknown): CaseId {
  return CaseId.parse(caseIdIn.parse(item).pk.slice("CASE#".length));
}

function placeOfWake({ case: kase, wakeAt: place, failures }: StoredCase): { wakeAt?: Instant } {
  const wakeAt = nextWake(kase);
  return wakeAt === undefined || wakeAt === place || failures > 0 ? {} : { wakeAt };
}

/** Whether a case stands in the due index though nothing of it falls due. */
function isOutOfPlace({ case: kase, wakeAt, failures }: StoredCase): boolean {
  return wakeAt !== undefined && failures === 0 && nextWake(kase) === undefined;
}

/** A case in the due index. */
export type DueCase = { caseId: CaseId; authority: string; wakeAt: Instant };

const DueItem = z
  .object({ pk: z.templateLiteral(["CASE#", CaseId]), authority: z.string(), wakeAt: z.string() })
  .transform(({ pk, authority, wakeAt }): DueCase => {
    return { caseId: CaseId.parse(pk.slice("CASE#".length)), authority, wakeAt: wakeAt as Instant };
  });
