import { readOptions, type Options } from "./options.ts";
import { openDataFolder } from "./data-folder/data-folder.ts";
import { startRuntime, type Runtime } from "./runtime/runtime.ts";

const asked = readOptions(process.argv.slice(2), process.env);
switch (asked.kind) {
  case "help":
    console.log(asked.text);
    break;
  case "refused":
    refuse(asked.message);
    break;
  case "run":
    await run(asked.options);
    break;
}

async function run(options: Options): Promise<void> {
  const opened = await openDataFolder(options.dataFolder);
  if (opened.kind === "taken") {
    refuse(opened.message);
    return;
  }
  const { folder } = opened;
  const started = await startRuntime({
    folder,
    port: options.port,
    scale: options.scale,
    onFault: (line) => {
      console.error(line);
    },
  });
  if (started.kind === "port_taken") {
    await folder.close();
    refuse(`Port ${started.port} is in use by another program. Stop it, or choose another: PORT=4601 npm start`);
    return;
  }
  const { runtime } = started;
  stopOnSignal(runtime, folder.close);
  console.log(`ready on ${runtime.url}`);
}

/** A signal stops everything in order; a second one ends at once. */
function stopOnSignal(runtime: Runtime, closeFolder: () => Promise<void>): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void runtime
      .stop()
      .then(closeFolder)
      .then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
}

/** One clear line, and an exit code that says so. */
function refuse(line: string): void {
  console.error(line);
  process.exitCode = 1;
}
