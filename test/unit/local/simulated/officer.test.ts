import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { caseView } from "../../../../core/case/case-view.ts";
import { Clarification, StepDecision } from "../../../../core/contract/api.ts";
import type { OutgoingWebhook } from "../../../../core/contract/outgoing-webhook.ts";
import { Notice } from "../../../../core/contract/notice.ts";
import { apiClient } from "../../../../local/campaign/api-client.ts";
import { campaign } from "../../../../local/campaign/campaign.ts";
import { listen } from "../../../../local/aws/listen.ts";
import { clarifying, signing, submittingAgain } from "../../../../local/simulated/duties.ts";
import { playOfficer } from "../../../../local/simulated/officer.ts";
import type { Happening } from "../../../../local/simulated/parties.ts";
import { eventually } from "../../../support/e2e-eventually.ts";
import { hour, idOf, type Play } from "../../../support/cases.ts";
import { manualClock } from "./manual-clock.ts";
import { campaignCase, silentUntil } from "./messages.ts";

const step = campaign.signed.step;

type Request = { line: string; headers: NodeJS.Dict<string | string[]>; body: string };

/** An officer, and an API that shows one case and takes what is posted with these answers, 200 and the case by default. */
async function stage(story: Play, answers: { status: number; body?: object }[] = []) {
  const view = caseView(story.kase, story.context().basis);
  const requests: Request[] = [];
  const posted = () => requests.filter(({ line }) => line.startsWith("POST"));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
      const answer = request.method === "GET" ? undefined : answers[posted().length - 1];
      response
        .writeHead(answer?.status ?? 200, { "content-type": "application/json" })
        .end(JSON.stringify(answer?.body ?? view));
    });
  });
  const listening = await listen(server, 0);
  if (listening.kind === "port_taken") throw new Error("no port");
  onTestFinished(listening.close);
  const { signal } = new AbortController();
  const apiUrl = `http://127.0.0.1:${listening.port}`;
  const client = apiClient({ apiUrl, token: () => Promise.resolve("token"), signal });
  const { clock, pass, planned } = manualClock();
  const opened: string[][] = [];
  const desk = { client, signal };
  const duties = [
    signing(campaign.signed, desk),
    clarifying(campaign.clarified, desk),
    submittingAgain(
      { ...campaign.relisting, reference: campaign.reference, opened: (caseIds) => opened.push([...caseIds]) },
      desk,
    ),
  ];
  const tell = playOfficer(campaign.authority, duties, clock);
  return { tell, pass, planned, posted, opened };
}

function received(message: OutgoingWebhook, to = "dgccrf"): Happening {
  return { kind: "received", party: { kind: "authority", id: to }, messageId: "msg_1", message, repeated: false };
}

describe("the simulated officer signs a step", () => {
  function silent(platform: string) {
    const { story, message } = campaignCase(platform);
    silentUntil(story, "act");
    return {
      story,
      needed: (about: string = step, to?: string) => received(message("case.decision_needed", about), to),
    };
  }

  it("of the campaign, two hours after being asked, in the version read", async () => {
    const { story, needed } = silent("temu");
    const { tell, pass, posted } = await stage(story);
    tell(needed());
    pass(2 * hour);
    await eventually("it has acted", () => posted().length === 1);
    const [{ line, headers, body }] = posted() as [Request];
    expect(line).toBe(`POST /v1/cases/${story.kase.caseId}/steps/${step}/decision`);
    expect(headers["if-match"]).toBe(`"${story.kase.version}"`);
    expect(StepDecision.parse(JSON.parse(body)).decision).toBe("sign");
  });

  it("after reading the case again when it has changed in between", async () => {
    const { story, needed } = silent("temu");
    const { tell, pass, posted } = await stage(story, [{ status: 412, body: {} }]);
    tell(needed());
    pass(2 * hour);
    await eventually("it has acted", () => posted().length === 2);
  });

  it("once, however often asked, and leaves every other step, and other authorities', to others", async () => {
    const { story, needed } = silent("temu");
    const { tell, planned } = await stage(story);
    tell(needed("issued-public-prosecutor"));
    tell(needed(step, "arcom"));
    expect(planned()).toBe(0);
    tell(needed());
    tell(needed());
    expect(planned()).toBe(1);
  });

  it("in no case of another platform", async () => {
    const { story, needed } = silent("aliexpress");
    const { tell, planned } = await stage(story);
    tell(needed());
    expect(planned()).toBe(0);
  });
});

describe("the simulated officer gives a clarification", () => {
  function asked(platform: string) {
    const { story, message } = campaignCase(platform);
    story.deliver();
    story.answer("clarification_requested", { reason: "insufficient_information" });
    return { story, told: () => received(message("case.answer_received")) };
  }

  it("to the platform that asks, two hours later, in the version read", async () => {
    const { story, told } = asked("aliexpress");
    const { tell, pass, posted } = await stage(story);
    tell(told());
    pass(2 * hour);
    await eventually("it has acted", () => posted().length === 1);
    const [{ line, headers, body }] = posted() as [Request];
    expect(line).toBe(`POST /v1/cases/${story.kase.caseId}/clarification`);
    expect(headers["if-match"]).toBe(`"${story.kase.version}"`);
    expect(Clarification.parse(JSON.parse(body)).language).toBe("en");
  });

  it("to nobody who has not asked", async () => {
    const { story, message } = campaignCase("aliexpress");
    story.deliver();
    const [one] = story.kase.items;
    story.answer("action_taken", { items: [{ itemId: one!.itemId, outcome: "removed" }] });
    const { tell, planned } = await stage(story);
    tell(received(message("case.answer_received")));
    expect(planned()).toBe(0);
  });
});

describe("the simulated officer submits a second notice", () => {
  function settled(platform: string) {
    const { story, message } = campaignCase(platform);
    story.deliver();
    story.answer("action_taken");
    return { story, told: received(message("case.settled")) };
  }

  it("the day after the first is settled, and tells of its case", async () => {
    const { story, told } = settled("shein");
    const accepted = acceptedNotice();
    const { tell, pass, posted, opened } = await stage(story, [
      { status: 503, body: {} },
      { status: 202, body: accepted },
    ]);
    tell(told);
    pass(22 * hour);
    await eventually("it is accepted", () => opened.length > 0);
    expect(opened).toEqual([[accepted.cases[0]!.caseId]]);
    expect(posted().map(({ line }) => line)).toEqual(["POST /v1/notices", "POST /v1/notices"]);
    expect(new Set(posted().map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(Notice.parse(JSON.parse(posted()[0]!.body)).reference).toBe(campaign.relisting.notice.reference);
  });

  it("for no other platform", async () => {
    const { story, told } = settled("temu");
    const { tell, planned } = await stage(story);
    tell(told);
    expect(planned()).toBe(0);
  });
});

function acceptedNotice() {
  const { story } = campaignCase("shein", campaign.relisting.notice.reference);
  const { clocks, caseId, noticeId, digest } = caseView(story.kase, story.context().basis);
  const links = { self: `/v1/cases/${caseId}` };
  const clock = ({ why: _why, ...view }: typeof clocks.act) => view;
  return {
    noticeId,
    reference: campaign.relisting.notice.reference,
    version: 1,
    acceptedAt: story.now,
    cases: [
      {
        caseId: idOf("case", 2),
        platform: "shein",
        status: "delivering",
        digest,
        items: [],
        clocks: { acknowledge: clock(clocks.acknowledge), act: clock(clocks.act) },
        links,
      },
    ],
    alreadyUnderOrder: [],
    review: "draft",
    links,
  };
}
