import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import { developmentSecret } from "../../local/directory/development-secrets.ts";
import type { Arrival } from "./receiver-thread.ts";

/** An endpoint of ours that verifies, takes and remembers everything. */
export type Receiver = AsyncDisposable & {
  url: string;
  /** The first arrival of a type, by case. */
  first: (type: string) => ReadonlyMap<string, Arrival>;
  /** Resolves when a message of a type has come for so many cases. @throws when none comes any more. */
  hasFor: (type: string, cases: number) => Promise<void>;
};

/** After so long without any arrival nothing comes any more. */
const patienceMilliseconds = 120_000;

/** Opens the endpoint of a party of development. */
export async function openReceiver(party: string): Promise<Receiver> {
  const thread = new Worker(new URL("./receiver-thread.ts", import.meta.url), {
    workerData: { secret: developmentSecret("to", party) },
  });
  const [address] = (await once(thread, "message")) as [unknown];
  const { port } = z.object({ port: z.int() }).parse(address);
  const arrivals = new Map<string, Map<string, Arrival>>();
  let last = Date.now();
  const first = (type: string) => {
    const known = arrivals.get(type) ?? new Map<string, Arrival>();
    arrivals.set(type, known);
    return known;
  };
  thread.on("message", (arrival: Arrival) => {
    last = Date.now();
    const known = first(arrival.type);
    if (!known.has(arrival.caseId)) known.set(arrival.caseId, arrival);
  });
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    first,
    hasFor: async (type, cases) => {
      last = Date.now();
      while (first(type).size < cases) {
        if (Date.now() - last > patienceMilliseconds) {
          throw new Error(`${party} received ${type} for ${first(type).size} cases, not ${cases}`);
        }
        await pause(5);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await thread.terminate();
    },
  };
}
