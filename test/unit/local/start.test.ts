import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/embedded-bundle.ts";

const local = new URL("../../../local/", import.meta.url);

/** Makes a Node believe it is an old one. */
const old = "data:text/javascript,Object.defineProperty(process,'version',{value:'v20.11.0'})";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

/** A project with the launcher, and a main.ts that says what it was given. */
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, "local/aws"), { recursive: true });
  for (const file of ["start.mjs", "aws/dynamodb-binary.ts"]) {
    await copyFile(new URL(file, local), join(folder.path, "local", file));
  }
  await writeFile(join(folder.path, "package.json"), '{ "type": "module" }');
  await writeFile(
    join(folder.path, "local/main.ts"),
    `const given: string[] = process.argv.slice(2);
     process.once("SIGTERM", () => { console.log("SIGTERM"); process.exit(7); });
     console.log(process.pid, process.version, ...given);
     if (given.includes("stay")) setInterval(() => {}, 1000);
     if (given.includes("fail")) process.exitCode = 3;`,
  );
});

afterEach(async () => {
  await folder.remove();
});

/** Installs the project's Node, as `npm ci` does. */
async function install(node: boolean) {
  await mkdir(join(folder.path, "node_modules/.bin"), { recursive: true });
  if (node) await symlink(process.execPath, join(folder.path, "node_modules/.bin/node"));
}

type Launch = { asOldNode?: boolean; endpoint?: string };

function launch(args: readonly string[], { asOldNode = false, endpoint = "http://localhost" }: Launch = {}) {
  const flags = asOldNode ? ["--import", old] : [];
  return spawn(process.execPath, [...flags, join(folder.path, "local/start.mjs"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { AWS_ENDPOINT_URL_DYNAMODB: endpoint },
  });
}

async function ended(child: ChildProcessByStdio<null, Readable, Readable>) {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

describe("the launcher", () => {
  it("hands over to main.ts with what it was given", async () => {
    await install(false);
    const { code, stdout } = await ended(launch(["--real-time", "fail"]));
    expect(stdout).toMatch(new RegExp(`^\\d+ ${process.version} --real-time fail\\n$`));
    expect(code).toBe(3);
  });

  it("asks for `npm ci` where nothing is installed", async () => {
    expect(await ended(launch([]))).toEqual({
      code: 1,
      stdout: "",
      stderr: "The dependencies are not installed: run `npm ci` first.\n",
    });
  });

  it("says which Node it needs where there is none", async () => {
    await install(false);
    expect(await ended(launch([], { asOldNode: true }))).toEqual({
      code: 1,
      stdout: "",
      stderr: "Node 24 or newer is needed, this is v20.11.0.\n",
    });
  });

  it("says what to do where there is no embedded DynamoDB and no endpoint of one's own", async () => {
    await install(false);
    const { code, stdout, stderr } = await ended(launch([], { endpoint: "" }));
    expect({ code, stdout, lines: stderr.split("\n").length }).toEqual({ code: 1, stdout: "", lines: 2 });
    expect(stderr).toContain("AWS_ENDPOINT_URL_DYNAMODB");
  });
});

describe("the launcher under an older Node", () => {
  beforeEach(async () => {
    await install(true);
  });

  it("runs itself again with the project's, and ends as that does", async () => {
    const { code, stdout } = await ended(launch(["fail"], { asOldNode: true }));
    expect(stdout).toMatch(new RegExp(`^\\d+ ${process.version} fail\\n$`));
    expect(code).toBe(3);
  });

  it("passes a SIGTERM on", async () => {
    const child = launch(["stay"], { asOldNode: true });
    await once(child.stdout, "readable");
    child.kill("SIGTERM");
    const { code, stdout } = await ended(child);
    expect(stdout).toContain("SIGTERM\n");
    expect(code).toBe(7);
  });

  it("leaves nothing behind when it is killed with -9", async () => {
    const child = launch(["stay"], { asOldNode: true });
    await once(child.stdout, "readable");
    child.kill("SIGKILL");
    // Its output closes when the last process that has it is gone.
    expect((await ended(child)).stdout).toContain("SIGTERM\n");
  });
});
