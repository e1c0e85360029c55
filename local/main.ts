import { resolve } from "node:path";
import { campaign } from "./campaign/campaign.ts";
import { playCampaign } from "./campaign/play-campaign.ts";
import { openDataFolder } from "./data-folder/data-folder.ts";
import { developmentSecret } from "./directory/development-secrets.ts";
import { askForToken } from "./identity/ask-for-token.ts";
import { readOptions, type Options } from "./options.ts";
import { faultsOfOwnBases } from "./own-legal-bases.ts";
import { startRuntime, type Runtime } from "./runtime/runtime.ts";
import { farewellLines } from "./terminal/farewell.ts";
import { readyLines } from "./terminal/ready.ts";
import { summaryLines } from "./terminal/summary.ts";
import { languageOf, openTerminal, type Terminal } from "./terminal/terminal.ts";

const asked = readOptions(process.argv.slice(2), process.env);
switch (asked.kind) {
  case "help":
    process.stdout.write(`${asked.text}\n`);
    break;
  case "refused":
    refuse(asked.message);
    break;
  case "run":
    await run(asked.options);
    break;
}

async function run(options: Options): Promise<void> {
  const { legalBasesFile } = options;
  const legalBases = legalBasesFile === undefined ? undefined : resolve(legalBasesFile);
  const faults = legalBases === undefined ? undefined : faultsOfOwnBases(legalBases, languageOf(process.env));
  if (faults !== undefined) {
    refuse(faults);
    return;
  }
  const opened = await openDataFolder(options.dataFolder);
  if (opened.kind !== "opened") {
    refuse(opened.message);
    return;
  }
  const { folder } = opened;
  const interrupted = new AbortController();
  const terminal = openTerminal(process.stdout, process.env);
  let isLost = false;
  const starting = startRuntime({
    folder,
    port: options.port,
    scale: options.scale,
    dynamoDbUrl: process.env["AWS_ENDPOINT_URL_DYNAMODB"],
    legalBasesFile: legalBases,
    smtpUrl: options.smtpUrl,
    ...(options.demo && { behaviours: campaign.behaviours }),
    onFault: (line) => {
      // What fails for want of a part that is lost adds nothing to that.
      if (!isLost) process.stderr.write(`${line}\n`);
    },
    onLost: (line) => {
      isLost = true;
      refuse(line);
      process.kill(process.pid, "SIGTERM");
    },
  });
  stopOnSignal(interrupted, starting, folder.close);
  const started = await starting;
  if (started.kind === "port_taken") {
    await folder.close();
    refuse(`Port ${started.port} is in use by another program. Stop it, or choose another: PORT=4601 npm start`);
    return;
  }
  const { runtime } = started;
  // A signal may come at any time while we wait.
  const isOver = () => interrupted.signal.aborted;
  if (isOver()) return;
  for (const line of readyLines({ ...runtime, ...options, folder }, terminal)) terminal.write(line);
  if (options.demo && !runtime.isResumed) await play(runtime, options, terminal, interrupted.signal);
  if (isOver()) return;
  const farewell = {
    apiUrl: runtime.url,
    scale: options.scale,
    vintedSecret: developmentSecret("from", "vinted"),
    hasInbox: options.smtpUrl === undefined,
  };
  for (const line of farewellLines(farewell, terminal)) terminal.write(line);
}

async function play(
  runtime: Runtime,
  { scale, smtpUrl }: Options,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { url: apiUrl, simulation } = runtime;
  const token = async (client: string) => askForToken(apiUrl, client);
  const hasInbox = smtpUrl === undefined;
  const summary = await playCampaign({ ...simulation, apiUrl, scale, token, terminal, hasInbox, signal });
  for (const line of summaryLines(summary, terminal)) terminal.write(line);
}

/** A signal stops everything in order, also while it is still starting; a second one ends at once. */
function stopOnSignal(
  interrupted: AbortController,
  starting: ReturnType<typeof startRuntime>,
  closeFolder: () => Promise<void>,
): void {
  const stop = async () => {
    const started = await starting;
    if (started.kind === "started") await started.runtime.stop();
    await closeFolder();
    process.exit();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (interrupted.signal.aborted) process.exit(1);
      interrupted.abort();
      void stop();
    });
  }
}

/** One clear line, and an exit code that says so. */
function refuse(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
