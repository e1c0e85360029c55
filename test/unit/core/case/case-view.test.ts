import { describe, expect, it } from "vitest";
import { caseView } from "../../../../core/case/case-view.ts";
import { CaseView } from "../../../../core/contract/api.ts";
import { decideStepCommand, hour, idOf, officerActs, play, type Play } from "../../../support/cases.ts";

const scenes: Record<string, () => Play> = {
  "just opened": () => play("fr-conso-521-3-1"),
  "of prior information": () => play("fr-lcen-6-1-csam"),
  undeliverable: () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    return table;
  },
  overdue: () => {
    const table = play("fr-conso-521-3-1");
    table.workOff();
    table.wait(49 * hour);
    table.takeDueSteps();
    table.must(decideStepCommand("issued-public-prosecutor"));
    return table;
  },
  contested: () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.answer("contested", { reason: "not_illegal" });
    return table;
  },
  answered: () => {
    const table = play("eu-dsa-9");
    table.deliver();
    table.answer("action_taken");
    return table;
  },
  "withdrawn and closed": () => {
    const table = play("eu-gpsr-22-order");
    table.deliver();
    table.must(officerActs.withdraw);
    table.must(officerActs.close);
    return table;
  },
};

const view = ({ kase, context }: Play) => caseView(kase, context().basis);

describe("a case as its authority reads it", () => {
  it.each(Object.entries(scenes))("that is %s has the published shape", (_, scene) => {
    const shown = JSON.parse(JSON.stringify(view(scene()))) as unknown;
    expect(CaseView.parse(shown)).toEqual(shown);
  });

  it("shows nothing of how its clocks and its messages are worked", () => {
    const text = JSON.stringify(view(scenes["overdue"]!()));
    for (const hidden of ["settleMilliseconds", "missedAt", "queuedAt", "firstAttemptAt", "generation", "token"]) {
      expect(text).not.toContain(hidden);
    }
  });

  it("marks a measure other than those ordered, and none where there was nothing left to act on", () => {
    const outcomes = ["removed", "demoted", "already_unavailable"] as const;
    const items = outcomes.map((outcome, index) => ({ itemId: idOf("itm", index + 1), outcome }));
    const facts = { items: items.map(({ itemId }) => itemId), ordered: ["removed" as const] };
    const table = play("eu-dsa-9", { open: { facts } });
    table.deliver();
    expect(view(table).items[0]).not.toHaveProperty("asOrdered");
    table.answer("action_taken", { items });
    expect(view(table).items.map(({ asOrdered }) => asOrdered)).toEqual([true, false, true]);
  });

  it("shows the due instant in law, and that it has passed", () => {
    const table = scenes["overdue"]!();
    expect(view(table).clocks.act).toMatchObject({ dueAt: table.kase.clocks.act.dueLegal, overdue: true });
    table.answer("action_taken");
    expect(view(table).clocks.act).toMatchObject({ overdue: false, verdict: "missed" });
  });

  it("lists the steps that have begun in order, then those that may be begun by hand", () => {
    const steps = view(scenes["overdue"]!()).ladder.map(({ step, state }) => [step, state]);
    expect(steps).toEqual([
      ["issued-own-coordinator", "taken"],
      ["overdue-acknowledge-platform-second-contact", "taken"],
      ["overdue-acknowledge-authority", "taken"],
      ["overdue-act-court", "scheduled"],
      ["overdue-act-platform-legal-representative", "taken"],
      ["overdue-act-authority", "taken"],
      ["overdue-act-public-prosecutor", "proposed"],
      ["issued-public-prosecutor", "signed"],
      ["manual-european-commission", "available"],
    ]);
  });

  it("offers no step once the notice is withdrawn or the case closed", () => {
    const table = play("fr-conso-521-3-1");
    table.must(officerActs.withdraw);
    expect(view(table).ladder.map(({ state }) => state)).not.toContain("available");
  });
});
