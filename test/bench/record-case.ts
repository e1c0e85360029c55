import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startDynamoDb } from "../../local/aws/dynamodb-server.ts";
import { answerCase, openCase, platform, quietAuthority } from "./cases.ts";
import { httpClient } from "./http-client.ts";
import { openReceiver } from "./receiver.ts";
import { openRecorder, type Recorder, type StoreRequest } from "./recorded-writes.ts";
import { freshFolder, startRuntimeProcess } from "./runtime-process.ts";
import { storeOf, untilWaiting } from "./store-of.ts";

/** Every request to the store that one case makes, from its notice until it is settled. */
export type RecordedCase = { opening: StoreRequest[]; acknowledging: StoreRequest[]; acting: StoreRequest[] };

/** Records one case, as the running product opens it and takes its answers; nothing else goes on meanwhile. */
export async function recordCase(): Promise<RecordedCase> {
  await using folder = await freshFolder();
  const store = await startDynamoDb(join(folder.path, "recorded.db"));
  try {
    await using recorder = await openRecorder(store.url);
    return await recordBehind(recorder, folder.path);
  } finally {
    await store.stop();
  }
}

async function recordBehind(recorder: Recorder, path: string): Promise<RecordedCase> {
  await using receiver = await openReceiver(platform);
  await using runtime = await startRuntimeProcess({ folder: join(path, "data"), storeUrl: recorder.url });
  await runtime.redirect(`platforms/${platform}`, receiver.url);
  const client = httpClient(1);
  using store = storeOf(runtime);
  const authority = await quietAuthority(runtime, client);
  const open = async () => {
    const opened = await openCase(runtime, client, authority);
    await untilWaiting(store.cases, [opened.caseId]);
    return opened;
  };
  // The first reads what is kept in memory from then on.
  const before = await open();
  await answerCase(runtime, client, before, "acknowledged");
  await answerCase(runtime, client, before, "removed");

  const part = async <T>(work: () => Promise<T>) => {
    await quiet(recorder);
    recorder.forget();
    const result = await work();
    await quiet(recorder);
    return { result, recorded: recorder.recorded() };
  };
  const opening = await part(async () => openCase(runtime, client, authority));
  const acknowledging = await part(async () => answerCase(runtime, client, opening.result, "acknowledged"));
  const acting = await part(async () => answerCase(runtime, client, opening.result, "removed"));
  client.close();
  return { opening: opening.recorded, acknowledging: acknowledging.recorded, acting: acting.recorded };
}

/** Half a second without a request: the machine has done what it had to. */
async function quiet({ recorded }: Recorder): Promise<void> {
  let seen = -1;
  while (seen !== recorded().length) {
    seen = recorded().length;
    await pause(500);
  }
}
