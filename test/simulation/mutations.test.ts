import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { MutantTask, MutantVerdict } from "./mutant-process.ts";
import { mutations, type Mutation } from "./mutations.ts";

/** Most of what a process loads is as the one before it has loaded it. */
const env = { ...process.env, NODE_COMPILE_CACHE: fileURLToPath(new URL("../../dist/compiled/", import.meta.url)) };

const root = new URL("../../", import.meta.url).href;
/** Seeds that a break is hunted with at most. */
const most = 600;

/**
 * Runs the broken code in a process of its own, so that nothing else is broken by it. A thread would do for that, but a
 * thread with hooks on its modules that is ended in the middle of its work can take the whole process with it.
 */
async function hunt(mutation: Mutation): Promise<MutantVerdict> {
  const task: MutantTask = { mutation, root, from: mutation.from ?? 1, most };
  const child = fork(new URL("mutant-process.ts", import.meta.url), { env });
  const verdict = once(child, "message");
  const ended = once(child, "exit");
  child.send(task);
  const [first] = (await Promise.race([verdict, ended.then(notTold)])) as [MutantVerdict];
  child.kill();
  await ended;
  return first;
}

function notTold([code, signal]: unknown[]): never {
  throw new Error(`the process ended before its verdict: ${String(signal ?? code)}`);
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
