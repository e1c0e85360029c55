import { eventually } from "./e2e-eventually.ts";
import { apiOf, type Api } from "./e2e-api.ts";
import { type Ended, launch } from "./e2e-process.ts";

/** The local runtime in a process of its own, as `npm start` runs it. */
export type Runtime = AsyncDisposable & {
  url: string;
  port: number;
  pid: number;
  api: Api;
  /** Sends the webhooks of a party to an endpoint of the test's own. */
  redirect: (party: Party, webhook: string) => Promise<void>;
  /** Asks it to end, and waits for that. */
  stop: (signal?: "SIGTERM" | "SIGINT") => Promise<Ended>;
  /** Ends it without asking: it has no time for anything. */
  kill9: () => Promise<Ended>;
};

/** A party of the directory. */
export type Party = `platforms/${string}` | `authorities/${string}`;

/** How to start it. */
export type RuntimeOptions = {
  /** Legal seconds in one real second. */
  scale?: number;
  /** Folder in which the data is kept; a temporary one of its own by default. */
  folder?: string;
  /** Folder in which it makes its temporary ones. */
  temporary?: string;
  /** File of legal bases of its own. */
  legalBases?: string;
  /** Chosen by the system by default. */
  port?: number;
};

/** A start takes two seconds; one of many at once, on a machine that has other work, takes longer. */
const startPatience = 150_000;

/** Starts the runtime without its sample campaign, and waits until it is ready. */
export async function startRuntime({
  scale = 1,
  folder,
  temporary,
  legalBases,
  port = 0,
}: RuntimeOptions = {}): Promise<Runtime> {
  const launched = launch(["--no-demo", "--scale", `${scale}`], {
    PORT: `${port}`,
    ...(folder !== undefined && { SOMMATION_DATA: folder }),
    ...(temporary !== undefined && { TMPDIR: temporary }),
    ...(legalBases !== undefined && { SOMMATION_LEGAL_BASES: legalBases }),
  });
  let over = false;
  const ended = launched.ended.finally(() => (over = true));
  const end = async (signal: NodeJS.Signals) => {
    launched.kill(signal);
    return ended;
  };
  try {
    const look = () => {
      const { stdout, stderr } = launched.said();
      if (over) throw new Error(`the runtime has ended: ${stdout}${stderr}`);
      return /http:\/\/localhost:\d+/.exec(stdout)?.[0];
    };
    const url = await eventually("the runtime says where it is", look, startPatience);
    await eventually("the runtime is ready", async () => isReady(url));
    return {
      url,
      port: Number(new URL(url).port),
      pid: launched.pid,
      api: await apiOf(url),
      redirect: (party, webhook) => redirect(url, party, webhook),
      stop: async (signal = "SIGTERM") => end(signal),
      kill9: async () => end("SIGKILL"),
      [Symbol.asyncDispose]: async () => {
        await end("SIGTERM");
      },
    };
  } catch (cause) {
    await end("SIGKILL");
    throw cause;
  }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health`);
  await answer.body?.cancel();
  return answer.status === 200;
}

async function redirect(url: string, party: Party, webhook: string): Promise<void> {
  const answer = await fetch(`${url}/simulated/${party}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ webhook }),
  });
  if (!answer.ok) throw new Error(`${party} could not be redirected: ${answer.status}`);
}
