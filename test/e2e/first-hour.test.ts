import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PlatformList } from "../../core/contract/directory-api.ts";
import { FirstHourFile } from "../../infra/first-hour-options.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { startRuntime, type Runtime } from "../support/runtime.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const all = new AsyncDisposableStack();
let runtime: Runtime;
let receiver: Receiver;
let file: string;
let verifiesWith = "";

beforeAll(async () => {
  const folder = all.adopt(await temporaryFolder(), async ({ remove }) => remove()).path;
  runtime = all.use(await startRuntime());
  receiver = all.use(await openReceiver("example-market", 204, () => verifiesWith));
  const sample = JSON.parse(await readFile(join(project, "docs/samples/first-hour.json"), "utf8")) as object;
  const { authority, platform } = FirstHourFile.parse(sample);
  file = join(folder, "first-hour.json");
  await writeFile(file, JSON.stringify({ authority, platform: { ...platform, endpoint: { url: receiver.url } } }));
});

afterAll(async () => all.disposeAsync());

/** Runs the script against the runtime, and takes the secret it shows to the receiver, as an operator would. */
async function firstHour(environment: Record<string, string>, ...more: string[]) {
  const at = ["--api", runtime.url, "--token-url", `${runtime.url}/oauth2/token`];
  const args = [...at, "--client", "administrator", "--authority-client", "new-authority", "--with", file, ...more];
  const script = spawn(process.execPath, ["infra/first-hour.ts", ...args], {
    cwd: project,
    env: { PATH: process.env["PATH"], ...environment },
  });
  const texts = { stdout: "", stderr: "" };
  script.stdout.setEncoding("utf8").on("data", (text: string) => {
    texts.stdout += text;
    verifiesWith = /verifies what we send with +(whsec_\S+)/.exec(texts.stdout)?.[1] ?? verifiesWith;
  });
  script.stderr.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
  const [code] = (await once(script, "close")) as [number | null];
  return { code, ...texts };
}

const secrets = { ADMINISTRATOR_SECRET: "development", AUTHORITY_SECRET: "development" };

describe("the first hour", () => {
  it("registers an authority, its client and a platform, and sends a test notice that arrives", async () => {
    const { code, stdout, stderr } = await firstHour(secrets, "--starting-directory");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("Authority example-authority: registered.");
    expect(stdout).toContain("Client new-authority: speaks for example-authority.");
    expect(stdout).toMatch(/case case_\S+\.\n(?: {2}delivering\n)? {2}awaiting_acknowledgement\n$/);
    expect(receiver.arrivals.map(({ message }) => message.type)).toEqual(["notice.issued"]);
    expect(receiver.strangers).toEqual([]);
  });

  it("may be repeated: who is there stays, and no secret is shown again", async () => {
    const { code, stdout } = await firstHour(secrets);
    expect(code).toBe(0);
    expect(stdout).toContain("Platform example-market: was there already.");
    expect(stdout).not.toContain("whsec_");
    const { platforms } = await runtime.api.get(PlatformList, "listPlatforms", { as: "administrator" });
    expect(platforms.filter(({ id }) => id === "example-market")).toHaveLength(1);
  });

  it("says in words what is missing, and stops", async () => {
    const wrong = await firstHour({ ...secrets, ADMINISTRATOR_SECRET: "wrong" });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("gives the client administrator no token: 401");
    const none = await firstHour({});
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(/ADMINISTRATOR_SECRET[\s\S]*npm run first-hour/);
  });
});
