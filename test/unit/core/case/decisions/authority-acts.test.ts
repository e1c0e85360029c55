import { describe, expect, it } from "vitest";
import type { RefusalCode } from "../../../../../core/case/commands.ts";
import { isOver, statusOf } from "../../../../../core/case/status.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  day,
  decideStepCommand,
  digestNumber,
  hour,
  idOf,
  officerActs,
  pendingTypes,
  play,
  recipientName,
  start,
  stepState,
} from "../../../../support/cases.ts";

const refused = (code: RefusalCode) => ({ kind: "refused", code });
const { withdraw, close, resumeDelivery } = officerActs;

describe("a withdrawal", () => {
  it("stops both clocks and tells the platform that received the notice", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.wait(hour);
    table.must(withdraw);
    for (const clock of [table.kase.clocks.acknowledge, table.kase.clocks.act]) {
      expect(clock).toMatchObject({ state: "stopped", endedAt: table.now });
      expect(clock.verdict).toBeUndefined();
    }
    expect(pendingTypes(table.kase)).toEqual(["notice.withdrawn"]);
    expect(statusOf(table.kase)).toBe("withdrawn");
    table.deliver("notice.withdrawn");
    expect(isOver(table.kase)).toBe(true);
  });

  it("before the first attempt takes the notice out of the outbox, and the platform is not told", () => {
    const notBefore = plus(start, 12 * hour);
    const table = play("eu-dsa-16", { open: { notBefore } });
    table.until(plus(notBefore, -1));
    table.must(withdraw);
    expect(table.kase.outbox).toEqual([]);
    expect(table.last("case.withdrawn")?.data.dropped).toEqual([idOf("msg", 1)]);
    expect(isOver(table.kase)).toBe(true);
  });

  it("while the first attempt may be under way tells the platform, which may be receiving the notice now", () => {
    const table = play("eu-dsa-16");
    table.must(withdraw);
    expect(pendingTypes(table.kase)).toEqual(["notice.withdrawn"]);
  });

  it("after an attempt that failed tells the platform: who answers with an error may have read it", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), { kind: "failed", code: "timeout" });
    table.must(withdraw);
    expect(pendingTypes(table.kase)).toEqual(["notice.withdrawn"]);
  });

  it("takes reminders back and tells every recipient of a step", () => {
    const table = play("fr-conso-521-3-1");
    table.workOff();
    table.wait(49 * hour);
    table.takeDueSteps();
    table.must(withdraw);
    expect(pendingTypes(table.kase)).not.toContain("notice.reminder");
    expect(recipientName(table.pending("escalation.follow_up").to)).toBe("arcom");
    expect(table.last("step.lapsed")?.data.steps.toSorted()).toEqual([
      "issued-public-prosecutor",
      "overdue-act-court",
      "overdue-act-public-prosecutor",
    ]);
  });

  it("leaves the verdicts of what was answered before", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.answer("action_taken");
    const { clocks } = table.kase;
    table.must(withdraw);
    expect(table.kase.clocks).toEqual(clocks);
  });

  it("comes once, and not after the closure", () => {
    const table = play("eu-dsa-16");
    table.must(withdraw);
    expect(table.send(withdraw)).toEqual(refused("case_withdrawn"));
    table.must(close);
    expect(table.send(withdraw)).toEqual(refused("case_closed"));
  });
});

describe("a closure", () => {
  it("accepts the outcome of an answered case and lets its proposals lapse", () => {
    const table = play("fr-conso-521-3-1");
    table.deliver();
    table.answer("action_taken");
    table.must(close);
    expect(table.kase.closedAt).toBe(table.now);
    expect(statusOf(table.kase)).toBe("closed");
    expect(stepState(table.kase, "issued-public-prosecutor")).toBe("lapsed");
  });

  it("is refused while an answer is owed, and the second time", () => {
    const table = play("eu-dsa-16");
    expect(table.send(close)).toEqual(refused("case_not_settled"));
    table.deliver();
    table.answer("contested", { reason: "not_illegal" });
    expect(table.send(close)).toEqual(refused("case_not_settled"));
    table.answer("action_taken");
    table.must(close);
    expect(table.send(close)).toEqual(refused("case_closed"));
  });

  it("leaves what is still to be sent to be sent, and then the case never changes", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.answer("action_taken");
    table.must(close);
    expect(isOver(table.kase)).toBe(false);
    table.deliver("case.settled");
    expect(isOver(table.kase)).toBe(true);
  });
});

describe("resuming delivery", () => {
  it("sends the notice as a new message, with a window that begins anew", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    table.wait(5 * day);
    table.must(resumeDelivery);
    expect(statusOf(table.kase)).toBe("delivering");
    expect(table.pending("notice.issued")).toMatchObject({
      messageId: idOf("msg", 3),
      attempt: 1,
      nextAttemptAt: table.now,
      windowEndsAt: plus(table.now, 24 * hour),
    });
    table.deliver();
    expect(table.kase.clocks.acknowledge.startedAt).toBe(table.now);
    expect(statusOf(table.kase)).toBe("awaiting_acknowledgement");
  });

  it("is refused while delivery goes on, once it has succeeded, and after a withdrawal", () => {
    const table = play("eu-dsa-16");
    expect(table.send(resumeDelivery)).toEqual(refused("case_not_undeliverable"));
    table.deliver();
    expect(table.send(resumeDelivery)).toEqual(refused("case_not_undeliverable"));
    const withdrawn = play("eu-dsa-16");
    withdrawn.attempt(withdrawn.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    withdrawn.must(withdraw);
    expect(withdrawn.send(resumeDelivery)).toEqual(refused("case_not_undeliverable"));
  });
});

