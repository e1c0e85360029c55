import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "../support/e2e-eventually.ts";
import { descendantsOf, isAlive, launch, type Launched } from "../support/e2e-process.ts";

/** The local runtime on one data folder: killed and started again, always at the same address. */
export type Target = {
  url: () => string;
  /** Counts the starts that came to be ready; undefined while nobody is there or not ready yet. */
  upSince: () => number | undefined;
  /** Starts it; resolves when its process runs. */
  start: () => void;
  /** Resolves when it serves. @throws when it ended by itself. */
  untilReady: () => Promise<void>;
  /**
   * Ends it without asking.
   * @param victims `all`: with its embedded DynamoDB and whatever else it has started; `main`: the rest finds out.
   */
  kill9: (victims: "all" | "main") => Promise<void>;
  /** Asks it to end. */
  stop: () => Promise<void>;
};

/** A start with thousands of open cases, on a machine that has other work, takes a while. */
const patienceMilliseconds = 240_000;

/** The runtime on this folder; `scale` legal seconds pass in one second. */
export function killTarget(folder: string, scale: number): Target {
  let url = "";
  let launched: Launched | undefined;
  let hasEnded = true;
  let starts = 0;
  let isReady = false;

  async function isHealthy(): Promise<boolean> {
    return fetch(`${url}/health`).then(
      async (answer) => (await answer.body?.cancel(), answer.status === 200),
      () => false,
    );
  }

  function start(): void {
    const port = url === "" ? "0" : new URL(url).port;
    const begun = launch(["--no-demo", "--scale", `${scale}`], { PORT: port, SOMMATION_DATA: folder });
    launched = begun;
    hasEnded = false;
    void begun.ended.then(() => {
      if (launched === begun) hasEnded = true;
    });
  }

  function failIfEnded(): void {
    if (!hasEnded || launched === undefined) return;
    const { stdout, stderr } = launched.said();
    throw new Error(`the runtime has ended by itself: ${stdout.slice(-1_000)}${stderr.slice(-2_000)}`);
  }

  return {
    url: () => url,
    upSince: () => (isReady && !hasEnded ? starts : undefined),
    start,
    untilReady: async () => {
      const look = () => {
        failIfEnded();
        return /http:\/\/localhost:\d+/.exec(launched?.said().stdout ?? "")?.[0];
      };
      url = await eventually("the runtime says where it is", look, patienceMilliseconds);
      await eventually(
        "the runtime serves",
        async () => {
          failIfEnded();
          return isHealthy();
        },
        patienceMilliseconds,
      );
      starts += 1;
      isReady = true;
    },
    kill9: async (victims) => {
      failIfEnded();
      isReady = false;
      if (launched === undefined) throw new Error("nothing was started");
      const { pid, ended } = launched;
      const others = victims === "all" ? descendantsOf(pid) : [];
      for (const victim of [pid, ...others]) killIfAlive(victim);
      await ended;
      while (others.some(isAlive)) await pause(2);
    },
    stop: async () => {
      isReady = false;
      launched?.kill("SIGTERM");
      await launched?.ended;
    },
  };
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended since we looked.
  }
}
