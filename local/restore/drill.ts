import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { CaseId } from "../../core/contract/ids.ts";
import { epochOf } from "../../core/contract/instant.ts";
import type { StoredCase } from "../../functions/shared/dynamo/case-item.ts";
import { tableDefinition } from "../../functions/shared/dynamo/table.ts";
import { createTable } from "../aws/create-table.ts";
import { tableInput } from "../aws/table-input.ts";
import { checkRecords, type Records } from "./check-records.ts";
import { makeCases, openApi, until, type DrillCases } from "./drill-cases.ts";
import { startStore, tableName, type DrillStore } from "./drill-store.ts";
import { check, say } from "./report.ts";
import { exportTable, importTable } from "./table-file.ts";
import { withRuntime } from "./with-runtime.ts";

/** What a store held when it was exported. */
type Held = { items: unknown[]; records: Records; generations: Record<keyof DrillCases, number> };

const open = ["waiting", "unsent", "due"] as const satisfies (keyof DrillCases)[];

/**
 * The restore drill, `npm run restore-drill`: loses a store and comes back from its export, with everything real but the
 * platforms. Each line of its report was checked; the first that does not hold ends it, with exit code 1.
 */
async function drill(newStore: () => Promise<DrillStore>, file: string): Promise<void> {
  const lost = await newStore();
  say("Before");
  const made = await withRuntime(lost.url, makeCases);
  const held = await exportAll(lost, made, file);
  await lost.stop();

  say("\nThe store is lost. An empty table");
  const restored = await newStore();
  await importAll(restored, held, file);
  await untilDue(restored, made);

  say('\nAfter a start, with reconcile-cases {"scope": "all"}');
  await withRuntime(restored.url, async (url) => comeBack(restored, made, held, url));
  const records = checkRecords(await restored.items());
  const goesOn = [...held.records.heads.values()].every((head) => records.hashes.has(head));
  check("every record goes on from the head it had, and its chain is verified", isSound(records) && goesOn);
  say("\nRestored: nothing is lost, and every open case is worked on again.");
}

/** The cases stand in four states, everything has stopped: the table is written to a file. */
async function exportAll(store: DrillStore, made: DrillCases, file: string): Promise<Held> {
  const { case: due } = await recordOf(store, made.due);
  const isInTime = due.clocks.acknowledge.state === "running";
  check("cases: one answered, one waiting, one that could not be sent, one about to be due", isInTime);
  const count = await exportTable(store.client, tableName, file);
  const items = await store.items();
  check(`${count} items are exported`, count === items.length);
  const records = checkRecords(items);
  check(`${records.heads.size} records: each chain is verified from its first event to the head`, isSound(records));
  return { items, records, generations: await generationsOf(store, made) };
}

/** A table made as the runtime and the stack make theirs takes every item of the file. */
async function importAll(store: DrillStore, held: Held, file: string): Promise<void> {
  await createTable(store.client, tableInput(tableName, tableDefinition), tableDefinition.timeToLive);
  check("is made from the one definition", (await store.items()).length === 0);
  const count = await importTable(store.client, tableName, file);
  const items = await store.items();
  check(`takes ${count} items, each equal to the one that is lost`, isDeepStrictEqual(asSet(items), asSet(held.items)));
  const records = checkRecords(items);
  check("holds the same cases with the same chain heads", isDeepStrictEqual(records.heads, held.records.heads));
  check("holds chains that are whole, verified anew", isSound(records));
}

/** A deadline passes while nothing runs. */
async function untilDue(store: DrillStore, { due }: DrillCases): Promise<void> {
  const { wakeAt } = await recordOf(store, due);
  if (wakeAt !== undefined) await pause(Math.max(0, epochOf(wakeAt) - Date.now() + 1));
}

/** The runtime asks the reconciler for all open cases when it starts, as an operator does after a restore. */
async function comeBack(store: DrillStore, made: DrillCases, held: Held, url: string): Promise<void> {
  for (const name of open) {
    const next = held.generations[name] + 1;
    const isNew = await comesTo(store, made[name], ({ generation }) => generation === next);
    check(`${name}: has a new execution`, isNew);
  }
  check(
    "answered: has none, it is over",
    (await recordOf(store, made.answered)).generation === held.generations.answered,
  );

  const api = openApi(url);
  const isReminded = ({ overdue, outbox }: { overdue: string[]; outbox: object[] }) =>
    overdue.includes("acknowledge") && outbox.length === 0;
  const due = await until(api, made.due, isReminded);
  check(`due: the deadline that passed meanwhile is on record, ${due.platform} is reminded`, isReminded(due));
  const unsent = await until(api, made.unsent, ({ status }) => status === "awaiting_acknowledgement");
  check(`unsent: ${unsent.platform} has its notice`, unsent.outbox.length === 0);
  const isAwaited = ({ wait, generation }: StoredCase) => wait?.generation === generation;
  const waits = await Promise.all(open.map(async (name) => comesTo(store, made[name], isAwaited)));
  check("every open case is waited for by its new execution", waits.every(Boolean));
}

async function generationsOf(store: DrillStore, made: DrillCases): Promise<Held["generations"]> {
  const generationOf = async (caseId: CaseId) => (await recordOf(store, caseId)).generation;
  return {
    answered: await generationOf(made.answered),
    waiting: await generationOf(made.waiting),
    unsent: await generationOf(made.unsent),
    due: await generationOf(made.due),
  };
}

/** Whether the record of a case comes to be so, within ten seconds. */
async function comesTo(store: DrillStore, caseId: CaseId, isSo: (record: StoredCase) => boolean): Promise<boolean> {
  for (let look = 0; look < 100; look += 1) {
    if (isSo(await recordOf(store, caseId))) return true;
    await pause(100);
  }
  return false;
}

async function recordOf({ cases }: DrillStore, caseId: CaseId): Promise<StoredCase> {
  const record = await cases.read(caseId);
  if (record === undefined) throw new Error(`${caseId} is not there`);
  return record;
}

function isSound({ faults }: Records): boolean {
  for (const fault of faults) say(`  ✗ ${fault}`);
  return faults.length === 0;
}

/** A scan has no order of its own that two tables would share. */
function asSet(items: readonly unknown[]): Set<unknown> {
  return new Set(items);
}

const folder = await mkdtemp(join(tmpdir(), "sommation-drill-"));
const stores: DrillStore[] = [];
try {
  await drill(
    async () => {
      const store = await startStore();
      stores.push(store);
      return store;
    },
    join(folder, "table.jsonl"),
  );
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`\nThe drill failed: ${error instanceof Error ? error.message : String(error)}\n`);
} finally {
  await Promise.all(stores.map(async ({ stop }) => stop()));
  await rm(folder, { recursive: true, force: true });
}
