import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDataFolder } from "../../local/data-folder/data-folder.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { descendantsOf, isAlive, launch, runs, type LaunchEnvironment } from "../support/e2e-process.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import { startRuntime, type Runtime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let folder: string;
let runtime: Runtime;

beforeAll(async () => {
  ({ path: folder } = all.adopt(await temporaryFolder(), async ({ remove }) => remove()));
  runtime = all.use(await startRuntime({ folder }));
});

afterAll(async () => all.disposeAsync());

/** How a launch that is to be refused ends. */
async function refusal(args: string[], environment: LaunchEnvironment) {
  const launched = launch(args, environment);
  const { code, stdout, stderr } = await launched.ended;
  return { code, stdout, line: stderr.replace(/\n$/, "") };
}

describe("a launch that cannot be", () => {
  it("says in one line that the port is taken", async () => {
    const { code, stdout, line } = await refusal([], { PORT: `${runtime.port}` });
    expect(line).toBe(
      `Port ${runtime.port} is in use by another program. Stop it, or choose another: PORT=4601 npm start`,
    );
    expect([code, stdout]).toEqual([1, ""]);
  });

  it("says in one line who has the data folder, and leaves it alone", async () => {
    const { code, stdout, line } = await refusal(["--no-demo"], { PORT: "0", SOMMATION_DATA: folder });
    expect(line).toBe(
      `The data folder ${folder} is in use by process ${runtime.pid}. Stop it, or set SOMMATION_DATA to another folder.`,
    );
    expect([code, stdout]).toEqual([1, ""]);
    expect((await runtime.api.call("health")).status).toBe(200);
  });

  it.each([
    ["an unknown option", ["--fast"], { PORT: "0" }],
    ["a port that is none", [], { PORT: "http" }],
    ["a data folder that is a file", ["--no-demo"], { PORT: "0", SOMMATION_DATA: "package.json" }],
  ])("says in one line what is wrong with %s", async (_, args, environment) => {
    const { code, stdout, line } = await refusal(args, environment);
    expect([code, stdout]).toEqual([1, ""]);
    expect(line).toMatch(/^[^\n]{10,200}$/);
  });
});

describe("a store that ends by itself", () => {
  it("is told in one line, and takes the runtime with it: nothing says that it is ready any more", async () => {
    const launched = launch(["--no-demo", "--scale", "1"], { PORT: "0" });
    await eventually("it is ready", () => launched.said().stdout.includes("is ready"));
    const server = descendantsOf(launched.pid).find((pid) => runs(pid, "dynoxide"));
    process.kill(server!, "SIGKILL");
    const { code, stderr } = await launched.ended;
    expect(stderr).toMatch(/^The embedded DynamoDB has ended by itself[^\n]*\n$/);
    expect(code).toBe(1);
  });
});

describe("asked for help", () => {
  it("tells it and ends well", async () => {
    const { code, stdout, stderr } = await launch(["--help"]).ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("usage: npm start");
  });
});

describe("asked to end", () => {
  it("it ends well, frees its port and leaves neither a process nor a temporary file behind", async () => {
    const temporary = await temporaryFolder();
    const started = await startRuntime({ temporary: temporary.path });
    expect(await readdir(temporary.path)).toHaveLength(1);
    await endsWell(started, "SIGTERM");
    expect(await readdir(temporary.path)).toEqual([]);
    await temporary.remove();
  });

  it("from the keyboard it ends as well, and gives its data folder back", async () => {
    await endsWell(runtime, "SIGINT");
    const opened = await openDataFolder(folder);
    expect(opened.kind).toBe("opened");
    if (opened.kind === "opened") await opened.folder.close();
  });
});

async function endsWell(started: Runtime, signal: "SIGTERM" | "SIGINT"): Promise<void> {
  // A case that waits, so that it is not an idle runtime that ends.
  await started.api.submit("dgccrf", sandboxNotice({ on: ["temu"] }));
  const others = descendantsOf(started.pid);
  expect(others.length).toBeGreaterThan(0);
  const { code, stderr } = await started.stop(signal);
  expect([code, stderr]).toEqual([0, ""]);
  // The bundler's process ends by itself when it finds its parent gone, a moment later.
  await eventually("every process it began ends", () => !others.some(isAlive));
  expect(await isFree(started.port)).toBe(true);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
