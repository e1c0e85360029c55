import { describe, expect, it } from "vitest";
import { interruptionOf, outageQuestion } from "../../../../core/case/service-interruption.ts";
import { plus } from "../../../../core/contract/instant.ts";
import { answerCommand, hour, minute, play, second, type Play } from "../../../support/cases.ts";

const takeDueStep = { type: "take_due_step" } as const;

/** Delivered at once, never answered. */
function silent(): Play {
  const table = play("eu-dsa-16");
  table.deliver();
  return table;
}

const dueOf = (table: Play) => table.kase.clocks.acknowledge.dueLegal!;

/** An outage from an hour before the due instant of the acknowledge clock until so long after it. */
function acrossDue(table: Play, after: number) {
  const due = dueOf(table);
  return { from: plus(due, -hour), to: plus(due, after) };
}

describe("outages across a due instant", () => {
  it.each([
    ["the shorter first", [minute, hour]],
    ["the longer first", [hour, minute]],
  ])("give back what the longest of them took, %s", (_, lengths) => {
    const table = silent();
    const outages = lengths.map((after) => acrossDue(table, after));
    expect(interruptionOf(table.kase.clocks.acknowledge, outages)).toEqual({
      ...acrossDue(table, hour),
      until: plus(dueOf(table), hour + 2 * hour),
    });
  });

  it("mean nothing for a clock that has been met, and nothing for one that has not begun", () => {
    const table = silent();
    const outage = acrossDue(table, hour);
    const { kase: undelivered } = play("eu-dsa-16");
    expect(interruptionOf(undelivered.clocks.acknowledge, [outage])).toBeUndefined();
    table.answer("acknowledged");
    expect(interruptionOf(table.kase.clocks.acknowledge, [outage])).toBeUndefined();
  });

  it("that are found out about when what they give back is over just now are escalated with it", () => {
    const table = silent();
    const outage = acrossDue(table, hour);
    table.outage(outage);
    table.until(plus(outage.to, 2 * hour + 5 * second + 1));
    const types = table.must(takeDueStep).map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(["clock.service_interrupted", "clock.missed"]);
  });

  it("do not touch a clock that was met before, when a later answer is in time for the other", () => {
    const table = silent();
    table.answer("acknowledged");
    const outage = acrossDue(table, hour);
    table.outage(outage);
    table.until(plus(outage.to, hour));
    const contest = answerCommand(table.kase, "contested", table.now, { reason: "not_illegal" });
    expect(outageQuestion(table.kase, contest, table.now)).toBeUndefined();
    expect(table.must(contest).map(({ type }) => type)).toEqual(["answer.received"]);
    expect(table.kase.clocks.acknowledge).toMatchObject({ verdict: "met" });
  });
});

describe("nothing is asked about our outages", () => {
  it("for a case that nothing falls due in: not received yet, or answered", () => {
    const { kase: undelivered, now } = play("eu-dsa-16");
    expect(outageQuestion(undelivered, takeDueStep, plus(now, 100 * hour))).toBeUndefined();
    const table = silent();
    table.answer("action_taken");
    expect(outageQuestion(table.kase, takeDueStep, plus(now, 100 * hour))).toBeUndefined();
  });
});
