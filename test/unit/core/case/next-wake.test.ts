import { describe, expect, it } from "vitest";
import { dueMessages, isStepDue, milestonesOf, nextWake } from "../../../../core/case/next-wake.ts";
import type { Duration } from "../../../../core/contract/duration.ts";
import { plus } from "../../../../core/contract/instant.ts";
import type { LadderStep } from "../../../../core/law/legal-basis.ts";
import { contextOf, day, hour, minute, play, second, start, stepState, type Play } from "../../../support/cases.ts";

/** A delivered case of the sandbox with windows of these lengths. */
function windows(acknowledge: string, act: string): Play {
  const within = { acknowledge: acknowledge as Duration, act: act as Duration };
  const table = play("sandbox", { open: { within } });
  table.deliver();
  return table;
}

/** Both clocks have run out; the court is to be asked once more time has passed. */
function courtScheduled(): Play {
  const table = play("fr-conso-521-3-1");
  table.workOff();
  table.wait(49 * hour);
  table.takeDueSteps();
  return table;
}

const clockNames = ({ kase }: Play) =>
  milestonesOf(kase).map((one) =>
    "clock" in one ? `${one.kind} ${one.clock}` : "step" in one ? one.step.step : one.kind,
  );

describe("what falls due by itself", () => {
  it.each([
    ["PT20M", "PT40M", ["breach acknowledge", "breach act"]],
    ["PT40M", "PT20M", ["breach act", "breach acknowledge"]],
    ["PT40M", "PT40M", ["breach acknowledge", "breach act"]],
  ])("comes in the order of the instants: %s to acknowledge, %s to act", (acknowledge, act, order) => {
    const table = windows(acknowledge, act);
    expect(clockNames(table)).toEqual(order);
    expect(nextWake(table.kase)).toBe(plus(start, (acknowledge === act ? 40 : 20) * minute + 1));
  });

  it("is a delayed step before a clock that runs longer", () => {
    const within = { acknowledge: "P10D" as Duration, act: "PT48H" as Duration };
    const table = play("fr-conso-521-3-1", { open: { within } });
    table.workOff();
    table.wait(49 * hour);
    table.takeDueSteps();
    expect(clockNames(table)).toEqual(["overdue-act-court", "warning acknowledge", "breach acknowledge"]);
  });

  it("is no step that has lapsed, even once its instant comes", () => {
    const { basis } = contextOf("eu-dsa-16");
    const reminder = basis.ladder.find(({ clock }) => clock === "acknowledge");
    const delayed = { ...reminder!, id: "second-reminder", after: "PT6H" } as LadderStep;
    const table = play("eu-dsa-16", { basis: { ...basis, ladder: [...basis.ladder, delayed] } });
    table.deliver();
    table.wait(25 * hour);
    table.takeDueSteps();
    expect(clockNames(table)).toEqual(["second-reminder", "warning act", "breach act"]);
    table.answer("acknowledged");
    expect(clockNames(table)).toEqual(["warning act", "breach act"]);
    table.wait(6 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, "second-reminder")).toBe("lapsed");
  });

  it("is nothing while the case is undeliverable, and only its closure once nothing is owed", () => {
    const { kase } = courtScheduled();
    expect(milestonesOf(kase)).toHaveLength(1);
    expect(milestonesOf({ ...kase, delivery: { state: "exhausted", attempted: true } })).toEqual([]);
    expect(milestonesOf({ ...kase, answeredAt: start })).toEqual([{ kind: "closure", at: plus(start, 30 * day) }]);
    expect(milestonesOf({ ...kase, answeredAt: start, closedAt: start })).toEqual([]);
  });
});

describe("a step is due", () => {
  it("from the instant on at which it wakes the case, and not before", () => {
    const { kase } = windows("PT20M", "PT40M");
    const breach = plus(start, 20 * minute + 1);
    expect(isStepDue(kase, plus(breach, -1))).toBe(false);
    expect(isStepDue(kase, breach)).toBe(true);
    expect(isStepDue(kase, plus(breach, hour))).toBe(true);
  });

  it("never while the notice has not been received, though a message is due", () => {
    expect(isStepDue(play("eu-dsa-16").kase, plus(start, 100 * hour))).toBe(false);
  });
});

describe("the messages to attempt", () => {
  it("begin with the served notice, though it was queued last", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    table.must({ type: "resume_delivery", by: "officer-1", document: table.kase.digest });
    expect(table.kase.outbox.map(({ type }) => type)).toEqual(["case.undeliverable", "notice.issued"]);
    expect(dueMessages(table.kase, table.now).map(({ type }) => type)).toEqual(["notice.issued", "case.undeliverable"]);
  });

  it("go on in the order they were queued", () => {
    const { kase } = play("fr-conso-521-3-1");
    const inAnyOrder = { ...kase, outbox: kase.outbox.toReversed() };
    expect(dueMessages(inAnyOrder, start).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it("are those whose instant has come", () => {
    const table = play("fr-conso-521-3-1");
    table.attempt(table.pending("notice.issued"), { kind: "failed", code: "timeout" });
    const types = (at: number) => dueMessages(table.kase, plus(start, at)).map(({ type }) => type);
    expect(types(10 * second - 1)).toEqual(["escalation.copy", "case.decision_needed"]);
    expect(types(10 * second)).toEqual(["notice.issued", "escalation.copy", "case.decision_needed"]);
  });
});
