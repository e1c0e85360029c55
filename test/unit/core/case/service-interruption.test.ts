import { describe, expect, it } from "vitest";
import { nextWake } from "../../../../core/case/next-wake.ts";
import { outageQuestion } from "../../../../core/case/service-interruption.ts";
import { caseView } from "../../../../core/case/case-view.ts";
import { plus, type Instant } from "../../../../core/contract/instant.ts";
import { answerCommand, hour, minute, play, second, stepState, type Play } from "../../../support/cases.ts";

const takeDueStep = { type: "take_due_step" } as const;
const nothingDue = { kind: "refused", code: "nothing_due" };
const pause = 5 * second;

/** A case that was delivered at once and never answered. */
function silent(basis: string): Play {
  const table = play(basis);
  table.deliver();
  return table;
}

const dueOf = (table: Play): Instant => table.kase.clocks.acknowledge.dueLegal!;

/** A case whose acknowledge clock ran out while we could not be reached: from an hour before it to so long after. */
function interrupted(basis: string, after: number) {
  const table = silent(basis);
  const due = dueOf(table);
  const outage = { from: plus(due, -hour), to: plus(due, after) };
  table.until(due);
  table.passWarnings();
  table.until(plus(due, Math.max(after, pause) + 1));
  table.outage(outage);
  return { table, due, outage };
}

