import { describe, expect, it } from "vitest";
import { caseView } from "../../../../core/case/case-view.ts";
import { CaseView } from "../../../../core/contract/api.ts";
import { plus } from "../../../../core/contract/instant.ts";
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
const stepsOf = (table: Play) => view(table).ladder.map(({ step, state }) => [step, state]);

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

  it("takes any one of the measures ordered for compliance", () => {
    const table = play("eu-dsa-9", { open: { facts: { ordered: ["delisted", "removed"] } } });
    table.deliver();
    table.answer("action_taken");
    expect(view(table).items[0]).toMatchObject({ outcome: "removed", asOrdered: true });
  });

  it("shows the due instant in law, and that it has passed", () => {
    const table = scenes["overdue"]!();
    expect(view(table).clocks.act).toMatchObject({ dueAt: table.kase.clocks.act.dueLegal, overdue: true });
    table.answer("action_taken");
    expect(view(table).clocks.act).toMatchObject({ overdue: false, verdict: "missed" });
  });

  it("lists the steps that have begun in order, then those that may be begun by hand", () => {
    expect(stepsOf(scenes["overdue"]!())).toEqual([
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

  it("says of each step what it is, and whether a person decides it", () => {
    const { ladder } = view(scenes["overdue"]!());
    expect(ladder.find(({ step }) => step === "issued-own-coordinator")).toMatchObject({
      subject: { fr: "Information de l'Arcom", en: "Information of Arcom" },
      mode: "automatic",
    });
    expect(ladder.find(({ step }) => step === "issued-public-prosecutor")).toMatchObject({
      subject: { fr: "Signalement (CPP art. 40)", en: "Report (CPP art. 40)" },
      mode: "decision",
    });
  });

  it("offers a step to be begun by hand once", () => {
    const table = scenes["overdue"]!();
    table.must(decideStepCommand("manual-european-commission"));
    expect(stepsOf(table).filter(([step]) => step === "manual-european-commission")).toEqual([
      ["manual-european-commission", "task"],
    ]);
  });

  it("can be read though its basis knows one of its steps no more", () => {
    const { kase, context } = scenes["overdue"]!();
    const { basis } = context();
    const ladder = basis.ladder.filter(({ id }) => id !== "issued-own-coordinator");
    const shown = caseView(kase, { ...basis, ladder }).ladder.map(({ step }) => step);
    expect(shown).toEqual(
      view(scenes["overdue"]!())
        .ladder.slice(1)
        .map(({ step }) => step),
    );
  });

  it("offers no step once the notice is withdrawn or the case closed", () => {
    const table = play("fr-conso-521-3-1");
    table.must(officerActs.withdraw);
    expect(view(table).ladder.map(({ state }) => state)).not.toContain("available");
    const closed = play("fr-conso-521-3-1");
    closed.deliver();
    closed.answer("action_taken");
    expect(view(closed).ladder.map(({ state }) => state)).toContain("available");
    closed.must(officerActs.close);
    expect(view(closed).ladder.map(({ state }) => state)).not.toContain("available");
  });

  it("tells what the platform asked or declared, since when, and by when the authority replies", () => {
    const table = scenes["contested"]!();
    expect(view(table).questions).toEqual([
      {
        type: "contested",
        reason: "not_illegal",
        at: table.now,
        dueAt: plus(table.now, 24 * hour),
        state: "open",
        overdue: false,
      },
    ]);
  });

  it("tells when it was answered, withdrawn and closed, each only where it was", () => {
    const answered = scenes["answered"]!();
    expect(view(answered)).toMatchObject({ answeredAt: answered.now });
    expect(view(answered)).not.toHaveProperty("withdrawnAt");
    const closed = scenes["withdrawn and closed"]!();
    expect(view(closed)).toMatchObject({ withdrawnAt: closed.now, closedAt: closed.now });
    expect(view(closed)).not.toHaveProperty("answeredAt");
  });

  it("leads to itself, its record, its served notice and the notice it came from", () => {
    const path = `/v1/cases/${idOf("case", 1)}`;
    expect(view(scenes["just opened"]!()).links).toEqual({
      self: path,
      events: `${path}/events`,
      document: `${path}/document`,
      notice: `/v1/notices/${idOf("ntc", 1)}`,
    });
  });

  it("is under no legal hold unless somebody puts it there", () => {
    expect(view(scenes["just opened"]!()).legalHold).toBe(false);
  });
});
