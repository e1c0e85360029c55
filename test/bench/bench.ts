import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Bench, Figure } from "./figures.ts";
import { tableOf } from "./figures.ts";
import { machineLine, machineNow } from "./machine.ts";
import { lateness, overdue } from "./deadlines.ts";
import { reading } from "./reading.ts";
import { bundles, startUp } from "./starts.ts";
import { throughput } from "./throughput.ts";

/** Every bench, in the order in which they are run. */
const benches = {
  throughput,
  lateness,
  overdue,
  "start-up": startUp,
  reading,
  bundles,
} as const satisfies Record<string, Bench>;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, scale: { type: "string", default: "full" } },
});
const wanted = Object.entries<Bench>(benches).filter(
  ([name]) => positionals.length === 0 || positionals.includes(name),
);
if (wanted.length === 0 || !["full", "small"].includes(values.scale)) {
  console.error(`usage: npm run bench -- [${Object.keys(benches).join(" | ")}] [--scale full|small] [--json FILE]`);
  process.exit(1);
}

const machine = machineNow();
const figures: Figure[] = [];
for (const [name, bench] of wanted) {
  console.error(`${name} …`);
  figures.push(...(await bench({ scale: values.scale === "small" ? "small" : "full" })));
}
console.log(`${tableOf(figures)}\n\n${machineLine(machine)}`);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ machine, figures }, undefined, 2)}\n`);
