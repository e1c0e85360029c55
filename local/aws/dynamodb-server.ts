import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { findDynamoDbBinary } from "./dynamodb-binary.ts";

/** A running DynamoDB of our own. */
export type DynamoDbServer = {
  /** Endpoint for the SDK. */
  url: string;
  /** Process id of the server. */
  pid: number;
  /** Resolves with what it last said when the server has ended, asked to or not. */
  ended: Promise<string>;
  /** Ends it; resolves when it is gone. */
  stop: () => Promise<void>;
};

const shim = fileURLToPath(new URL("./until-stdin-closes.sh", import.meta.url));

/** Starting takes some 30 ms; a machine that needs this long is not going to make it. */
const patienceMilliseconds = 15_000;

/** The shim ends the server as soon as its input closes; a server that lives longer has no shim any more. */
const patienceWithShim = 5_000;

/** Another program may take the port between our look and the server's start: then the next one is tried. */
const portsToTry = 5;

/**
 * Starts the embedded DynamoDB on a port of the loopback interface.
 *
 * @param file Where the data is kept; undefined: in memory.
 * @throws when there is no program for this system, or it does not come up.
 */
export async function startDynamoDb(file?: string): Promise<DynamoDbServer> {
  const binary = findDynamoDbBinary();
  if (binary === undefined) throw new Error("no embedded DynamoDB for this system");
  let lastWords = "";
  for (let attempt = 0; attempt < portsToTry; attempt++) {
    const port = await freePort();
    const server = await launch(binary, port, file);
    const over = new AbortController();
    const outcome = await Promise.race([untilItAnswers(server, over.signal), server.ended]);
    over.abort();
    if (outcome === "answers") return server;
    await server.stop();
    lastWords = outcome;
  }
  throw new Error(`the embedded DynamoDB did not start: ${lastWords}`);
}

/** A server that may not be up yet. */
type LaunchedServer = DynamoDbServer & {
  /** Whether it has said that it listens. */
  hasAnnounced: () => boolean;
};

async function launch(binary: string, port: number, file: string | undefined): Promise<LaunchedServer> {
  const data = file === undefined ? [] : ["--db-path", file];
  // detached: a Ctrl-C of the terminal reaches us only, and we end it after our last write.
  const child = spawn("sh", [shim, binary, "serve", "--host", "127.0.0.1", "--port", `${port}`, ...data], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  child.stdin.on("error", () => undefined);
  let lastWords = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-500);
  });
  const ended = endOf(child).then(() => lastWords.trim());
  const [announced] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  return {
    url: `http://127.0.0.1:${port}`,
    pid: Number(announced.trim()),
    ended,
    hasAnnounced: () => lastWords.includes("listening on"),
    stop: async () => {
      child.stdin.end();
      // Whoever killed the shim has left the server without anybody to end it.
      const orphaned = setTimeout(() => {
        killIfAlive(Number(announced.trim()));
      }, patienceWithShim);
      await ended;
      clearTimeout(orphaned);
    },
  };
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}

/** The server has ended when its standard error has; the shim, which waits for us, is then let go, too. */
async function endOf(child: ChildProcessWithoutNullStreams): Promise<void> {
  await once(child.stderr, "end");
  child.stdin.end();
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function untilItAnswers({ url, hasAnnounced }: LaunchedServer, over: AbortSignal): Promise<string> {
  const start = performance.now();
  while (!over.aborted && performance.now() - start < patienceMilliseconds) {
    // Another server on this port would answer, too: ours has to have said that the port is its own.
    if (hasAnnounced() && (await isHealthy(url))) return "answers";
    await sleep(10);
  }
  return "no answer";
}

/** Asks the one path that needs no signature. */
async function isHealthy(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port on the loopback interface");
  return address.port;
}
