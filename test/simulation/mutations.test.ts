import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, test } from "vitest";
import type { MutantTask, MutantVerdict } from "./mutant-worker.ts";
import { mutations, type Mutation } from "./mutations.ts";

const root = new URL("../../", import.meta.url).href;
/** Seeds that a break is hunted with at most. */
const most = 600;

/** Runs the broken code in a thread of its own, so that nothing else is broken by it. */
async function hunt(mutation: Mutation): Promise<MutantVerdict> {
  const task: MutantTask = { mutation, root, from: 1, most };
  const worker = new Worker(new URL("mutant-worker.ts", import.meta.url), { workerData: task });
  const { promise, resolve, reject } = Promise.withResolvers<MutantVerdict>();
  worker.once("message", resolve);
  worker.once("error", reject);
  try {
    return await promise;
  } finally {
    await worker.terminate();
  }
}

const caught: string[] = [];

describe("the simulation finds that", () => {
  test.each(mutations)("$breaks", { timeout: 600_000 }, async (mutation) => {
    const { applied, fault, tried } = await hunt(mutation);
    expect(applied, "places in the module that the break is made at").toBe(1);
    expect(fault, `nothing in ${tried} runs`).toBeDefined();
    caught.push(`  ${mutation.breaks}: ${tried} ${mutation.foundBy ?? "seeds"} (${fault ?? ""})`);
  });

  afterAll(() => {
    console.log(`${caught.length} of ${mutations.length} breaks found, by so many runs:\n${caught.join("\n")}`);
  });
});
