import { describe, expect, it } from "vitest";
import { decide } from "../../../../../core/case/decide.ts";
import { nextWake } from "../../../../../core/case/next-wake.ts";
import { overdueClocks, statusOf } from "../../../../../core/case/status.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  day,
  hour,
  minute,
  officerActs,
  pendingTypes,
  play,
  recipientName,
  second,
  start,
  stepState,
  type Play,
  type PlayOptions,
} from "../../../../support/cases.ts";

const nothingDue = { kind: "refused", code: "nothing_due" };
const takeDueStep = { type: "take_due_step" } as const;

function silent(basisId: string, options: PlayOptions = {}): Play {
  const table = play(basisId, options);
  table.workOff();
  return table;
}

describe("the due step", () => {
  it("is a breach only strictly after the due instant and five seconds", () => {
    const table = silent("fr-conso-521-3-1");
    const due = table.kase.clocks.acknowledge.dueLegal!;
    table.until(plus(due, 5 * second));
    table.passWarnings();
    expect(table.send(takeDueStep)).toEqual(nothingDue);
    table.wait(1);
    table.must(takeDueStep);
    expect(table.kase.clocks.acknowledge).toMatchObject({ state: "missed", missedAt: table.now });
    expect(table.last("clock.missed")?.data).toEqual({ clock: "acknowledge", dueLegal: due });
    expect(overdueClocks(table.kase)).toEqual(["acknowledge"]);
    expect(statusOf(table.kase)).toBe("awaiting_acknowledgement");
  });

  it("of a window shorter than an hour comes a millisecond after the due instant", () => {
    const table = silent("sandbox");
    const due = table.kase.clocks.acknowledge.dueLegal!;
    table.until(due);
    expect(table.send(takeDueStep)).toEqual(nothingDue);
    table.wait(1);
    expect(table.send(takeDueStep).kind).toBe("decided");
  });

  it("is taken one at a time, the earliest first, and each once", () => {
    const table = silent("fr-conso-521-3-1");
    table.wait(10 * day);
    const taken = Array.from({ length: 3 }, () => table.must(takeDueStep)[0]);
    expect(taken).toMatchObject([
      { type: "clock.missed", data: { clock: "acknowledge" } },
      { type: "clock.missed", data: { clock: "act" } },
      { type: "step.proposed", data: { step: "overdue-act-court" } },
    ]);
    expect(table.send(takeDueStep)).toEqual(nothingDue);
  });

  it("reminds the second contact and tells the authority of a missed acknowledgement, and nobody else", () => {
    const table = silent("fr-conso-521-3-1");
    table.wait(13 * hour);
    table.must(takeDueStep);
    expect(table.kase.outbox.map(({ type, to, clock }) => [type, to, clock])).toEqual([
      ["notice.reminder", { kind: "platform", id: "shein", contact: "second_contact" }, "acknowledge"],
      ["case.overdue", { kind: "authority", id: "dgccrf" }, "acknowledge"],
    ]);
  });

  it("reminds the legal representative of a missed act clock and proposes the legal step", () => {
    const table = silent("fr-conso-521-3-1");
    table.answer("acknowledged");
    table.wait(49 * hour);
    table.must(takeDueStep);
    expect(
      table.kase.outbox.map(({ type, to, step }) => [type, "contact" in to ? to.contact : recipientName(to), step]),
    ).toEqual([
      ["notice.reminder", "legal_representative", "overdue-act-platform-legal-representative"],
      ["case.overdue", "dgccrf", "overdue-act-authority"],
      ["case.decision_needed", "dgccrf", "overdue-act-public-prosecutor"],
    ]);
    expect(stepState(table.kase, "overdue-act-public-prosecutor")).toBe("proposed");
  });

  it("of a step with a delay comes after that delay and the pause", () => {
    const table = silent("eu-dsa-9");
    table.answer("acknowledged");
    table.workOff();
    const due = table.kase.clocks.act.dueLegal!;
    table.until(plus(due, 6 * second));
    table.workOff();
    const sanction = plus(due, 24 * hour + 5 * second + 1);
    const referral = plus(due, 48 * hour + 5 * second + 1);
    expect(table.last("clock.missed")?.data.scheduled).toEqual([
      { step: "overdue-act-sanctioning-authority", dueAt: sanction },
      { step: "overdue-act-coordinator-of-establishment", dueAt: referral },
    ]);
    expect(nextWake(table.kase)).toBe(sanction);
    table.until(plus(sanction, -1));
    expect(table.send(takeDueStep)).toEqual(nothingDue);
    table.until(sanction);
    table.must(takeDueStep);
    expect(stepState(table.kase, "overdue-act-sanctioning-authority")).toBe("proposed");
    expect(stepState(table.kase, "overdue-act-coordinator-of-establishment")).toBe("scheduled");
  });

  it("is nothing while the case is undeliverable or still being delivered", () => {
    const table = play("eu-dsa-16");
    table.wait(100 * day);
    expect(table.send(takeDueStep)).toEqual(nothingDue);
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    table.wait(100 * day);
    expect(table.send(takeDueStep)).toEqual(nothingDue);
  });

  it("is nothing once every item is answered, or the notice is withdrawn, until the case closes by itself", () => {
    const answered = silent("eu-dsa-16");
    answered.answer("action_taken");
    const withdrawn = silent("eu-dsa-16");
    withdrawn.must(officerActs.withdraw);
    for (const table of [answered, withdrawn]) {
      table.wait(30 * day - 1);
      expect(table.send(takeDueStep)).toEqual(nothingDue);
      table.wait(1);
      expect(table.must(takeDueStep).map(({ type }) => type)).toEqual(["case.closed"]);
      expect(table.send(takeDueStep)).toEqual(nothingDue);
    }
  });

  it("lapses when the basis has it no more, instead of coming up for ever", () => {
    const table = silent("eu-dsa-9");
    table.wait(49 * hour);
    table.takeDueSteps();
    const { basis } = table.context();
    const later = {
      ...table.context(),
      basis: { ...basis, ladder: basis.ladder.filter(({ after }) => after === undefined) },
      now: plus(start, 10 * day),
    };
    const decision = decide(table.kase, takeDueStep, later);
    expect(decision).toMatchObject({
      events: [{ type: "step.lapsed", data: { steps: ["overdue-act-sanctioning-authority"] } }],
    });
  });
});