describe("an outage of ours across a due instant", () => {
  it("marks the clock, and puts its escalation off for as long again as it took", () => {
    const { table, due, outage } = interrupted("eu-dsa-16", 2 * hour);
    const until = plus(outage.to, 3 * hour);
    expect(table.must(takeDueStep)).toMatchObject([
      {
        type: "clock.service_interrupted",
        actor: { kind: "system" },
        data: { clock: "acknowledge", ...outage, until },
      },
    ]);
    expect(table.kase.clocks.acknowledge).toMatchObject({
      state: "running",
      dueLegal: due,
      serviceInterrupted: { ...outage, until },
    });
    expect(nextWake(table.kase)).toBe(plus(until, pause + 1));
    table.until(plus(until, pause));
    expect(table.send(takeDueStep)).toEqual(nothingDue);
    table.wait(1);
    expect(table.must(takeDueStep).map(({ type }) => type)).toEqual(["clock.missed", "step.taken", "step.taken"]);
  });

  it("puts it off for a quarter of an hour at least", () => {
    const table = silent("eu-dsa-16");
    const due = dueOf(table);
    const to = plus(due, minute);
    table.until(plus(due, pause + 1));
    table.outage({ from: plus(due, -minute), to });
    table.must(takeDueStep);
    expect(table.kase.clocks.acknowledge.serviceInterrupted?.until).toBe(plus(to, 15 * minute));
  });

  it.each([
    { says: "begins at it", from: 0, to: minute, counts: true },
    { says: "ends at it", from: -minute, to: 0, counts: true },
    { says: "begins a millisecond after it", from: 1, to: minute, counts: false },
    { says: "ends a millisecond before it", from: -minute, to: -1, counts: false },
  ])("counts when it $says: $counts", ({ from, to, counts }) => {
    const table = silent("eu-dsa-16");
    const due = dueOf(table);
    table.until(plus(due, hour));
    table.outage({ from: plus(due, from), to: plus(due, to) });
    table.takeDueSteps();
    expect(table.kase.clocks.acknowledge.serviceInterrupted !== undefined).toBe(counts);
  });

  it("that has been made up for long ago is put on record with the escalation", () => {
    const { table, outage } = interrupted("eu-dsa-16", hour);
    table.until(plus(outage.to, 3 * hour));
    expect(
      table
        .must(takeDueStep)
        .map(({ type }) => type)
        .slice(0, 2),
    ).toEqual(["clock.service_interrupted", "clock.missed"]);
  });

  it("that lasted on puts the escalation off anew, by what it took in the end", () => {
    const { table, due, outage } = interrupted("eu-dsa-16", 0);
    table.outage({ from: outage.from, to: table.now });
    table.must(takeDueStep);
    const first = table.kase.clocks.acknowledge.serviceInterrupted!.until;
    table.until(plus(first, pause + 1));
    const to = plus(due, 20 * minute);
    table.outage({ from: outage.from, to });
    table.must(takeDueStep);
    expect(table.kase.clocks.acknowledge.serviceInterrupted?.until).toBe(plus(to, hour + 20 * minute));
    table.until(plus(to, hour + 20 * minute + pause + 1));
    expect(table.must(takeDueStep)[0]?.type).toBe("clock.missed");
  });

  it("that comes again at the end of what was given back puts it off once more", () => {
    const { table } = interrupted("eu-dsa-16", hour);
    table.must(takeDueStep);
    const { from, to, until } = table.kase.clocks.acknowledge.serviceInterrupted!;
    const again = { from: plus(until, -minute), to: plus(until, minute) };
    table.until(plus(until, pause + 1));
    table.outage({ from, to }, again);
    table.must(takeDueStep);
    expect(table.kase.clocks.acknowledge.serviceInterrupted).toEqual({ ...again, until: plus(again.to, 15 * minute) });
  });

  it("marks a window shorter than an hour, and gives it nothing back", () => {
    const { table, outage } = interrupted("sandbox", 0);
    expect(
      table
        .must(takeDueStep)
        .map(({ type }) => type)
        .slice(0, 2),
    ).toEqual(["clock.service_interrupted", "clock.missed"]);
    expect(table.kase.clocks.acknowledge.serviceInterrupted).toMatchObject(outage);
  });

  it("is of one clock: the other keeps its own", () => {
    const { table } = interrupted("eu-dsa-16", hour);
    table.must(takeDueStep);
    expect(table.kase.clocks.act.serviceInterrupted).toBeUndefined();
    expect(nextWake(table.kase)! < table.kase.clocks.act.dueLegal!).toBe(true);
  });

  it("moves the steps that wait for a while after it as well", () => {
    const table = silent("eu-dsa-9");
    table.answer("acknowledged");
    table.workOff();
    const due = table.kase.clocks.act.dueLegal!;
    table.outage({ from: plus(due, -hour), to: plus(due, hour) });
    table.until(plus(due, hour + 1));
    table.workOff();
    const { until } = table.kase.clocks.act.serviceInterrupted!;
    table.until(plus(until, pause + 1));
    table.workOff();
    expect(table.last("clock.missed")?.data.scheduled?.[0]).toEqual({
      step: "overdue-act-sanctioning-authority",
      dueAt: plus(until, 24 * hour + pause + 1),
    });
    expect(stepState(table.kase, "overdue-act-sanctioning-authority")).toBe("scheduled");
  });

  it("is shown to whoever reads the case, with the instant until which nobody is escalated", () => {
    const { table, outage } = interrupted("eu-dsa-16", hour);
    table.must(takeDueStep);
    const { acknowledge } = caseView(table.kase, table.context().basis).clocks;
    expect(acknowledge.serviceInterrupted).toEqual({ ...outage, until: plus(outage.to, 2 * hour) });
    expect(acknowledge.overdue).toBe(false);
  });
});

