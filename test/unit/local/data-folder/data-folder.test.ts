import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readClockAnchor, writeClockAnchor } from "../../../../local/data-folder/clock-anchor.ts";
import { openDataFolder } from "../../../../local/data-folder/data-folder.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await folder.remove();
});

async function opened(path?: string) {
  const outcome = await openDataFolder(path);
  if (outcome.kind !== "opened") throw new Error(outcome.message);
  return outcome.folder;
}

const lockIn = (path: string) => join(path, "lock.json");

/** Another process that has the folder, until it is killed. */
async function holdIn(path: string) {
  const module = new URL("../../../../local/data-folder/data-folder.ts", import.meta.url).href;
  const script = `import { openDataFolder } from ${JSON.stringify(module)};
    const { kind } = await openDataFolder(process.argv[1]); console.log(kind); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  const kill = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { said: said.trim(), pid: child.pid ?? 0, kill };
}

describe("a folder that is kept", () => {
  it("is made where it is missing, for its owner only, and stays", async () => {
    const path = join(folder.path, "deep", "data");
    const data = await opened(path);
    expect(data).toMatchObject({ path, persistent: true });
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    await data.close();
    expect(await readdir(path)).toEqual([]);
  });

  it("is refused in one line while a living process has it, and free after a kill -9", async () => {
    const holder = await holdIn(folder.path);
    expect(holder.said).toBe("opened");
    const refused = await openDataFolder(folder.path);
    expect(refused).toMatchObject({ kind: "taken", pid: holder.pid });
    expect(refused.kind === "taken" && refused.message).toBe(
      `The data folder ${folder.path} is in use by process ${holder.pid}. Stop it, or set SOMMATION_DATA to another folder.`,
    );
    await holder.kill();
    const data = await opened(folder.path);
    await data.close();
  });

  it("is taken over from a process whose number now is somebody else's", async () => {
    await writeFile(lockIn(folder.path), JSON.stringify({ pid: process.pid, startedAt: "1" }));
    const data = await opened(folder.path);
    expect(await openDataFolder(folder.path)).toMatchObject({ kind: "taken", pid: process.pid });
    await data.close();
  });

  it("is taken over where the lock is unreadable", async () => {
    await writeFile(lockIn(folder.path), "");
    await (await opened(folder.path)).close();
  });

  it("is given to one of many that want it at once, stale lock or not", async () => {
    for (const stale of [undefined, JSON.stringify({ pid: process.pid, startedAt: "1" })]) {
      if (stale !== undefined) await writeFile(lockIn(folder.path), stale);
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => openDataFolder(folder.path)));
      expect(outcomes.filter(({ kind }) => kind === "opened")).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.kind === "opened") await outcome.folder.close();
      expect(await readdir(folder.path)).toEqual([]);
    }
  });
});

it("makes a temporary folder where none is named, and removes it with what it holds", async () => {
  const data = await opened();
  expect(data.persistent).toBe(false);
  await writeFile(join(data.path, "something"), "");
  await data.close();
  expect(existsSync(data.path)).toBe(false);
});

describe("the clock's anchor", () => {
  const anchor = { anchorWall: Date.UTC(2026, 10, 21, 12), anchorLegal: Date.UTC(2025, 10, 3, 8), scale: 7_200 };

  it("is found again as it was stored", async () => {
    expect(await readClockAnchor(folder.path)).toBeUndefined();
    await writeClockAnchor(folder.path, anchor);
    expect(await readClockAnchor(folder.path)).toEqual(anchor);
    expect(JSON.parse(await readFile(join(folder.path, "clock.json"), "utf8"))).toEqual({
      wall: "2026-11-21T12:00:00.000Z",
      legal: "2025-11-03T08:00:00.000Z",
      scale: 7_200,
    });
  });

  it("is replaced whole, leaving no draft", async () => {
    await writeClockAnchor(folder.path, anchor);
    await writeClockAnchor(folder.path, { ...anchor, scale: 60 });
    expect(await readdir(folder.path)).toEqual(["clock.json"]);
    expect(await readClockAnchor(folder.path)).toMatchObject({ scale: 60 });
  });

  it.each(["", "{}", '{"wall":"yesterday","legal":"today","scale":1}'])("is never guessed from %j", async (text) => {
    await writeFile(join(folder.path, "clock.json"), text);
    await expect(readClockAnchor(folder.path)).rejects.toThrow();
  });
});
