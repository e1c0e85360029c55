import { parseArgs } from "node:util";
import * as z from "zod";
import { makeApplyRetention } from "../../functions/apply-retention/handler.ts";
import type { RetentionReport } from "../../functions/apply-retention/report.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import { erasureStore } from "../../functions/shared/dynamo/erasure-store.ts";
import { retentionStore } from "../../functions/shared/dynamo/retention-store.ts";
import type { Log } from "../../functions/shared/logger.ts";
import { Instant } from "../../core/contract/instant.ts";
import { endWithReader, say } from "../restore/report.ts";
import { withStore, type LeftStore } from "./with-store.ts";

const usage = "usage: npm run retention -- --dry-run|--apply [--at 2032-01-15T10:00:00.000Z]";

const Flags = z
  .strictObject({ "dry-run": z.boolean().default(false), apply: z.boolean().default(false), at: Instant.optional() })
  .refine((flags) => flags["dry-run"] !== flags.apply);

/** Errors alone: the report says the rest. */
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (code, fields) => process.stderr.write(`${code} ${JSON.stringify(fields)}\n`),
};

/** Applies retention to what a run has left, by the function's own handler. */
async function apply({ table, now }: LeftStore, dryRun: boolean, at: Instant = now): Promise<RetentionReport> {
  const run = makeApplyRetention({
    directory: directoryStore(table),
    erasures: erasureStore(table),
    lists: retentionStore(table),
    clock: { now: () => at, wall: Date.now },
    chance: systemChance,
    log,
  });
  return run({ dryRun });
}

function tell({ dryRun, at, cases, more, ...counts }: RetentionReport): void {
  say(`${dryRun ? "What retention would do" : "What retention did"}, as of ${at}`);
  for (const { caseId, authority, rule, result, parts } of cases) {
    say(`  ${result.padEnd(13)} ${caseId}  ${authority}  ${rule}  ${parts} parts`);
  }
  say(
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(", "),
  );
  if (more) say("There is more: run it again.");
}

function flagsOf(argv: readonly string[]): z.infer<typeof Flags> | undefined {
  try {
    const options = { "dry-run": { type: "boolean" }, apply: { type: "boolean" }, at: { type: "string" } } as const;
    return Flags.safeParse({ ...parseArgs({ args: [...argv], options }).values }).data;
  } catch {
    // parseArgs has no answer but an exception for an option it does not know.
    return undefined;
  }
}

endWithReader();
const flags = flagsOf(process.argv.slice(2));
if (flags === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
} else {
  const outcome = await withStore(process.env, async (store) => apply(store, flags["dry-run"], flags.at));
  if (outcome.kind === "used") tell(outcome.value);
  else {
    process.stderr.write(`${outcome.message}\n`);
    process.exitCode = 1;
  }
}
