import { describe, expect, it } from "vitest";
import { plus } from "../../../../../core/contract/instant.ts";
import { overdueClocks } from "../../../../../core/case/status.ts";
import {
  day,
  digestNumber,
  extendCommand,
  hour,
  officerActs,
  pendingTypes,
  play,
  start,
  stepState,
  type Play,
} from "../../../../support/cases.ts";

const notExtendable = { kind: "refused", code: "not_extendable" };
const due = plus(start, 48 * hour);
const later = plus(start, 96 * hour);

function acknowledged(basisId = "fr-conso-521-3-1"): Play {
  const table = play(basisId);
  table.deliver();
  table.answer("acknowledged");
  return table;
}

describe("more time to act", () => {
  it("moves the due instant of a running clock, with its warning, and the platform is told", () => {
    const table = acknowledged();
    table.wait(hour);
    table.must(extendCommand(later));
    expect(table.kase.clocks.act).toMatchObject({
      state: "running",
      startedAt: start,
      dueOperational: later,
      dueLegal: later,
      warnAt: plus(table.now, 0.8 * 95 * hour),
      moved: { kind: "extended", at: table.now },
    });
    expect(table.last("clock.extended")).toMatchObject({
      actor: { kind: "authority", id: "dgccrf", person: "officer-1" },
      data: { from: due, by: "officer-1", document: digestNumber(24) },
    });
    expect(table.pending("notice.extended")).toMatchObject({ clock: "act", to: { contact: "point_of_contact" } });
  });

  it("after a breach makes it none: the clock runs again, steps that waited for silence lapse, a proposal stays", () => {
    const table = acknowledged();
    table.wait(49 * hour);
    table.takeDueSteps();
    expect(overdueClocks(table.kase)).toEqual(["act"]);
    table.must(extendCommand(later));
    expect(overdueClocks(table.kase)).toEqual([]);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", dueLegal: later });
    expect(stepState(table.kase, "overdue-act-court")).toBe("lapsed");
    expect(stepState(table.kase, "overdue-act-public-prosecutor")).toBe("proposed");
    table.answer("action_taken");
    expect(table.kase.clocks.act).toMatchObject({ state: "met", verdict: "met" });
  });

  it("that runs out, too, reminds anew, and asks nobody again what was decided once", () => {
    const table = acknowledged();
    table.wait(49 * hour);
    table.workOff();
    table.must(extendCommand(later));
    table.workOff();
    table.until(plus(later, hour));
    table.takeDueSteps();
    expect(table.kase.clocks.act.state).toBe("missed");
    expect(pendingTypes(table.kase)).toEqual(["notice.reminder", "case.overdue"]);
    expect(table.events.filter(({ type }) => type === "step.proposed")).toHaveLength(2);
    expect(stepState(table.kase, "overdue-act-court")).toBe("scheduled");
  });

  it("is refused where it is not later than the due instant, or than now, or by more than a year", () => {
    const table = acknowledged();
    expect(table.send(extendCommand(due))).toEqual({ kind: "refused", code: "not_later" });
    expect(table.send(extendCommand(plus(start, 366 * day + 1)))).toEqual({ kind: "refused", code: "too_far" });
    table.wait(100 * hour);
    expect(table.send(extendCommand(plus(start, 99 * hour)))).toEqual({ kind: "refused", code: "not_later" });
    expect(table.send(extendCommand(plus(start, 101 * hour))).kind).toBe("decided");
  });

  it("is refused while nothing runs: before the receipt, while the clock stands still, and once all is answered", () => {
    expect(play("eu-dsa-9").send(extendCommand(later))).toEqual(notExtendable);
    const suspended = acknowledged("fr-lcen-6-1-csam");
    suspended.answer("clarification_requested", { reason: "authenticity" });
    expect(suspended.send(extendCommand(later))).toEqual(notExtendable);
    const answered = acknowledged();
    answered.answer("action_taken");
    expect(answered.send(extendCommand(later))).toEqual(notExtendable);
  });

  it("is refused after a withdrawal and after the closure", () => {
    const table = acknowledged();
    table.must(officerActs.withdraw);
    expect(table.send(extendCommand(later))).toEqual({ kind: "refused", code: "case_withdrawn" });
    table.must(officerActs.close);
    expect(table.send(extendCommand(later))).toEqual({ kind: "refused", code: "case_closed" });
  });
});