describe("an answer after a due instant across which we could not be reached", () => {
  it("is late for our interruption, and nobody is escalated", () => {
    const { table } = interrupted("eu-dsa-16", hour);
    table.must(takeDueStep);
    table.wait(minute);
    table.answer("action_taken");
    expect(table.last("answer.received")?.data).toMatchObject({ late: true });
    expect(table.kase.clocks.acknowledge).toMatchObject({ verdict: "missed", lateCause: "service_interrupted" });
    expect(table.events.map(({ type }) => type)).not.toContain("clock.missed");
    expect(nextWake(table.kase)).toBe(table.pending("case.settled").nextAttemptAt);
  });

  it("marks the clock itself, when it is quicker than anybody who looks", () => {
    const { table, outage } = interrupted("eu-dsa-16", hour);
    const [marked, answered] = table.answer("acknowledged");
    expect(marked).toMatchObject({ type: "clock.service_interrupted", data: { clock: "acknowledge", ...outage } });
    expect(answered).toMatchObject({
      type: "answer.received",
      data: { late: true, ended: { acknowledge: { verdict: "missed", lateCause: "service_interrupted" } } },
    });
  });

  it.each([
    [0, "service_interrupted"],
    [1, "after_due"],
  ])("%i ms after the end of what was given back is late for %s", (after, lateCause) => {
    const { table } = interrupted("eu-dsa-16", hour);
    table.must(takeDueStep);
    table.until(plus(table.kase.clocks.acknowledge.serviceInterrupted!.until, after));
    table.answer("acknowledged");
    expect(table.kase.clocks.acknowledge.lateCause).toBe(lateCause);
  });

  it("is late for itself once the breach is on record", () => {
    const { table } = interrupted("sandbox", 0);
    table.must(takeDueStep);
    table.answer("acknowledged");
    expect(table.kase.clocks.acknowledge.lateCause).toBe("after_due");
  });

  it("that acknowledges marks the acknowledge clock alone", () => {
    const table = silent("sandbox");
    const due = table.kase.clocks.act.dueLegal!;
    table.outage({ from: table.now, to: plus(due, 1) });
    table.until(plus(due, 1));
    const marked = table.answer("acknowledged").filter(({ type }) => type === "clock.service_interrupted");
    expect(marked).toMatchObject([{ data: { clock: "acknowledge" } }]);
  });

  it("in time is in time, whatever became of us", () => {
    const table = silent("eu-dsa-16");
    const due = dueOf(table);
    table.until(due);
    table.outage({ from: plus(due, -hour), to: due });
    table.answer("acknowledged");
    expect(table.kase.clocks.acknowledge).toMatchObject({ verdict: "met" });
    expect(table.kase.clocks.acknowledge.serviceInterrupted).toBeUndefined();
  });
});

describe("what a decision has to know of our outages", () => {
  it("is nothing while nothing is late", () => {
    const table = silent("eu-dsa-16");
    const due = dueOf(table);
    const { kase } = table;
    expect(outageQuestion(kase, takeDueStep, plus(due, pause))).toBeUndefined();
    expect(outageQuestion(kase, answerCommand(kase, "acknowledged", due), due)).toBeUndefined();
    expect(outageQuestion(kase, { type: "close", by: "officer-1", document: kase.digest }, plus(due, hour))).toBe(
      undefined,
    );
  });

  it("is, for a breach, surely what reaches to the due instant", () => {
    const table = silent("eu-dsa-16");
    const due = dueOf(table);
    expect(outageQuestion(table.kase, takeDueStep, plus(due, pause + 1))).toEqual({ about: due, mustBeSure: true });
  });

  it("is, for the breach of a window shorter than an hour, what is on record", () => {
    const table = silent("sandbox");
    const due = dueOf(table);
    expect(outageQuestion(table.kase, takeDueStep, plus(due, 1))).toEqual({ about: due, mustBeSure: false });
  });

  it("is, after what was given back, what reaches to its end", () => {
    const { table } = interrupted("eu-dsa-16", hour);
    table.must(takeDueStep);
    const { until } = table.kase.clocks.acknowledge.serviceInterrupted!;
    expect(outageQuestion(table.kase, takeDueStep, plus(until, hour))?.about).toBe(until);
  });

  it("is, for a late answer, what is on record: that it came shows that we can be reached", () => {
    const table = silent("eu-dsa-16");
    const due = dueOf(table);
    const late = answerCommand(table.kase, "acknowledged", plus(due, 1));
    expect(outageQuestion(table.kase, late, plus(due, 1))).toEqual({ about: due, mustBeSure: false });
  });

  it("is nothing for a step that only had to wait", () => {
    const table = silent("eu-dsa-9");
    table.answer("acknowledged");
    table.wait(100 * hour);
    table.must(takeDueStep);
    expect(outageQuestion(table.kase, takeDueStep, table.now)).toBeUndefined();
  });
});
