import { parseArgs } from "node:util";
import { retold, simulateInThreads, told } from "./many.ts";

/** `npm run simulate -- --seeds 10000 [--from 1]`, or `-- --seed 17` to read the history of one. */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "2000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
  },
});

if (values.seed !== undefined) {
  console.log(await retold(Number(values.seed)));
} else {
  const begun = performance.now();
  const totals = await simulateInThreads(Number(values.from), Number(values.seeds));
  for (const { seed } of totals.failed.slice(0, 3)) console.log(`${await retold(seed)}\n`);
  for (const { seed, faults } of totals.failed) console.log(`seed ${seed}: ${faults[0] ?? ""}`);
  console.log(told(totals, performance.now() - begun));
  if (totals.failed.length > 0) process.exitCode = 1;
}
