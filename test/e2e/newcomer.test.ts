import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type * as z from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CasePage, type CaseView, type EventView } from "../../core/contract/api.ts";
import { campaign, clerk } from "../../local/campaign/campaign.ts";
import { apiOf, type Api } from "../support/e2e-api.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { type Ended, launch, type Launched } from "../support/e2e-process.ts";
import { mailsAt } from "../support/mail.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
/** A third of the usual pace, so that who answers in time does so on a machine that has other work as well. */
const scale = "2400";
/** A start, and the campaign's three minutes. */
const patience = 600_000;

const { authority } = campaign;

let launched: Launched;
let shown: string;

beforeAll(async () => {
  launched = launch(["--scale", scale], { PORT: "0" });
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

  it("tells of Shein, which acknowledges and removes in time, and whose item is back the day after", () => {
    expectInOrder(
      storyOf("Shein"),
      /opened: 2 items/,
      /acknowledged, in time/,
      /2 items removed, in time/,
      /opened: relisted, see Shein \w{4}; act in 48 hours/,
      /relisted: see Shein \w{4}/,
      /1 item removed, in time/,
    );
  });

  it("tells of AliExpress, which asks, has its clarification from the officer, and removes in time", () => {
    expectInOrder(
      storyOf("AliExpress"),
      /ACK {3}← asks for a clarification, in time/,
      /→ DGCCRF: the platform has answered/,
      /← an officer gives the clarification asked for \(agent-417\)/,
      /→ the point of contact: the clarification asked for/,
      /· question settled: the request for clarification/,
      /1 item removed, in time/,
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

  it("tells of Wish, whose endpoint fails: by mail instead, answered late by the link in it", () => {
    expectInOrder(
      storyOf("Wish"),
      // On a slow machine the hour until the mail, a second and a half here, is over before the attempt is.
      /✗ the notice: (HTTP 503; by mail from|given up after 1 attempt \(HTTP 503\))/,
      /· ✉ sent: the notice/,
      /both {2}→ ✉ arrived: ACK due/,
      /✗ no acknowledgement/,
      /→ ✉ reminder reached the second contact/,
      /both {2}← ✉ 1 item removed, LATE/,
      /→ DGCCRF: every item has its answer/,
    );
  });

  it("sums up how the campaign ended", () => {
    expect(shown).toContain("How the campaign ended");
    expect(shown.match(/^Shein \w{4} +answered +met +met +webhook +1 /gm)).toHaveLength(2);
    expect(shown).toMatch(/^AliExpress \w{4} +answered +met +met +webhook +1 /m);
    expect(shown).toMatch(/^Temu \w{4} +answered +late +late +webhook +1 +5 taken, 1 signed, 1 to sign, 1 lapsed$/m);
    expect(shown).toMatch(/^Wish \w{4} +answered +late +late +mail +\d+ /m);
  });
});

describe("the campaign, on record", () => {
  let url: string;
  let api: Api;
  let cases: CaseView[];

  beforeAll(async () => {
    url = /http:\/\/localhost:\d+/.exec(shown)![0];
    api = await apiOf(url);
    const listed = await api.get(CasePage, "listCases", { as: authority, query: { limit: "100" } });
    cases = await Promise.all(listed.cases.map(async ({ caseId }) => api.readCase(authority, caseId)));
  });

  function caseAt(platform: string, reference: string = campaign.reference): CaseView {
    const found = cases.filter((one) => one.platform === platform && one.reference === reference);
    expect(found).toHaveLength(1);
    return found[0]!;
  }

  async function eventsOf({ caseId }: CaseView, type: string): Promise<z.infer<typeof EventView>["data"][]> {
    const events = await api.readEvents(authority, caseId);
    return events.filter((event) => event.type === type).map(({ data }) => data);
  }

  it("that Wish has its notice by mail, and has answered late by the link in it", async () => {
    const wish = caseAt("wish");
    expect(wish.status).toBe("answered");
    expect(wish.delivery).toMatchObject({ state: "delivered", means: "mail" });
    expect([wish.clocks.acknowledge.verdict, wish.clocks.act.verdict]).toEqual(["missed", "missed"]);
    expect(await eventsOf(wish, "answer.received")).toMatchObject([
      { answer: "action_taken", identified: "link", late: true },
    ]);
    const failed = await eventsOf(wish, "message.attempt_failed");
    expect(failed[0]).toMatchObject({ attempt: 1, httpStatus: 503 });
  });

  it("in no mail of it the address of an item", async () => {
    const mails = await mailsAt(url);
    expect(mails.filter(({ recipients }) => recipients.includes(clerk.mailbox)).length).toBeGreaterThan(0);
    for (const { host } of campaign.notice.items.map((item) => new URL(item.url))) {
      expect(mails.filter(({ text, html }) => `${text}${html}`.includes(host))).toEqual([]);
    }
  });

  it("that AliExpress asked, that the officer replied, and that the question is settled", async () => {
    const aliexpress = caseAt("aliexpress");
    expect(aliexpress.status).toBe("answered");
    expect(aliexpress.questions).toEqual([]);
    expect([aliexpress.clocks.acknowledge.verdict, aliexpress.clocks.act.verdict]).toEqual(["met", "met"]);
    const question = "clarification_requested";
    expect(await eventsOf(aliexpress, "answer.received")).toMatchObject([
      { answer: question, identified: "webhook" },
      { answer: "action_taken", identified: "webhook" },
    ]);
    expect(await eventsOf(aliexpress, "question.replied")).toMatchObject([{ question, by: "agent-417" }]);
    expect(await eventsOf(aliexpress, "question.settled")).toEqual([{ question }]);
  });

  it("that Shein's item was relisted: two cases, each naming the other", () => {
    const { platform, notice } = campaign.relisting;
    const [first, second] = [caseAt(platform), caseAt(platform, notice.reference)];
    expect(second.relistedFrom).toBe(first.caseId);
    expect(first.relistedIn).toEqual([second.caseId]);
    expect([first.status, second.status]).toEqual(["answered", "answered"]);
  });

  it("that an officer signed one step about Temu, and no other step anywhere", async () => {
    const signed = cases.flatMap(({ platform, ladder }) =>
      ladder.filter(({ state }) => state === "signed").map(({ step }) => ({ platform, step })),
    );
    const { platform, step } = campaign.signed;
    expect(signed).toEqual([{ platform, step }]);
    expect(await eventsOf(caseAt(platform), "answer.received")).toMatchObject([{ late: true }]);
  });
});

describe("npm start, after its campaign", () => {
  it("prints commands that work as they stand: a notice of one's own, and its answers", async () => {
    const commands = shown
      .split("\n")
      .filter((line) => line.startsWith("  "))
      .join("\n");
    const { stdout } = await promisify(execFile)("bash", ["-eu", "-c", commands], { cwd: project });
    const answers = stdout.split("\n").filter((line) => line.startsWith("{"));
    const statuses = answers.map((line) => (JSON.parse(line) as { status?: string }).status);
    // The case, its events, what the two answers of the platform led to, and the mail that was sent.
    expect(statuses).toEqual([
      expect.stringMatching(/^(delivering|awaiting_acknowledgement)$/),
      undefined,
      "awaiting_action",
      "answered",
      undefined,
    ]);
    expect(answers.at(-1)).toContain('"recipients":["authorities@wish.example"]');
  });

  it("stops in order when it is asked to", async () => {
    launched.kill("SIGTERM");
    const { code, stderr }: Ended = await launched.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});
