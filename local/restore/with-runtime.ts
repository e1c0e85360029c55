import { openDataFolder } from "../data-folder/data-folder.ts";
import { startRuntime } from "../runtime/runtime.ts";

/** Runs the whole product at true speed on a store that is there already, and stops it. */
export async function withRuntime<T>(dynamoDbUrl: string, use: (url: string) => Promise<T>): Promise<T> {
  const opened = await openDataFolder();
  if (opened.kind !== "opened") throw new Error(opened.message);
  const { folder } = opened;
  try {
    const onFault = (line: string) => process.stderr.write(`${line}\n`);
    const started = await startRuntime({ folder, port: 0, scale: 1, dynamoDbUrl, onFault, onLost: onFault });
    if (started.kind === "port_taken") throw new Error(`port ${started.port} is taken`);
    try {
      return await use(started.runtime.url);
    } finally {
      await started.runtime.stop();
    }
  } finally {
    await folder.close();
  }
}
