import { describe, expect, it } from "vitest";
import { nextWake } from "../../../../../core/case/next-wake.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  day,
  decideStepCommand,
  digestNumber,
  hour,
  officerActs,
  pendingTypes,
  play,
  start,
  stepState,
  type Play,
} from "../../../../support/cases.ts";

const step = "issued-public-prosecutor";

function proposed(): Play {
  const table = play("fr-conso-521-3-1");
  table.workOff();
  return table;
}

describe("a step that is put off", () => {
  it("comes back to the officer when its time has come", () => {
    const table = proposed();
    const until = plus(start, 3 * hour);
    table.must(decideStepCommand(step, { until }));
    expect(table.kase.ladder.find((record) => record.step === step)).toEqual({
      step,
      state: "postponed",
      at: start,
      dueAt: until,
      by: "officer-1",
    });
    expect(nextWake(table.kase)).toBe(until);
    table.until(plus(until, -1));
    expect(table.send({ type: "take_due_step" }).kind).toBe("refused");
    table.wait(1);
    table.takeDueSteps();
    expect(stepState(table.kase, step)).toBe("proposed");
    expect(table.pending("case.decision_needed")).toMatchObject({ step });
  });

  it("comes back though the ladder is kept still: it is the officer's own date", () => {
    const table = proposed();
    table.must(decideStepCommand(step, { until: plus(start, 3 * hour) }));
    table.answer("clarification_requested", { reason: "authenticity" });
    table.wait(3 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, step)).toBe("proposed");
  });

  it("may be decided before it comes back, and put off again", () => {
    const table = proposed();
    table.must(decideStepCommand(step, { until: plus(start, 3 * hour) }));
    table.must(decideStepCommand(step, { until: plus(start, 5 * hour) }));
    expect(nextWake(table.kase)).toBe(plus(start, 5 * hour));
    table.must(decideStepCommand(step));
    expect(table.kase.ladder.find((record) => record.step === step)).toMatchObject({ state: "signed" });
    expect(table.kase.ladder.find((record) => record.step === step)?.dueAt).toBeUndefined();
    table.wait(6 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, step)).toBe("signed");
  });

  it("comes back at the officer's instant though the case was answered, and lapses with the case", () => {
    const table = proposed();
    table.must(decideStepCommand(step, { until: plus(start, 3 * hour) }));
    table.answer("action_taken");
    expect(stepState(table.kase, step)).toBe("postponed");
    table.wait(3 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, step)).toBe("proposed");
    table.workOff();
    table.must(officerActs.close);
    expect(stepState(table.kase, step)).toBe("lapsed");
  });

  it("is refused until an instant that has come, or that is more than a year away", () => {
    const table = proposed();
    expect(table.send(decideStepCommand(step, { until: start }))).toEqual({ kind: "refused", code: "not_later" });
    expect(table.send(decideStepCommand(step, { until: plus(start, 366 * day + 1) }))).toEqual({
      kind: "refused",
      code: "too_far",
    });
  });
});

describe("a step that is signed", () => {
  it("sends the draft that was signed, by its digest", () => {
    const table = proposed();
    const draft = digestNumber(50);
    table.must({ type: "decide_step", step, decision: { kind: "sign", draft }, by: "officer-1", document: draft });
    expect(table.last("step.signed")?.data.draft).toBe(draft);
    expect(table.pending("escalation.referral")).toMatchObject({ content: draft, to: { id: "parquet-paris" } });
  });

  it("goes by mail to a holder of the role who has only an address", () => {
    const recipients = [
      {
        role: "public_prosecutor",
        state: "FR",
        holder: { kind: "person", name: "Parquet", email: "parquet@justice.example" },
      },
    ] as const;
    const table = play("fr-conso-521-3-1", { recipients, hasMail: true });
    table.must(decideStepCommand(step));
    expect(table.pending("escalation.referral")).toMatchObject({
      to: { kind: "holder", role: "public_prosecutor" },
      channel: "mail",
    });
  });

  it("whose letter comes back is a task for the officer, who says when it has been done by hand", () => {
    const table = proposed();
    table.must(decideStepCommand(step));
    table.attempt(table.pending("escalation.referral"), { kind: "hopeless", code: "gone" });
    expect(stepState(table.kase, step)).toBe("task");
    expect(table.pending("case.decision_needed")).toMatchObject({ step, task: "undelivered", to: { id: "dgccrf" } });
    table.workOff();
    table.must(decideStepCommand(step));
    expect(stepState(table.kase, step)).toBe("signed");
    expect(pendingTypes(table.kase)).toEqual([]);
  });

  it("is told of with the clock that it follows, when its letter comes back", () => {
    const overdue = "overdue-act-public-prosecutor";
    const table = proposed();
    table.wait(49 * hour);
    table.workOff();
    table.must(decideStepCommand(overdue));
    table.attempt(table.pending("escalation.referral"), { kind: "hopeless", code: "gone" });
    const told = table.pending("case.decision_needed");
    expect(told).toMatchObject({ step: overdue, clock: "act", task: "undelivered" });
  });

  it("is told of when its letter comes back after the case was closed: nobody has been seized", () => {
    const table = proposed();
    table.answer("action_taken");
    table.must(decideStepCommand(step));
    table.must(officerActs.close);
    table.attempt(table.pending("escalation.referral"), { kind: "hopeless", code: "gone" });
    expect(table.pending("case.decision_needed")).toMatchObject({ step, task: "undelivered" });
  });

  it("is not told of when its letter comes back after the notice was withdrawn: nothing is to be done about it", () => {
    const table = proposed();
    table.must(decideStepCommand(step));
    table.must(officerActs.withdraw);
    table.attempt(table.pending("escalation.referral"), { kind: "hopeless", code: "gone" });
    expect(pendingTypes(table.kase)).not.toContain("case.decision_needed");
  });

  it("that was dropped cannot be taken up again", () => {
    const table = proposed();
    table.must(decideStepCommand(step, "drop"));
    expect(table.send(decideStepCommand(step))).toEqual({ kind: "refused", code: "step_not_pending" });
  });
});
