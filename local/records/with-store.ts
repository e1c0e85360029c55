import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { instantOf, type Instant } from "../../core/contract/instant.ts";
import { legalClock } from "../clock/legal-clock.ts";
import { readClockAnchor } from "../data-folder/clock-anchor.ts";
import { openDataFolder } from "../data-folder/data-folder.ts";
import { Closing } from "../runtime/closing.ts";
import { openStore } from "../runtime/open-store.ts";

/** A store that a run has left: its table, and where its legal clock stands. */
export type LeftStore = { table: Table; now: Instant };

/** What came of opening it: what was made of it, or the one line to print. */
export type WithStore<T> = { kind: "used"; value: T } | { kind: "unusable"; message: string };

/**
 * Opens the data of an earlier run, and closes it again: those in the data folder (`SOMMATION_DATA`, else `.sommation/`), or of
 * the endpoint in `AWS_ENDPOINT_URL_DYNAMODB`.
 */
export async function withStore<T>(
  environment: Readonly<Record<string, string | undefined>>,
  use: (store: LeftStore) => Promise<T>,
): Promise<WithStore<T>> {
  const path = environment["SOMMATION_DATA"] ?? ".sommation";
  const own = environment["AWS_ENDPOINT_URL_DYNAMODB"];
  if (own === undefined && !(await isThere(join(path, "store.db")))) {
    return { kind: "unusable", message: `There is no data in ${path}. Set SOMMATION_DATA to the folder of a run.` };
  }
  const opened = await openDataFolder(path);
  if (opened.kind !== "opened") return { kind: "unusable", message: opened.message };
  const closing = new Closing();
  closing.add(opened.folder.close);
  try {
    const onLost = (line: string) => process.stderr.write(`${line}\n`);
    const { table } = await openStore(opened.folder, own, closing, onLost);
    const anchor = await readClockAnchor(opened.folder.path);
    const now = instantOf(anchor === undefined ? Date.now() : legalClock(anchor).legalNow());
    return { kind: "used", value: await use({ table, now }) };
  } finally {
    await closing.close();
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