describe("the wake-up of a case", () => {
  it("is the attempt to come, then the warning and the breach of each clock, then nothing", () => {
    const table = play("eu-dsa-16");
    const wakes = [0, 0.8 * 24 * hour, 24 * hour + 5 * second + 1, 0.8 * 72 * hour, 72 * hour + 5 * second + 1];
    for (const after of wakes) {
      expect(nextWake(table.kase)).toBe(plus(start, after));
      table.until(nextWake(table.kase)!);
      table.workOff();
    }
    expect(nextWake(table.kase)).toBeUndefined();
  });

  it("of a case that is answered is the instant at which it closes by itself", () => {
    const table = silent("eu-dsa-16");
    table.answer("action_taken");
    table.workOff();
    expect(nextWake(table.kase)).toBe(plus(start, 30 * day));
    table.until(nextWake(table.kase)!);
    table.workOff();
    expect(nextWake(table.kase)).toBeUndefined();
  });

  it("is the retry where that comes before the breach", () => {
    const table = silent("eu-dsa-16");
    table.until(plus(table.kase.clocks.acknowledge.dueLegal!, minute));
    table.takeDueSteps();
    table.attempt(table.pending("notice.reminder"), { kind: "failed", code: "timeout" });
    table.deliver("case.overdue");
    expect(nextWake(table.kase)).toBe(plus(table.now, 10 * second));
  });
});

describe("a ladder", () => {
  it("proposes a legal step even where its recipient has no address: the officer serves it by hand", () => {
    const table = silent("fr-lcen-6-1-csam");
    table.answer("acknowledged");
    table.wait(25 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, "overdue-act-internet-access-providers")).toBe("proposed");
    expect(stepState(table.kase, "overdue-act-search-engines")).toBe("proposed");
    expect(pendingTypes(table.kase).filter((type) => type === "case.decision_needed")).toHaveLength(2);
  });

  it("of one trigger is not set off by another", () => {
    const table = play("fr-conso-521-3-1");
    expect(table.kase.ladder.map(({ step }) => step)).toEqual(["issued-own-coordinator", "issued-public-prosecutor"]);
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    expect(table.kase.ladder.map(({ step }) => step)).toEqual([
      "issued-own-coordinator",
      "issued-public-prosecutor",
      "undeliverable-authority",
    ]);
  });
});
