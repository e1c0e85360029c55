import { makeApplyRetention } from "../../functions/apply-retention/handler.ts";
import type { Bounds } from "../../functions/apply-retention/run.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { digestOf } from "../../functions/shared/digest.ts";
import { caseKey } from "../../functions/shared/dynamo/keys.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { erasureStore, type ErasureStore } from "../../functions/shared/dynamo/erasure-store.ts";
import { heldRecordOf } from "../../functions/shared/dynamo/held-record.ts";
import { retentionStore } from "../../functions/shared/dynamo/retention-store.ts";
import type { Log } from "../../functions/shared/logger.ts";
import { verifyRecord, type HeldRecord, type Verification } from "../../core/case/record/verify-record.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";

/** What a test may put in the place of the real thing. */
export type RetentionWorld = { at: Instant; bounds?: Bounds; erasures?: Partial<ErasureStore>; log?: Log };

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Applies retention to a table as of an instant. */
export async function retain(table: Table, world: RetentionWorld, dryRun = false) {
  const apply = makeApplyRetention(
    {
      directory: { read: async () => startingDirectory },
      erasures: { ...erasureStore(table), ...world.erasures },
      lists: retentionStore(table),
      clock: { now: () => world.at, wall: () => 0 },
      chance: systemChance,
      log: world.log ?? silent,
    },
    world.bounds,
  );
  return apply({ dryRun });
}

/** Every item of a partition. */
export async function itemsUnder(
  { call, tableName: TableName }: Table,
  pk: string,
): Promise<Record<string, unknown>[]> {
  const { Items: items = [] } = await call("Query", {
    TableName,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": pk },
    ConsistentRead: true,
  });
  return items;
}

/** What the table holds of a case. */
export async function heldRecord(table: Table, caseId: CaseId): Promise<HeldRecord> {
  const held = heldRecordOf(await itemsUnder(table, caseKey(caseId).pk));
  if (held === undefined) throw new Error(`${caseId} is not there`);
  return held;
}

/** Verifies what the table holds of a case. */
export async function verified(table: Table, caseId: CaseId): Promise<Verification> {
  return verifyRecord(await heldRecord(table, caseId), digestOf);
}