describe("a decision on a step", () => {
  it("that signs it sends the referral in the officer's name", () => {
    const table = play("fr-conso-521-3-1");
    table.must(decideStepCommand("issued-public-prosecutor"));
    expect(table.kase.ladder.find(({ step }) => step === "issued-public-prosecutor")).toEqual({
      step: "issued-public-prosecutor",
      state: "signed",
      at: start,
      by: "officer-1",
      recipient: { kind: "authority", id: "parquet-paris" },
    });
    expect(table.pending("escalation.referral")).toMatchObject({
      to: { kind: "authority", id: "parquet-paris" },
      step: "issued-public-prosecutor",
    });
    expect(table.last("step.signed")).toMatchObject({
      actor: { kind: "authority", id: "dgccrf", person: "officer-1" },
      data: { by: "officer-1", document: digestNumber(6) },
    });
  });

  it("that drops it sends nothing", () => {
    const table = play("fr-conso-521-3-1");
    table.must(decideStepCommand("issued-public-prosecutor", "drop"));
    expect(table.kase.ladder.find(({ step }) => step === "issued-public-prosecutor")).toMatchObject({
      state: "dropped",
      by: "officer-1",
    });
    expect(pendingTypes(table.kase)).not.toContain("escalation.referral");
  });

  it("may sign a manual step that nobody proposed: with no address known it is a task, and the authority is told", () => {
    const table = play("fr-conso-521-3-1");
    const step = "manual-european-commission";
    const before = pendingTypes(table.kase);
    const events = table.must(decideStepCommand(step));
    expect(events.map(({ type }) => type)).toEqual(["step.signed", "step.task"]);
    expect(table.last("step.signed")?.data).not.toHaveProperty("recipient");
    expect(table.kase.ladder.find((record) => record.step === step)).toEqual({
      step,
      state: "task",
      at: start,
      by: "officer-1",
    });
    expect(pendingTypes(table.kase)).toEqual([...before, "case.decision_needed"]);
    expect(table.kase.outbox.at(-1)).toMatchObject({
      step,
      task: "no_address",
      to: { kind: "authority", id: "dgccrf" },
    });
  });

  it("says that such a task has been done by hand: nothing more is sent, nobody is told again", () => {
    const table = play("fr-conso-521-3-1");
    const step = "manual-european-commission";
    table.must(decideStepCommand(step));
    expect(table.last("step.signed")?.data).not.toHaveProperty("byHand");
    const before = pendingTypes(table.kase);
    const events = table.must(decideStepCommand(step));
    expect(events.map(({ type }) => type)).toEqual(["step.signed"]);
    expect(table.last("step.signed")?.data).toMatchObject({ step, byHand: true, messages: [] });
    expect(stepState(table.kase, step)).toBe("signed");
    expect(pendingTypes(table.kase)).toEqual(before);
  });

  it("of a step about a clock leaves it on that clock as a task", () => {
    const table = play("fr-conso-521-3-1", { recipients: [] });
    const overdue = table
      .context()
      .basis.ladder.find(({ mode, on, clock }) => mode === "decision" && on === "overdue" && clock === "act")!;
    table.workOff();
    for (let passed = 0; passed < 20; passed += 1) {
      table.wait(12 * hour);
      table.workOff();
    }
    expect(stepState(table.kase, overdue.id)).toBe("proposed");
    table.must(decideStepCommand(overdue.id));
    expect(table.kase.ladder.find(({ step }) => step === overdue.id)).toMatchObject({ state: "task", clock: "act" });
    expect(table.pending("case.decision_needed")).toMatchObject({ step: overdue.id, clock: "act" });
  });

  it("that the authority itself is to carry out sends it no message", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.answer("acknowledged");
    table.wait(73 * hour);
    table.workOff();
    table.must(decideStepCommand("overdue-act-authority-convert"));
    expect(stepState(table.kase, "overdue-act-authority-convert")).toBe("signed");
    expect(table.kase.outbox).toEqual([]);
  });

  it("is refused for an unknown step, for one that is not proposed, and the second time", () => {
    const table = play("fr-conso-521-3-1");
    expect(table.send(decideStepCommand("no-such-step"))).toEqual(refused("unknown_step"));
    expect(table.send(decideStepCommand("overdue-act-court"))).toEqual(refused("step_not_pending"));
    expect(table.send(decideStepCommand("issued-own-coordinator"))).toEqual(refused("step_not_pending"));
    table.must(decideStepCommand("issued-public-prosecutor"));
    expect(table.send(decideStepCommand("issued-public-prosecutor"))).toEqual(refused("step_not_pending"));
    const byHand = decideStepCommand("manual-european-commission");
    table.must(byHand);
    table.must(byHand);
    expect(table.send(byHand)).toEqual(refused("step_not_pending"));
  });

  it("may follow the answer, and is refused after a withdrawal and after the closure", () => {
    const table = play("fr-conso-521-3-1");
    table.deliver();
    table.answer("action_taken");
    table.must(decideStepCommand("manual-european-commission"));
    table.must(withdraw);
    expect(table.send(decideStepCommand("issued-public-prosecutor"))).toEqual(refused("case_withdrawn"));
    table.must(close);
    expect(table.send(decideStepCommand("issued-public-prosecutor"))).toEqual(refused("case_closed"));
  });
});
