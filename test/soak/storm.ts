import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inLanes, openStorm } from "../support/storm.ts";

/**
 * `node test/soak/storm.ts --cases 10000`: so many deadlines at one instant, none of which a machine saw, on data on disk.
 * Says how long the reconciler takes to work them off, and ends with 1 when it takes longer than a minute, does one twice or
 * forgets one, or keeps a small authority waiting.
 */
const { values } = parseArgs({ options: { cases: { type: "string", default: "10000" } } });
const cases = Number(values.cases);
const mostSeconds = 60;
/** Of an authority with few cases, beside one with nearly all. */
const few = 3;

const started = performance.now();
const folder = await mkdtemp(join(tmpdir(), "sommation-storm-"));
const faults: string[] = [];
try {
  await using storm = await openStorm({
    shares: { dgccrf: cases - few, "haut-commissariat": few },
    file: join(folder, "store.db"),
  });
  const opening = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${cases} cases are silent, two writes each, made in ${opening} s; the reconciler begins`);
  const begun = performance.now();
  const ended = storm.reconcile({ scope: "due" });
  let handledAfter = 0;
  const watch = setInterval(() => {
    if (handledAfter === 0 && storm.arrivals.length >= 2 * cases) handledAfter = performance.now() - begun;
  }, 10);
  const counts = await ended;
  clearInterval(watch);
  const seconds = (handledAfter || performance.now() - begun) / 1_000;
  console.log(`all handled after ${seconds.toFixed(1)} s, ${(cases / seconds).toFixed(0)} a second`);
  console.log(`the run ended after ${((performance.now() - begun) / 1_000).toFixed(1)} s: ${JSON.stringify(counts)}`);

  if (seconds > mostSeconds) faults.push(`it took more than ${mostSeconds} s`);
  if (storm.arrivals.length !== 2 * cases) faults.push(`${storm.arrivals.length} messages arrived, not ${2 * cases}`);
  const sides = new Set(storm.arrivals.map(({ caseId, type }) => `${caseId} ${type}`));
  if (sides.size !== 2 * cases) faults.push(`${sides.size} parties were told, not ${2 * cases}`);
  const small = new Set(storm.silent.flatMap(({ caseId, authority }) => (authority === "dgccrf" ? [] : [caseId])));
  const last = storm.begun.findLastIndex((caseId) => small.has(caseId));
  if (last >= 2 * few) faults.push(`an authority with ${few} cases waited for ${last} others`);
  await inLanes(storm.silent, async ({ caseId }) => {
    const breaches = (await storm.eventsOf(caseId)).filter((type) => type === "clock.missed").length;
    if (breaches !== 1) faults.push(`${caseId} has ${breaches} breaches on record`);
  });
  const again = await storm.reconcile({ scope: "due" });
  if (Object.values(again).some((count) => count > 0)) faults.push(`a second run found ${JSON.stringify(again)}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? "each once, in order, fairly" : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
