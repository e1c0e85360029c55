import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { presets } from "../../../core/law/legal-bases.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import { judgeNotice } from "../../../core/law/judge-notice.ts";
import { testNotice, testReport } from "../../../infra/first-hour-notices.ts";
import { FirstHourFile, readOptions } from "../../../infra/first-hour-options.ts";

const now = "2025-11-03T08:00:00.000Z" as Instant;
const sample = new URL("../../../docs/samples/first-hour.json", import.meta.url);

async function parties() {
  const file = FirstHourFile.parse(JSON.parse(await readFile(sample, "utf8")));
  const { endpoint: _url, publicKey: _key, ...platform } = file.platform;
  const { endpoint: _told, ...authority } = file.authority;
  return { file, authority, directory: { platforms: [platform], authorities: [authority], recipients: [] } };
}

describe("the notices of the first hour", () => {
  it("are a sandbox one that the authority of the sample may send to its platform", async () => {
    const { file, authority, directory } = await parties();
    const judged = judgeNotice(testNotice(file.platform), {
      authority,
      now,
      directory,
      bases: presets,
      allowSandbox: true,
    });
    expect(judged).toMatchObject({ kind: "accepted", parts: [{ platform: { id: "example-market" } }] });
  });

  it("are a report for a trial run, where no sandbox is", async () => {
    const { file, authority, directory } = await parties();
    const submission = { authority, now, directory, bases: presets, allowSandbox: false };
    const refused = judgeNotice(testNotice(file.platform), submission);
    expect(refused).toMatchObject({ kind: "refused", errors: [{ code: "unknown_legal_basis" }] });
    expect(judgeNotice(testReport(file), submission)).toMatchObject({ kind: "accepted" });
  });
});

describe("the options of the first hour", () => {
  const args =
    "--api https://a.example/live/ --token-url https://t.example/token --client a --authority-client b --with f";
  const environment = { ADMINISTRATOR_SECRET: "s1", AUTHORITY_SECRET: "s2" };

  it("are read, with the secrets from the environment", () => {
    expect(readOptions(args.split(" "), environment)).toMatchObject({
      api: "https://a.example/live",
      client: "a",
      "starting-directory": false,
      secrets: environment,
    });
  });

  it("are refused with every fault at once, and never take a secret", () => {
    expect(() => readOptions(["--api", "nowhere"], {})).toThrow(/at api[\s\S]*at with[\s\S]*at AUTHORITY_SECRET/);
    expect(() => readOptions([...args.split(" "), "--secret", "x"], environment)).toThrow(/--secret/);
  });
});
