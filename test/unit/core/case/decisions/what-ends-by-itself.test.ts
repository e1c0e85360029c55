import { describe, expect, it } from "vitest";
import { closureOf, nextWake } from "../../../../../core/case/next-wake.ts";
import { isOver, statusOf } from "../../../../../core/case/status.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  correctCommand,
  day,
  decideQuestionCommand,
  decideStepCommand,
  hour,
  idOf,
  officerActs,
  pendingTypes,
  play,
  start,
  stepState,
  type Play,
  type PlayOptions,
} from "../../../../support/cases.ts";

const thirtyDays = 30 * day;
const takeDueStep = { type: "take_due_step" } as const;

function answered(options: PlayOptions = {}): Play {
  const table = play("fr-conso-521-3-1", options);
  table.workOff();
  table.answer("action_taken");
  table.workOff();
  return table;
}

describe("a case that nobody disputes", () => {
  it("closes by itself thirty days after its last item was answered, and its proposals lapse", () => {
    const table = answered();
    expect(isOver(table.kase)).toBe(true);
    expect(nextWake(table.kase)).toBe(plus(start, thirtyDays));
    table.until(plus(start, thirtyDays - 1));
    expect(table.send(takeDueStep).kind).toBe("refused");
    table.wait(1);
    expect(table.must(takeDueStep).map(({ type }) => type)).toEqual(["step.lapsed", "case.closed"]);
    expect(table.last("case.closed")).toMatchObject({ actor: { kind: "system" }, data: {} });
    expect(stepState(table.kase, "issued-public-prosecutor")).toBe("lapsed");
    expect(statusOf(table.kase)).toBe("closed");
    table.workOff();
    expect(nextWake(table.kase)).toBeUndefined();
  });

  const report = "issued-public-prosecutor";

  it("tells its authority, on each channel, of each step that lapses with it undecided, and of no other", () => {
    const table = answered({ authorityIsTold: ["webhook", "mail"] });
    table.wait(thirtyDays);
    table.must(takeDueStep);
    expect(table.kase.outbox.map(({ type, step, channel }) => [type, step, channel])).toEqual([
      ["case.decision_lapsed", report, "webhook"],
      ["case.decision_lapsed", report, "mail"],
    ]);
    expect(isOver(table.kase)).toBe(false);
    table.workOff();
    expect(isOver(table.kase)).toBe(true);
  });

  it("tells its authority of a step as well that it has put off beyond that", () => {
    const table = answered();
    table.must(decideStepCommand(report, { until: plus(start, 40 * day) }));
    table.wait(thirtyDays);
    table.must(takeDueStep);
    expect(table.kase.outbox).toMatchObject([{ type: "case.decision_lapsed", step: report }]);
  });

  it.each(["sign", "drop"] as const)("has nothing to tell where each step is decided (%s)", (decision) => {
    const table = answered();
    table.must(decideStepCommand(report, decision));
    table.workOff();
    table.wait(thirtyDays);
    expect(table.must(takeDueStep).map(({ type }) => type)).toEqual(["case.closed"]);
    expect(pendingTypes(table.kase)).toEqual([]);
  });

  it("asks nobody any more for a decision on a step that lapses with it", () => {
    const table = answered();
    table.must(decideStepCommand(report, { until: plus(start, thirtyDays - hour) }));
    table.wait(thirtyDays - hour);
    table.must(takeDueStep);
    const { messageId } = table.pending("case.decision_needed");
    table.wait(hour);
    table.must(takeDueStep);
    expect(table.last("step.lapsed")?.data.dropped).toEqual([messageId]);
    expect(pendingTypes(table.kase)).toEqual(["case.decision_lapsed"]);
  });

  it("tells nobody of what an officer lets lapse by closing it", () => {
    const table = play("fr-conso-521-3-1");
    table.deliver();
    table.answer("action_taken");
    expect(pendingTypes(table.kase)).toContain("case.decision_needed");
    table.must(officerActs.close);
    expect(stepState(table.kase, report)).toBe("lapsed");
    expect(pendingTypes(table.kase).filter((type) => type.startsWith("case.decision"))).toEqual([]);
  });

  it("closes thirty days after its withdrawal as well", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.wait(day);
    table.must(officerActs.withdraw);
    table.workOff();
    expect(nextWake(table.kase)).toBe(plus(table.now, thirtyDays));
  });

  it("counts from the last answer, an outcome that is corrected later among them", () => {
    const table = answered();
    table.wait(day);
    table.answer("action_taken", { items: [{ itemId: idOf("itm", 1), outcome: "delisted" }] });
    expect(closureOf(table.kase)).toBe(plus(start, day + thirtyDays));
  });

  it("does not close while the platform contests: the authority decides first", () => {
    const table = answered();
    table.answer("contested", { reason: "appeal_filed" });
    table.workOff();
    expect(closureOf(table.kase)).toBeUndefined();
    table.wait(40 * day);
    // The authority has a clock of its own for its reply: all that happens is that it is reminded.
    expect(table.must(takeDueStep).map(({ type }) => type)).toEqual(["question.overdue"]);
    expect(table.send(takeDueStep).kind).toBe("refused");
    table.must(decideQuestionCommand("contested", "dispute"));
    expect(closureOf(table.kase)).toBe(plus(table.now, thirtyDays));
    table.takeDueSteps();
    expect(statusOf(table.kase)).toBe("answered");
    table.workOff();
    table.wait(thirtyDays);
    table.takeDueSteps();
    expect(statusOf(table.kase)).toBe("closed");
  });

  it("does not close once a correction asks for more", () => {
    const table = answered();
    const items = [idOf("itm", 1), idOf("itm", 2)];
    table.must(correctCommand(table.kase, { items, addsObligation: true }));
    expect(closureOf(table.kase)).toBeUndefined();
  });
});

describe("secrecy towards the seller", () => {
  const until = plus(start, 10 * day);
  const withheld: PlayOptions = { open: { facts: { disclosure: { mode: "withheld", until } } } };

  it("ends by itself, and both sides are told", () => {
    const table = play("eu-dsa-16", { ...withheld, authorityIsTold: ["webhook", "mail"] });
    table.deliver();
    table.answer("action_taken");
    table.workOff();
    expect(nextWake(table.kase)).toBe(until);
    table.until(until);
    table.takeDueSteps();
    expect(table.kase.disclosure).toEqual({ mode: "allowed" });
    expect(table.kase.outbox.map(({ type, channel }) => [type, channel])).toEqual([
      ["notice.disclosure_ended", "webhook"],
      ["case.disclosure_ended", "webhook"],
      ["case.disclosure_ended", "mail"],
    ]);
    expect(table.events.filter(({ type }) => type === "disclosure.ended")).toHaveLength(1);
  });

  it("ends of a closed case as well", () => {
    const table = answered(withheld);
    table.must(officerActs.close);
    table.until(until);
    table.takeDueSteps();
    expect(pendingTypes(table.kase)).toEqual(["notice.disclosure_ended", "case.disclosure_ended"]);
    expect(statusOf(table.kase)).toBe("closed");
  });

  it("is not spoken of to a platform that has heard nothing of the notice", () => {
    const table = play("eu-dsa-16", { open: { facts: withheld.open!.facts!, notBefore: plus(start, 20 * day) } });
    table.until(until);
    table.takeDueSteps();
    expect(pendingTypes(table.kase)).toEqual(["notice.issued", "case.disclosure_ended"]);
  });
});
