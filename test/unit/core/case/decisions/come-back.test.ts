import { describe, expect, it } from "vitest";
import { statusOf } from "../../../../../core/case/status.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  contextOf,
  correctCommand,
  extendCommand,
  hour,
  idOf,
  officerActs,
  pendingTypes,
  play,
  stepState,
  type Play,
  type PlayOptions,
} from "../../../../support/cases.ts";
import type { Message } from "../../../../../core/case/state.ts";

const one = idOf("itm", 1);
const designated = contextOf("eu-dsa-9").platform;
const undesignated = { ...designated, webhookIsContactPoint: false };
const outOfOrder = { kind: "failed", code: "http_status", httpStatus: 503 } as const;
const { clarify } = officerActs;

/** LCEN art. 6-2: the clock starts anew when the clarification is received. */
const resetting = "fr-lcen-6-1-csam";
/** No text says so: it runs on. */
const running = "eu-dsa-16";

const refused = { kind: "refused", code: "message_not_awaited" };
const bounceOf = ({ messageId }: Message, { now: at }: Play) =>
  ({ type: "record_mail_event", messageId, outcome: { kind: "bounced", at, code: "unknown" } }) as const;

/** A correction that asks for one item more, which its letter has brought. */
function corrected(changes: PlayOptions = {}): { table: Play; letter: Message } {
  const table = play("eu-dsa-9", { hasMail: true, platform: undesignated, ...changes });
  table.workOff();
  table.must(correctCommand(table.kase, { items: [one, idOf("itm", 9)], addsObligation: true }));
  return { table, letter: brought(table, "notice.corrected") };
}

/** A reply that its letter has brought. */
function clarified(basisId: string, changes: PlayOptions = {}): { table: Play; letter: Message } {
  const table = play(basisId, { hasMail: true, platform: undesignated, ...changes });
  table.workOff();
  table.wait(hour);
  table.answer("clarification_requested", { reason: "insufficient_information" });
  table.workOff();
  table.wait(100 * hour);
  table.must(clarify);
  return { table, letter: brought(table, "notice.clarified") };
}

function brought(table: Play, type: "notice.corrected" | "notice.clarified"): Message {
  table.wait(hour);
  if (table.context().platform.webhookIsContactPoint) table.attempt(table.pending(type), outOfOrder);
  const letter = table.pending(type, "mail");
  table.deliver(type, "mail");
  return letter;
}

describe("a correction whose letter comes back after its delivery", () => {
  it("is unknown again: the clock stands still for the reason it had, and the authority is told", () => {
    const { table, letter } = corrected();
    table.deliver("notice.corrected", "webhook");
    expect(table.kase.clocks.act.state).toBe("running");
    table.wait(hour);
    table.bounce(letter);
    expect(table.kase.clocks.act).toMatchObject({
      state: "suspended",
      suspended: { at: table.now, ground: "obligation_added" },
    });
    expect(pendingTypes(table.kase)).toEqual(["case.receipt_taken_back"]);
    expect(table.last("clock.suspended")?.data.letter).toEqual({ messageId: letter.messageId, code: "unknown" });
    expect(table.kase.brought).toBeUndefined();
    expect(table.send(bounceOf(letter, table))).toEqual(refused);
  });

  it("takes a breach back, and what was to follow it", () => {
    const { table, letter } = corrected();
    table.wait(60 * hour);
    table.takeDueSteps();
    expect(table.kase.clocks.act.state).toBe("missed");
    expect(stepState(table.kase, "overdue-act-sanctioning-authority")).toBe("scheduled");
    table.bounce(letter);
    expect(table.kase.clocks.act.state).toBe("suspended");
    expect(stepState(table.kase, "overdue-act-sanctioning-authority")).toBe("lapsed");
    expect(table.kase.outbox.filter(({ type, clock }) => type === "notice.reminder" && clock === "act")).toEqual([]);
  });

  it("takes back none of the time that was given since", () => {
    const { table, letter } = corrected();
    const until = plus(table.now, 30 * 24 * hour);
    table.must(extendCommand(until));
    table.bounce(letter);
    expect(table.kase.clocks.act.state).toBe("suspended");
    table.answer("acknowledged");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", dueLegal: until });
  });

  it("takes nothing back of a platform that has answered since, which has the version", () => {
    const { table, letter } = corrected();
    table.answer("acknowledged");
    expect(table.kase.brought).toBeUndefined();
    expect(table.send(bounceOf(letter, table))).toEqual(refused);
    expect(table.kase.clocks.act.state).toBe("running");
  });

  it("takes nothing back once the notice is withdrawn, or once more is asked that has not arrived", () => {
    const withdrawn = corrected();
    withdrawn.table.must(officerActs.withdraw);
    expect(withdrawn.table.send(bounceOf(withdrawn.letter, withdrawn.table))).toEqual(refused);
    const { table, letter } = corrected();
    table.must(correctCommand(table.kase, { items: [one, idOf("itm", 8)], addsObligation: true }));
    expect(table.send(bounceOf(letter, table))).toEqual(refused);
  });

  it("is received by the designated webhook that was slower, at that instant", () => {
    const { table, letter } = corrected({ platform: designated });
    table.wait(3 * hour);
    const at = table.now;
    table.deliver("notice.corrected", "webhook");
    table.wait(hour);
    table.bounce(letter);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: at, dueLegal: plus(at, 48 * hour) });
    expect(pendingTypes(table.kase)).toEqual([]);
  });

  it("that adds nothing takes nothing back", () => {
    const table = play("eu-dsa-9", { hasMail: true, platform: undesignated });
    table.workOff();
    table.must(correctCommand(table.kase));
    const letter = brought(table, "notice.corrected");
    expect(table.send(bounceOf(letter, table))).toEqual(refused);
  });
});

