import { setTimeout as pause } from "node:timers/promises";
import type { CaseId } from "../../core/contract/ids.ts";
import { caseStore, type CaseStore } from "../../functions/shared/dynamo/case-store.ts";
import { tableAt } from "../support/store-table.ts";
import { inParallel } from "./http-client.ts";
import type { RuntimeProcess } from "./runtime-process.ts";

/** The runtime's own store, reached beside it. */
export function storeOf({ storeUrl }: Pick<RuntimeProcess, "storeUrl">) {
  const table = tableAt(storeUrl, "sommation");
  return {
    table,
    cases: caseStore(table),
    [Symbol.dispose]: () => {
      table.close();
    },
  };
}

const patienceMilliseconds = 120_000;
const atOnce = 8;

/** Resolves when the machine of every one of these cases waits for an answer. */
export async function untilWaiting(cases: CaseStore, ids: readonly CaseId[]): Promise<void> {
  const end = Date.now() + patienceMilliseconds;
  let left = [...ids];
  for (;;) {
    const records = await inParallel(left, atOnce, async (id) => cases.read(id));
    left = left.filter((_, index) => records[index]?.wait === undefined);
    if (left.length === 0) return;
    if (Date.now() > end) throw new Error(`${left.length} machines do not wait`);
    await pause(5);
  }
}
