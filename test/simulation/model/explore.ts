/**
 * `node test/simulation/model/explore.ts`: every setting with the protocol as it is, then each weakened rule until it
 * loses something. Prints both as tables; ends with 1 when the protocol loses something or a weakened rule does not.
 */
import { asItIs, weakened, type Rules } from "./rules.ts";
import { searched, type Found } from "./search.ts";
import { allSettings, losing, type Setting } from "./settings.ts";

function nameOf({ visitors, budget = {}, from }: Setting): string {
  const faults = Object.entries(budget).map(([fault, count]) => `${fault} ${count}`);
  const beginning = from === "waiting" ? ["once it waits"] : [];
  return [visitors.join(" + "), ...faults, ...beginning].join(", ");
}

function row(...cells: (string | number)[]): void {
  console.log(`| ${cells.map((cell) => cell.toLocaleString("en")).join(" | ")} |`);
}

function tell(found: Found): void {
  if (found.history === undefined) return;
  console.log(`\n    ${found.history.join("\n    ")}\n`);
}

const total = { states: 0, finalStates: 0, lost: 0 };
row("setting", "states", "final states", "lost");
row("---", "---:", "---:", "---:");
for (const setting of allSettings) {
  const found = searched(setting, asItIs);
  row(nameOf(setting), found.states, found.finalStates, found.lost);
  tell(found);
  for (const count of ["states", "finalStates", "lost"] as const) total[count] += found[count];
}
row(`all ${allSettings.length}`, total.states, total.finalStates, total.lost);

console.log("\nWith one rule weakened, the shortest way to a loss:");
let harmless = 0;
for (const [name, rules] of Object.entries<Rules>(weakened)) {
  const setting: Setting = losing[name as keyof typeof losing];
  const found = searched(setting, rules, { untilLost: true });
  console.log(
    `\n${name} (${nameOf(setting)}): ${found.lost > 0 ? "loses" : "loses nothing"}; ${found.states.toLocaleString("en")} states`,
  );
  tell(found);
  if (found.lost === 0) harmless += 1;
}
process.exitCode = total.lost + harmless > 0 ? 1 : 0;