describe("a clarification whose letter comes back after its delivery", () => {
  it("is owed again, and the clock stands still again, however late", () => {
    for (const late of [hour, 30 * hour]) {
      const { table, letter } = clarified(resetting);
      expect(table.kase.clocks.act.state).toBe("running");
      table.wait(late);
      table.takeDueSteps();
      table.bounce(letter);
      expect(table.kase.clocks.act).toMatchObject({
        state: "suspended",
        suspended: { at: table.now, ground: "clarification_requested" },
      });
      expect(statusOf(table.kase)).toBe("awaiting_authority");
      const told = table.kase.outbox.filter(({ type, step }) => type === "case.decision_needed" && step === undefined);
      expect(told).toMatchObject([{ question: "clarification_requested" }]);
      table.must(clarify);
      table.deliver("notice.clarified", "mail");
      expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
    }
  });

  it("is owed again though the platform has acknowledged since: an answer names no clarification", () => {
    const { table, letter } = clarified(resetting);
    table.answer("acknowledged");
    table.bounce(letter);
    expect(table.kase.clocks.act.state).toBe("suspended");
  });

  it("is owed together with what has been asked since", () => {
    const { table, letter } = clarified(resetting);
    const asked = table.events.findLast(({ type }) => type === "answer.received")!.at;
    table.answer("clarification_requested", { reason: "authenticity" });
    table.bounce(letter);
    expect(table.kase.questions).toMatchObject([{ type: "clarification_requested", at: asked }]);
  });

  it("takes a breach back where the clock runs on, and gives back what goes by until the reply arrives", () => {
    const { table, letter } = clarified(running);
    table.wait(200 * hour);
    table.takeDueSteps();
    expect(table.kase.clocks.act.state).toBe("missed");
    table.bounce(letter);
    expect(table.kase.clocks.act.state).toBe("running");
    table.wait(hour);
    table.takeDueSteps();
    table.must(clarify);
    table.deliver("notice.clarified", "mail");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", heldUntil: plus(table.now, 71 * hour) });
  });

  it("takes nothing back once the measure is reported, nor keeps anything of it", () => {
    const { table, letter } = clarified(resetting);
    expect(table.kase.brought).toHaveLength(1);
    table.answer("action_taken");
    expect(table.kase.brought).toBeUndefined();
    expect(table.send(bounceOf(letter, table))).toEqual(refused);
  });

  it("is received by the designated webhook that was slower, at that instant", () => {
    const { table, letter } = clarified(resetting, { platform: designated });
    table.wait(3 * hour);
    const at = table.now;
    table.deliver("notice.clarified", "webhook");
    table.wait(hour);
    table.bounce(letter);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: at });
    expect(table.kase.questions).toEqual([]);
  });
});
