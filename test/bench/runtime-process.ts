import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { askForToken } from "../../local/identity/ask-for-token.ts";
import { descendantsOf, runs } from "../support/e2e-process.ts";
import { argumentsOf } from "./processes.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** The local runtime in a process of its own, true to time, without the sample campaign. */
export type RuntimeProcess = AsyncDisposable & {
  url: string;
  pid: number;
  /** Process of the embedded store; 0 where it has one of ours. */
  storePid: number;
  storeUrl: string;
  folder: string;
  /** Milliseconds from the start of the process to the first good answer of the API. */
  readyAfter: number;
  /** When the process was started, in milliseconds since the epoch. */
  startedAt: number;
  /** An access token of a client of development. */
  tokenOf: (client: string) => Promise<string>;
  /** Sends a party's webhooks to an endpoint of ours. */
  redirect: (party: `platforms/${string}` | `authorities/${string}`, webhook: string) => Promise<void>;
  stop: () => Promise<void>;
  kill9: () => Promise<void>;
};

/** How to start it. */
export type RuntimeProcessOptions = {
  /** Where its data is, on disk. */
  folder: string;
  /** A store of ours in place of its own. */
  storeUrl?: string;
};

/** A fresh folder on disk, removed at the end. */
export async function freshFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), "sommation-bench-"));
  return { path, [Symbol.asyncDispose]: async () => rm(path, { recursive: true, force: true }) };
}

/** A run that is not ready by then will not be. */
const patienceMilliseconds = 120_000;

/** Starts the runtime and waits until its API answers. */
export async function startRuntimeProcess({ folder, storeUrl }: RuntimeProcessOptions): Promise<RuntimeProcess> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, ["local/start.mjs", "--no-demo", "--scale", "1"], {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      SOMMATION_DATA: folder,
      ...(storeUrl !== undefined && { AWS_ENDPOINT_URL_DYNAMODB: storeUrl }),
    },
  });
  let said = "";
  const keep = (text: string) => (said = (said + text).slice(-20_000));
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  const ended = once(child, "close");
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  try {
    const url = await readyUrl(
      () => said,
      () => child.exitCode !== null,
    );
    const readyAfter = Date.now() - startedAt;
    const pid = child.pid ?? 0;
    const storePid = descendantsOf(pid).find((one) => runs(one, "dynoxide")) ?? 0;
    return {
      url,
      pid,
      storePid,
      storeUrl: storeUrl ?? urlOfStore(storePid),
      folder,
      readyAfter,
      startedAt,
      tokenOf: async (client) => askForToken(url, client),
      redirect: async (party, webhook) => redirect(url, party, webhook),
      stop: async () => end("SIGTERM"),
      kill9: async () => end("SIGKILL"),
      [Symbol.asyncDispose]: async () => end("SIGTERM"),
    };
  } catch (cause) {
    await end("SIGKILL");
    throw cause;
  }
}

/** It says where it is when it is ready to answer. */
async function readyUrl(said: () => string, hasEnded: () => boolean): Promise<string> {
  for (let waited = 0; waited < patienceMilliseconds; waited += 5) {
    if (hasEnded()) throw new Error(`the runtime has ended: ${said()}`);
    const url = /http:\/\/localhost:\d+/.exec(said())?.[0];
    if (url !== undefined && (await fetch(`${url}/health`)).ok) return url;
    await pause(5);
  }
  throw new Error(`the runtime is not ready: ${said()}`);
}

function urlOfStore(pid: number): string {
  const given = argumentsOf(pid);
  return `http://127.0.0.1:${given[given.indexOf("--port") + 1] ?? ""}`;
}

async function redirect(url: string, party: string, webhook: string): Promise<void> {
  const answer = await fetch(`${url}/simulated/${party}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ webhook }),
  });
  if (!answer.ok) throw new Error(`${party} could not be redirected: ${answer.status}`);
}
