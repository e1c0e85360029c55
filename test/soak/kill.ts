import { parseArgs } from "node:util";
import * as z from "zod";
import { runKills } from "./kill-run.ts";

/** `node test/soak/kill.ts --kills 100 --cases 2000 --seed 1`: exits with 1 when anything is lost, twice or wrong. */
const Options = z.object({
  kills: z.coerce.number().int().positive().default(100),
  cases: z.coerce.number().int().positive().default(2_000),
  seed: z.coerce.number().int().nonnegative().default(1),
  scale: z.coerce.number().min(1).default(240),
});

const shown = 40;

const { values } = parseArgs({
  options: {
    kills: { type: "string" },
    cases: { type: "string" },
    seed: { type: "string" },
    scale: { type: "string" },
  },
});
const options = Options.parse({ ...values });
console.log(`kill -9, ${options.kills} times, with ${options.cases} cases in flight; seed ${options.seed}`);
const { faults, ...report } = await runKills({
  ...options,
  tell: (line) => {
    console.log(`  ${line}`);
  },
});
const count = (kind: string) => faults.filter((fault) => fault.kind === kind).length;
console.log(JSON.stringify({ ...report, lost: count("lost"), twice: count("twice"), wrong: count("wrong") }, null, 2));
for (const { kind, what } of faults.slice(0, shown)) console.log(`${kind}: ${what}`);
if (faults.length > shown) console.log(`… and ${faults.length - shown} more`);
process.exitCode = faults.length === 0 ? 0 : 1;
