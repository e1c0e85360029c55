import { describe, expect, it } from "vitest";
import {
  decideStepCommand,
  hour,
  idOf,
  pendingTypes,
  play,
  recipientName,
  stepState,
} from "../../../../support/cases.ts";

describe("an answer", () => {
  it("takes a reminder that has not gone out yet back: nobody is reminded of what they have answered", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.wait(25 * hour);
    table.takeDueSteps();
    expect(pendingTypes(table.kase)).toContain("notice.reminder");
    table.answer("acknowledged");
    expect(pendingTypes(table.kase)).not.toContain("notice.reminder");
    expect(pendingTypes(table.kase)).toContain("case.overdue");
  });

  it("leaves the reminder of the other clock on its way", () => {
    const table = play("eu-dsa-16", { open: { facts: { items: [idOf("itm", 1), idOf("itm", 2)] } } });
    table.deliver();
    table.wait(80 * hour);
    table.takeDueSteps();
    table.answer("action_taken", { items: [{ itemId: idOf("itm", 1), outcome: "removed" }] });
    const reminders = table.kase.outbox.filter(({ type }) => type === "notice.reminder");
    expect(reminders.map(({ clock }) => clock)).toEqual(["act"]);
  });

  it("in part, after the time to act, is late though it ends no clock", () => {
    const table = play("eu-dsa-16", { open: { facts: { items: [idOf("itm", 1), idOf("itm", 2)] } } });
    table.deliver();
    table.answer("acknowledged");
    table.wait(80 * hour);
    table.answer("action_taken", { items: [{ itemId: idOf("itm", 1), outcome: "removed" }] });
    expect(table.last("answer.received")?.data).toMatchObject({ late: true, ended: {} });
  });

  it("tells a recipient whom the ladder informs of it once, not twice", () => {
    const table = play("eu-dsa-9");
    table.deliver();
    table.workOff();
    table.answer("action_taken");
    const toCoordinator = table.kase.outbox.filter(({ to }) => recipientName(to) === "arcom");
    expect(toCoordinator.map(({ type }) => type)).toEqual(["escalation.copy"]);
  });
});

describe("a step that is a task for the officer", () => {
  it("is signed when it has been done by hand: nothing is sent", () => {
    const table = play("fr-lcen-6-1-csam");
    table.deliver();
    table.workOff();
    expect(stepState(table.kase, "issued-arcom-qualified-person")).toBe("task");
    table.must(decideStepCommand("issued-arcom-qualified-person"));
    expect(stepState(table.kase, "issued-arcom-qualified-person")).toBe("signed");
    expect(table.kase.outbox).toEqual([]);
  });
});
