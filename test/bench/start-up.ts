import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { environmentOf } from "../../local/runtime/environment.ts";

/**
 * From the start of the process to a handler that is ready, for every bundle of the folders given, in milliseconds:
 * `npm run bench:start` (dist/functions), or `npm run bench:start -- <folder> <folder>` to compare. Each bundle is
 * started so many times, the folders in turn; the quickest start counts, since what else the machine does only adds.
 * Beside it the least processor time, which depends still less on what else there is to do.
 */
const starts = 21;

/** What every function finds in its environment; nothing is connected to while it loads. */
const environment = environmentOf({
  tableName: "none",
  stateMachineArn: "none",
  publicUrl: "http://localhost:1",
  dynamoDbUrl: "http://localhost:1",
  stepFunctionsUrl: "http://localhost:1",
  secretsFolder: "/none",
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

/** One start, in milliseconds. */
const Start = z.object({ ready: z.number(), processor: z.number() });
type Start = z.infer<typeof Start>;

async function startOnce(file: string): Promise<Start> {
  const { stdout } = await run(process.execPath, ["-e", program, file], { env: environment });
  if (!stdout.startsWith("{")) throw new Error(`${file}: ${stdout}`);
  return Start.parse(JSON.parse(stdout));
}

/** `118 ms (140)`: until it was ready, and processor time. */
function least(found: readonly Start[]): string {
  const [ready, processor] = [found.map((one) => one.ready), found.map((one) => one.processor)].map((values) =>
    Math.min(...values).toFixed(0),
  );
  return `${ready} ms (${processor})`.padStart(14);
}

const given = process.argv.slice(2);
const folders = (given.length > 0 ? given : ["dist/functions"]).map((folder) => resolve(folder));
const [first = ""] = folders;
const names = (await readdir(first)).filter((name) => existsSync(join(first, name, "index.js"))).sort();

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, quickest of ${starts} starts`,
);
for (const name of names) {
  const found = folders.map((): Start[] => []);
  for (let start = 0; start < starts; start += 1) {
    for (const [index, folder] of folders.entries()) {
      found[index]?.push(await startOnce(join(folder, name, "index.js")));
    }
  }
  console.log(name.padEnd(20), ...found.map(least));
}
