import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/e2e-eventually.ts";
import { type Ended, launch, type Launched } from "../support/e2e-process.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
/** A start, the campaign's minute at most, and a machine that has other work. */
const patience = 150_000;

let launched: Launched;
let shown: string;

beforeAll(async () => {
  launched = launch([], { PORT: "0" });
  shown = await eventually(
    "the runtime says how to stop it",
    () => {
      const { stdout } = launched.said();
      return stdout.includes("Ctrl-C stops everything.") ? stdout : undefined;
    },
    patience,
  );
}, patience);

afterAll(async () => {
  launched.kill("SIGKILL");
  await launched.ended;
});

/** What the timeline says of one platform, in the order in which it does. */
function storyOf(platform: string): string {
  return shown
    .split("\n")
    .filter((line) => /^\w{3} \d\d \w{3} \d\d:\d\d {2}/.test(line) && line.slice(18).startsWith(`${platform} `))
    .map((line) => line.slice(35).trim())
    .join("\n");
}

function expectInOrder(story: string, ...parts: RegExp[]): void {
  let rest = story;
  for (const part of parts) {
    const found = part.exec(rest);
    expect(found, `${part.source} in\n${rest}`).not.toBeNull();
    rest = rest.slice(found!.index + found![0].length);
  }
}

describe("npm start, as a newcomer sees it", () => {
  it("shows plain text where there is no terminal, no line wider than 100 columns", () => {
    expect(shown).not.toContain("\u001b");
    expect(shown.split("\n").filter(({ length }) => length > 100)).toEqual([]);
    expect(launched.said().stderr).toBe("");
  });

  it("says what is simulated before it tells anything", () => {
    expectInOrder(shown, /^Simulated: platforms, authorities, officer\./m, /^legal time +case +clock +what happened$/m);
  });

  it("tells of Shein, which acknowledges and removes in time", () => {
    expectInOrder(storyOf("Shein"), /opened: 2 items/, /acknowledged, in time/, /2 items removed, in time/);
  });

  it("tells of AliExpress, which needs the reminder and removes late", () => {
    expectInOrder(
      storyOf("AliExpress"),
      /acknowledged, in time/,
      /ACT {3}✗ not acted on by \w{3} \d\d Nov \d\d:\d\d \(\+ pause 10 h\)/,
      /reminder reached the legal representative/,
      /1 item removed, LATE/,
    );
  });

  it("tells of Temu, whose silence ends at the prosecutor's, after an officer has signed", () => {
    expectInOrder(
      storyOf("Temu"),
      /ACK {3}✗ no acknowledgement/,
      /reminder reached the second contact/,
      /ACT {3}✗ not acted on/,
      /! to sign: Failure to comply with the requisition \(L\.532-5\)/,
      /← an officer signs \(agent-417\), for Paris public prosecutor/,
      /→ Paris public prosecutor: has received the referral/,
      /both {2}← 1 item removed, LATE/,
      /→ Paris public prosecutor: told what came of it/,
    );
  });

  it("tells of Wish, which cannot be reached, and of the authority being told", () => {
    expectInOrder(
      storyOf("Wish"),
      /attempt 1 failed \(no connection\)/,
      /given up after \d+ attempts/,
      /UNDELIVERABLE: no clock runs/,
      /→ DGCCRF: the platform cannot be reached/,
    );
  });

  it("sums up how the campaign ended", () => {
    expect(shown).toContain("How the campaign ended");
    expect(shown).toMatch(/^Shein \w{4} +answered +met +met +1 /m);
    expect(shown).toMatch(/^AliExpress \w{4} +answered +met +late +1 /m);
    expect(shown).toMatch(/^Temu \w{4} +answered +late +late +1 +5 taken, 1 signed, 1 to sign, 1 lapsed$/m);
    expect(shown).toMatch(/^Wish \w{4} +undeliverable +– +– +\d+ /m);
  });

  it("prints commands that work as they stand: a notice of one's own, and its answers", async () => {
    const commands = shown
      .split("\n")
      .filter((line) => line.startsWith("  "))
      .join("\n");
    const { stdout } = await promisify(execFile)("bash", ["-eu", "-c", commands], { cwd: project });
    const answers = stdout.split("\n").filter((line) => line.startsWith("{"));
    const statuses = answers.map((line) => (JSON.parse(line) as { status?: string }).status);
    // The case, its events, and what the two answers of the platform led to.
    expect(statuses).toEqual([
      expect.stringMatching(/^(delivering|awaiting_acknowledgement)$/),
      undefined,
      "awaiting_action",
      "answered",
    ]);
  });

  it("stops in order when it is asked to", async () => {
    launched.kill("SIGTERM");
    const { code, stderr }: Ended = await launched.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});
