import { describe, expect, it } from "vitest";
import { isOver, isOwed, overdueClocks, statusOf } from "../../../../core/case/status.ts";
import type { Case } from "../../../../core/case/state.ts";
import { hour, officerActs, play, start } from "../../../support/cases.ts";

/** What makes each status, from the one that gives way to all others to the one that holds against all. */
const ascending: readonly [string, (kase: Case) => Case][] = [
  ["awaiting_acknowledgement", (kase) => ({ ...kase, delivery: { state: "delivered", attempted: true } })],
  ["awaiting_action", (kase) => ({ ...kase, clocks: { ...kase.clocks, acknowledge: endedClock(kase) } })],
  ["delivering", (kase) => ({ ...kase, delivery: { state: "pending", attempted: false } })],
  ["prior_information", (kase) => ({ ...kase, delivery: { state: "pending", attempted: false, notBefore: start } })],
  ["undeliverable", (kase) => ({ ...kase, delivery: { state: "exhausted", attempted: true } })],
  ["awaiting_authority", (kase) => ({ ...kase, questions: [{ type: "contested", at: start, dueAt: start }] })],
  ["answered", (kase) => ({ ...kase, answeredAt: start })],
  ["withdrawn", (kase) => ({ ...kase, withdrawnAt: start })],
  ["closed", (kase) => ({ ...kase, closedAt: start })],
];

function endedClock({ clocks }: Case): Case["clocks"]["acknowledge"] {
  return { ...clocks.acknowledge, state: "met", endedAt: start, verdict: "met" };
}

describe("the status of a case", () => {
  it.each(ascending.map(([status], index) => [status, index] as const))(
    "is %s whatever ranks below it holds as well",
    (status, index) => {
      const kase = ascending.slice(0, index + 1).reduce((made, [, add]) => add(made), play("eu-dsa-16").kase);
      expect(statusOf(kase)).toBe(status);
    },
  );

  it("is no more of prior information once an attempt was made", () => {
    const { kase } = play("eu-dsa-16", { open: { notBefore: start } });
    expect(statusOf(kase)).toBe("prior_information");
    expect(statusOf({ ...kase, delivery: { ...kase.delivery, attempted: true } })).toBe("delivering");
  });

  it("says nothing of lateness: that is a facet of each clock, until the answer comes", () => {
    const table = play("eu-dsa-16");
    table.workOff();
    table.wait(73 * hour);
    table.takeDueSteps();
    expect(overdueClocks(table.kase)).toEqual(["acknowledge", "act"]);
    expect(statusOf(table.kase)).toBe("awaiting_acknowledgement");
    table.answer("acknowledged");
    expect(overdueClocks(table.kase)).toEqual(["act"]);
    table.answer("action_taken");
    expect(overdueClocks(table.kase)).toEqual([]);
  });
});

describe("a case", () => {
  it.each(["answeredAt", "withdrawnAt", "closedAt"])("owes nothing any more once it has its %s", (end) => {
    expect(isOwed({ ...play("eu-dsa-16").kase, [end]: start })).toBe(false);
  });

  it("is over when nothing is owed and nothing is left to send", () => {
    const table = play("eu-dsa-16");
    expect([isOwed(table.kase), isOver(table.kase)]).toEqual([true, false]);
    table.deliver();
    table.answer("action_taken");
    expect([isOwed(table.kase), isOver(table.kase)]).toEqual([false, false]);
    table.deliver("case.settled");
    expect(isOver(table.kase)).toBe(true);
  });

  it("that is undeliverable is not over: it waits for a person", () => {
    const table = play("eu-dsa-16", { authorityIsTold: [] });
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    expect(table.kase.outbox).toEqual([]);
    expect(isOver(table.kase)).toBe(false);
    table.must(officerActs.withdraw);
    table.deliver("notice.withdrawn");
    expect(isOver(table.kase)).toBe(true);
  });
});
