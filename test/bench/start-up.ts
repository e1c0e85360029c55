import { resolve } from "node:path";
import { bundlesIn, leastStarts, type BundleStart } from "./bundle-starts.ts";
import { machineLine, machineNow } from "./machine.ts";

/**
 * Compares the starts of the bundles of several builds: `npm run bench:start` (dist/functions), or
 * `npm run bench:start -- <folder> <folder>`. Beside the time until the handler is ready the processor time, which
 * depends less on what else there is to do.
 */
const starts = 21;

/** `118 ms (140)`: until it was ready, and processor time. */
function spoken({ ready, processor }: BundleStart): string {
  return `${ready.toFixed(0)} ms (${processor.toFixed(0)})`.padStart(14);
}

const given = process.argv.slice(2);
const folders = (given.length > 0 ? given : ["dist/functions"]).map((folder) => resolve(folder));
const [first = ""] = folders;

console.log(`${machineLine(machineNow())}; quickest of ${starts} starts`);
for (const name of await bundlesIn(first)) {
  const found = await leastStarts(name, folders, starts);
  console.log(name.padEnd(20), ...found.map(spoken));
}
