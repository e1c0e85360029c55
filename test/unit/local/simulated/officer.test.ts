import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { caseView } from "../../../../core/case/case-view.ts";
import { StepDecision } from "../../../../core/contract/api.ts";
import { apiClient } from "../../../../local/campaign/api-client.ts";
import { campaign } from "../../../../local/campaign/campaign.ts";
import { listen } from "../../../../local/aws/listen.ts";
import { playOfficer } from "../../../../local/simulated/officer.ts";
import type { Happening } from "../../../../local/simulated/parties.ts";
import { hour } from "../../../support/cases.ts";
import { manualClock } from "./manual-clock.ts";
import { campaignCase, silentUntil } from "./messages.ts";

const step = campaign.signed.step;

/** An API that shows one case and takes decisions on it, with these statuses. */
async function stage(platform: string, statuses = [200]) {
  const { story, message } = campaignCase(platform);
  silentUntil(story, "act");
  const view = JSON.stringify(caseView(story.kase, story.context().basis));
  const requests: { line: string; ifMatch: string | undefined; body: string }[] = [];
  const decisions = () => requests.filter(({ line }) => line.startsWith("POST"));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ line: `${request.method} ${request.url}`, ifMatch: request.headers["if-match"], body });
      const status = request.method === "GET" ? 200 : (statuses[decisions().length - 1] ?? 200);
      response.writeHead(status, { "content-type": "application/json" }).end(status === 200 ? view : "{}");
    });
  });
  const listening = await listen(server, 0);
  if (listening.kind === "port_taken") throw new Error("no port");
  onTestFinished(listening.close);
  const { signal } = new AbortController();
  const apiUrl = `http://127.0.0.1:${listening.port}`;
  const client = apiClient({ apiUrl, token: () => Promise.resolve("token"), signal });
  const { clock, pass, planned } = manualClock();
  const task = { authority: "dgccrf", reference: campaign.reference, ...campaign.signed };
  const tell = playOfficer(task, client, clock, signal);
  const needed = (about: string, to = "dgccrf"): Happening => ({
    kind: "received",
    party: { kind: "authority", id: to },
    messageId: "msg_1",
    message: message("case.decision_needed", about),
    repeated: false,
  });
  return { story, tell, needed, pass, planned, decisions };
}

describe("the simulated officer", () => {
  it("signs the step of the campaign two hours after being asked, in the version read", async () => {
    const { story, tell, needed, pass, decisions } = await stage("temu");
    tell(needed(step));
    pass(2 * hour);
    await expect.poll(decisions).toHaveLength(1);
    const [{ line, ifMatch, body }] = decisions() as [ReturnType<typeof decisions>[number]];
    expect(line).toBe(`POST /v1/cases/${story.kase.caseId}/steps/${step}/decision`);
    expect(ifMatch).toBe(`"${story.kase.version}"`);
    expect(StepDecision.parse(JSON.parse(body)).decision).toBe("sign");
  });

  it("reads the case again when it has changed in between", async () => {
    const { tell, needed, pass, decisions } = await stage("temu", [412, 200]);
    tell(needed(step));
    pass(2 * hour);
    await expect.poll(decisions).toHaveLength(2);
  });

  it("takes up its one step once, however often it is asked, and leaves every other step to others", async () => {
    const { tell, needed, planned } = await stage("temu");
    tell(needed("issued-public-prosecutor"));
    tell(needed(step, "arcom"));
    expect(planned()).toBe(0);
    tell(needed(step));
    tell(needed(step));
    expect(planned()).toBe(1);
  });

  it("leaves the cases of other platforms to others", async () => {
    const { tell, needed, planned } = await stage("aliexpress");
    tell(needed(step));
    expect(planned()).toBe(0);
  });
});
