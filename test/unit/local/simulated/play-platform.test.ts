import { describe, expect, it } from "vitest";
import { Answer } from "../../../../core/contract/answer.ts";
import { campaign } from "../../../../local/campaign/campaign.ts";
import type { Behaviour } from "../../../../local/simulated/behaviours.ts";
import { playPlatform, type Reply } from "../../../../local/simulated/play-platform.ts";
import { hour, minute } from "../../../support/cases.ts";
import { manualClock } from "./manual-clock.ts";
import { campaignCase, silentUntil } from "./messages.ts";

function stage(platform: keyof typeof campaign.behaviours.of) {
  const { clock, pass } = manualClock();
  const replies: Reply[] = [];
  const behaviour: Behaviour = campaign.behaviours.of[platform];
  const receive = playPlatform({
    reactions: behaviour.kind === "reacts" ? behaviour.reactions : [],
    references: campaign.behaviours.references,
    clock,
    reply: (reply) => replies.push(reply),
  });
  return { pass, receive, said: () => replies.map(({ answer }) => answer.type), replies };
}

describe("a simulated platform", () => {
  it("Shein acknowledges after 40 minutes and reports every item removed after six hours", () => {
    const { pass, receive, said, replies } = stage("shein");
    receive(campaignCase("shein").message("notice.issued"));
    pass(40 * minute - 1);
    expect(said()).toEqual([]);
    pass(1);
    expect(said()).toEqual(["notice.acknowledged"]);
    pass(6 * hour);
    expect(said()).toEqual(["notice.acknowledged", "notice.action_taken"]);
    expect(replies[1]!.answer.data).toMatchObject({
      items: [
        { outcome: "removed", measuredAt: "2025-11-03T14:00:00.000Z" },
        { outcome: "removed", measuredAt: "2025-11-03T14:00:00.000Z" },
      ],
    });
  });

  it("says what the contract of answers allows, to the address it was given", () => {
    const { pass, receive, replies } = stage("shein");
    receive(campaignCase("shein").message("notice.issued"));
    pass(6 * hour);
    expect(replies.map(({ answer }) => Answer.safeParse(answer).success)).toEqual([true, true]);
    expect(replies[0]!.url).toBe("http://127.0.0.1:9/v1/platforms/shein/webhook");
  });

  it("AliExpress asks after three hours, and removes five hours after it has its clarification", () => {
    const { pass, receive, said, replies } = stage("aliexpress");
    const { story, message } = campaignCase("aliexpress");
    receive(message("notice.issued"));
    story.deliver();
    pass(48 * hour);
    expect(said()).toEqual(["notice.clarification_requested"]);
    expect(Answer.safeParse(replies[0]!.answer).success).toBe(true);
    story.answer("clarification_requested", { reason: "insufficient_information" });
    const { digest } = story.kase;
    story.must({ type: "clarify", by: "agent-417", document: digest, content: digest });
    receive(message("notice.clarified"));
    pass(5 * hour);
    expect(said()).toEqual(["notice.clarification_requested", "notice.action_taken"]);
  });

  it("Temu keeps silent at the reminder to acknowledge, and acts eight hours after the one to act", () => {
    const { pass, receive, said } = stage("temu");
    const { story, message } = campaignCase("temu");
    receive(message("notice.issued"));
    silentUntil(story, "acknowledge");
    receive(message("notice.reminder"));
    pass(30 * hour);
    expect(said()).toEqual([]);
    silentUntil(story, "act");
    receive(message("notice.reminder"));
    pass(8 * hour);
    expect(said()).toEqual(["notice.action_taken"]);
  });

  it("does nothing at a reminder that comes before the due instant", () => {
    const { pass, receive, said } = stage("temu");
    const { story, message } = campaignCase("temu");
    receive(message("notice.issued"));
    story.deliver();
    story.until(story.kase.clocks.act.warnAt!);
    story.takeDueSteps();
    receive(message("notice.reminder"));
    pass(100 * hour);
    expect(said()).toEqual([]);
  });

  it("leaves every notice but the campaign's to whoever sent it", () => {
    const { pass, receive, said } = stage("shein");
    receive(campaignCase("shein", "SNE-2025-11-03-0999").message("notice.issued"));
    pass(100 * hour);
    expect(said()).toEqual([]);
  });
});
