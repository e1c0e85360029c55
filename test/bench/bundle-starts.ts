import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { environmentOf } from "../../local/runtime/environment.ts";

/** What every function finds in its environment; nothing is connected to while it loads. */
const environment = environmentOf({
  tableName: "none",
  stateMachineArn: "none",
  publicUrl: "http://localhost:1",
  dynamoDbUrl: "http://localhost:1",
  stepFunctionsUrl: "http://localhost:1",
  sesUrl: "http://localhost:1",
  secretsFolder: "/none",
  actLinks: "file:/none/act-links",
});

/** Says how long it took, or in one line why it did not work: the stack would quote the whole bundle. */
const program = `
  try {
    if (typeof require(process.argv[1]).handler !== "function") throw new Error("no handler");
    const { user, system } = process.cpuUsage();
    process.stdout.write(JSON.stringify({ ready: performance.now(), processor: (user + system) / 1_000 }));
  } catch (error) {
    process.stdout.write(error.name + " " + error.message.replaceAll("\\n", " ").slice(0, 200));
  }`;

const run = promisify(execFile);

const BundleStart = z.object({ ready: z.number(), processor: z.number() });

/** One start in milliseconds: from the start of the process to a handler that is ready, and the processor time of it. */
export type BundleStart = z.infer<typeof BundleStart>;

/** Names of the functions that are bundled in a folder. */
export async function bundlesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => existsSync(join(folder, name, "index.js"))).sort();
}

/**
 * Starts a function of each folder so many times, in a process of its own, the folders in turn: the least of each, since
 * what else the machine does only adds.
 */
export async function leastStarts(name: string, folders: readonly string[], starts: number): Promise<BundleStart[]> {
  const found = folders.map((): BundleStart[] => []);
  for (let start = 0; start < starts; start += 1) {
    for (const [index, folder] of folders.entries()) {
      found[index]?.push(await startOnce(join(folder, name, "index.js")));
    }
  }
  return found.map((all) => ({
    ready: Math.min(...all.map(({ ready }) => ready)),
    processor: Math.min(...all.map(({ processor }) => processor)),
  }));
}

async function startOnce(file: string): Promise<BundleStart> {
  const { stdout } = await run(process.execPath, ["-e", program, file], { env: environment });
  if (!stdout.startsWith("{")) throw new Error(`${file}: ${stdout}`);
  return BundleStart.parse(JSON.parse(stdout));
}
