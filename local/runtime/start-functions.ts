import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { hostFunctions, type LambdaHost } from "../aws/lambda/host.ts";
import type { Bundle } from "../build/bundle.ts";
import type { ClockAnchor } from "../clock/legal-clock.ts";
import type { Closing } from "./closing.ts";
import { timeoutOf } from "./environment.ts";

/** What the functions are started with. */
export type FunctionsOptions = {
  bundles: readonly Bundle[];
  environment: Readonly<Record<string, string>>;
  /** The legal clock's anchor, asked at each invocation. */
  clock: () => ClockAnchor | undefined;
  /** Where their log lines go. */
  folder: string;
  onFault: (line: string) => void;
};

/**
 * Two threads for two cores: an isolate of its own for each function took three times the memory. What nobody waits for does
 * not make the API wait.
 */
const inBackground = [
  "deliver-messages",
  "await-answer",
  "reconcile-cases",
  "watch-inbound",
  "apply-retention",
  "record-mail-event",
];

/** What comes in crowds, answers and deadlines, gets both cores. */
const inBoth = ["receive-answer", "escalate-case"];

/** Those that sleep until a deadline do nothing meanwhile: a hundred deadlines a second must not wait for their sleep. */
const atOnceWithSleepers = 192;

function threadsOf(name: string): string[] {
  if (inBoth.includes(name)) return ["api", "background"];
  return [inBackground.includes(name) ? "background" : "api"];
}

/** Loads every bundle. @throws when one cannot be loaded. */
export async function startFunctions(options: FunctionsOptions, closing: Closing): Promise<LambdaHost> {
  const { bundles, environment, clock, folder, onFault } = options;
  const log = createWriteStream(join(folder, "functions.log"), { flags: "a" });
  const host = hostFunctions({
    functions: bundles.map(({ name, file }) => ({
      name,
      file,
      environment,
      timeoutMilliseconds: timeoutOf(name),
      threads: threadsOf(name),
      ...(name === "escalate-case" && { atOnce: atOnceWithSleepers }),
    })),
    clock,
    onLine: ({ functionName, line }) => {
      log.write(`${line}\n`);
      if (line.includes('"level":"ERROR"')) onFault(`${functionName}: ${line}`);
    },
  });
  closing.add(async () => {
    await host.close();
    log.end();
  });
  const broken = await host.warm();
  if (broken.length > 0) throw new Error(`functions that cannot be loaded: ${JSON.stringify(broken)}`);
  return host;
}
