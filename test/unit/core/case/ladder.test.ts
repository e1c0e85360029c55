import { describe, expect, it } from "vitest";
import { delayedSteps } from "../../../../core/case/ladder.ts";
import type { Context } from "../../../../core/case/commands.ts";
import type { Duration } from "../../../../core/contract/duration.ts";
import { plus, type Instant } from "../../../../core/contract/instant.ts";
import { contextOf, decideStepCommand, hour, officerActs, play, second, type Play } from "../../../support/cases.ts";

const pause = 5 * second + 1;

/** A requisition that nobody obeyed: its last step waits for two more days. */
function ignored(): Play {
  const table = play("fr-conso-521-3-1");
  table.workOff();
  table.wait(49 * hour);
  table.takeDueSteps();
  return table;
}

const recordOf = ({ kase }: Play, id: string) => kase.ladder.find(({ step }) => step === id);

describe("a step that waits for a while after the due instant", () => {
  /** A product-safety order whose penalty waits for one working day. */
  function afterOneWorkingDay(): Context {
    const context = contextOf("eu-gpsr-22-order");
    const ladder = context.basis.ladder.map((step) =>
      step.after === undefined ? step : { ...step, after: "1WD" as Duration },
    );
    return { ...context, basis: { ...context.basis, ladder } };
  }

  const act = () => {
    const table = play("eu-gpsr-22-order");
    table.deliver();
    return table.kase.clocks.act;
  };

  it("counts hours as they pass, whatever rule its clock counts by", () => {
    const table = play("eu-gpsr-22-order");
    table.workOff();
    const due = table.kase.clocks.act.dueLegal!;
    table.until(plus(due, pause));
    table.takeDueSteps();
    expect(recordOf(table, "overdue-act-sanctioning-authority")).toMatchObject({
      state: "scheduled",
      dueAt: plus(due, 24 * hour + pause),
    });
  });

  it("counts working days by the rule of its clock and the calendar of the platform", () => {
    // Friday 7 November, 14:00: the day itself is not counted, and Monday ends at 24:00 in Dublin.
    const friday = "2025-11-07T14:00:00.000Z" as Instant;
    expect(delayedSteps(afterOneWorkingDay(), "act", act(), friday)).toEqual([
      { step: "overdue-act-sanctioning-authority", dueAt: plus("2025-11-11T00:00:00.000Z" as Instant, pause) },
    ]);
  });

  it("is not guessed for days that the calendar does not cover", () => {
    const beyond = "2030-11-08T14:00:00.000Z" as Instant;
    expect(() => delayedSteps(afterOneWorkingDay(), "act", act(), beyond)).toThrow(
      /no calendar for the step overdue-act-sanctioning-authority/,
    );
  });
});

describe("a copy of an order (DSA art. 9(3))", () => {
  it("goes to the authority's own coordinator as a copy, without a signature", () => {
    const { kase, pending } = play("eu-dsa-9");
    expect(pending("escalation.copy")).toMatchObject({
      to: { kind: "authority", id: "arcom" },
      step: "issued-own-coordinator",
    });
    expect(kase.outbox.map(({ type }) => type)).not.toContain("escalation.referral");
  });
});

describe("the record of a step", () => {
  it("says which clock it is about", () => {
    const table = ignored();
    const about = Object.fromEntries(table.kase.ladder.map(({ step, clock }) => [step, clock]));
    expect(about).toEqual({
      "issued-own-coordinator": undefined,
      "issued-public-prosecutor": undefined,
      "overdue-acknowledge-platform-second-contact": "acknowledge",
      "overdue-acknowledge-authority": "acknowledge",
      "overdue-act-platform-legal-representative": "act",
      "overdue-act-authority": "act",
      "overdue-act-public-prosecutor": "act",
      "overdue-act-court": "act",
    });
  });

  it("still says it once an officer has signed or dropped the step", () => {
    for (const decision of ["sign", "drop"] as const) {
      const table = ignored();
      table.must(decideStepCommand("overdue-act-public-prosecutor", decision));
      expect(recordOf(table, "overdue-act-public-prosecutor")).toMatchObject({ clock: "act", by: "officer-1" });
    }
  });

  it("still says when a step would have been due that a withdrawal has ended", () => {
    const table = ignored();
    const { dueAt } = recordOf(table, "overdue-act-court")!;
    table.must(officerActs.withdraw);
    expect(recordOf(table, "overdue-act-court")).toEqual({
      step: "overdue-act-court",
      state: "lapsed",
      at: table.now,
      dueAt,
      clock: "act",
    });
  });

  it("still says who was to receive a step that has become a task for the officer", () => {
    const table = play("fr-conso-521-3-1");
    table.attempt(table.pending("escalation.copy"), { kind: "hopeless", code: "gone" });
    expect(recordOf(table, "issued-own-coordinator")).toMatchObject({
      state: "task",
      recipient: { kind: "authority", id: "arcom" },
    });
  });
});
