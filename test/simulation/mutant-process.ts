import { once } from "node:events";
import { registerHooks } from "node:module";
import type { Mutation } from "./mutations.ts";

/** What the process is given: the break, and the seeds to find it with. */
export type MutantTask = { mutation: Mutation; root: string; from: number; most: number };

/** What it found: how many runs it took to catch the break, and what was wrong in the last; undefined when nothing was. */
export type MutantVerdict = { applied: number; tried: number; fault: string | undefined };

const [task] = (await once(process, "message")) as [MutantTask];
const { mutation, root, from, most } = task;
let applied = 0;

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (url !== new URL(mutation.file, root).href) return loaded;
    const source =
      typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source ?? undefined);
    applied += source.split(mutation.find).length - 1;
    return { ...loaded, source: source.replace(mutation.find, () => mutation.replace) };
  },
});

// Loaded only now, so that the break is in it.
const { simulate } = await import("./simulation.ts");
const { playReference } = await import("./crash-everywhere.ts");
const { references } = await import("./reference.ts");

async function* seeds() {
  for (let seed = from; seed < from + most; seed += 1) yield (await simulate(seed)).faults[0];
}

async function* crashes() {
  for (const reference of references) {
    const { effects } = await playReference(reference);
    for (let effect = 1; effect <= effects; effect += 1) {
      yield (await playReference(reference, { effect, death: "after" })).faults[0];
    }
  }
}

async function hunt(): Promise<MutantVerdict> {
  let tried = 0;
  for await (const fault of mutation.foundBy === "crashes" ? crashes() : seeds()) {
    tried += 1;
    if (fault !== undefined) return { applied, tried, fault };
  }
  return { applied, tried, fault: undefined };
}

// Nothing to be found where nothing was broken.
process.send?.(applied === 0 ? { applied, tried: 0, fault: undefined } : await hunt());
