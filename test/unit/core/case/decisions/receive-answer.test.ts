import { describe, expect, it } from "vitest";
import { isOver, statusOf } from "../../../../../core/case/status.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import type { LadderStep } from "../../../../../core/law/legal-basis.ts";
import type { RefusalCode } from "../../../../../core/case/commands.ts";
import {
  answerCommand,
  contextOf,
  day,
  decideStepCommand,
  digestNumber,
  hour,
  idOf,
  minute,
  officerActs,
  pendingTypes,
  play,
  recipientName,
  second,
  start,
  stepState,
  type PlayOptions,
} from "../../../../support/cases.ts";

const one = idOf("itm", 1);
const two = idOf("itm", 2);

/** A case whose notice was received at the start. */
function delivered(basisId = "eu-dsa-16", options: PlayOptions = {}) {
  const table = play(basisId, options);
  table.deliver();
  return table;
}

const twoItems = { open: { facts: { items: [one, two] } } };

describe("an acknowledgement", () => {
  it("meets its clock up to the due instant itself", () => {
    const table = delivered();
    table.until(table.kase.clocks.acknowledge.dueLegal!);
    table.answer("acknowledged");
    expect(table.kase.clocks.acknowledge).toMatchObject({ state: "met", verdict: "met", endedAt: table.now });
    expect(table.last("answer.received")?.data.late).toBe(false);
    expect(table.kase.acknowledgedAt).toBe(table.now);
    expect(table.kase.clocks.act.state).toBe("running");
    expect(statusOf(table.kase)).toBe("awaiting_action");
  });

  it("in time is told to nobody", () => {
    const table = delivered();
    table.answer("acknowledged");
    expect(table.kase.outbox).toEqual([]);
  });

  it("a millisecond after the due instant is late, and the authority hears of it", () => {
    const table = delivered();
    table.until(plus(table.kase.clocks.acknowledge.dueLegal!, 1));
    table.answer("acknowledged");
    expect(table.kase.clocks.acknowledge).toMatchObject({
      state: "missed",
      verdict: "missed",
      lateCause: "after_due",
    });
    expect(table.last("answer.received")?.data.late).toBe(true);
    expect(pendingTypes(table.kase)).toEqual(["case.answer_received"]);
  });

  it("that arrived in time and is decided after the escalation is late for that cause", () => {
    const table = delivered("sandbox");
    const due = table.kase.clocks.acknowledge.dueLegal!;
    table.until(plus(due, 1));
    table.takeDueSteps();
    table.must(answerCommand(table.kase, "acknowledged", due));
    expect(table.kase.clocks.acknowledge).toMatchObject({ verdict: "missed", lateCause: "after_escalation" });
  });

  it("is judged by when it arrived, however late it is decided", () => {
    const table = delivered();
    const receivedAt = plus(start, hour);
    table.wait(30 * hour);
    table.must(answerCommand(table.kase, "acknowledged", receivedAt));
    expect(table.kase.clocks.acknowledge).toMatchObject({ verdict: "met", endedAt: receivedAt });
  });

  it("is recorded once", () => {
    const table = delivered();
    table.answer("acknowledged");
    expect(table.refusedAnswer("acknowledged")).toEqual({ kind: "refused", code: "already_acknowledged" });
  });

  it("may still follow an answer that acknowledged by acting, and changes no verdict", () => {
    const table = delivered("eu-dsa-16", twoItems);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    const { clocks } = table.kase;
    table.wait(hour);
    table.answer("acknowledged");
    expect(table.kase.clocks).toEqual(clocks);
    expect(table.kase.acknowledgedAt).toBe(table.now);
  });

  it("ends the wait for steps that only its silence justified", () => {
    const { basis } = contextOf("eu-dsa-16");
    const [reminder] = basis.ladder.filter(({ clock }) => clock === "acknowledge");
    const delayed = { ...reminder!, id: "second-reminder", after: "PT6H" } as LadderStep;
    const table = delivered("eu-dsa-16", { basis: { ...basis, ladder: [...basis.ladder, delayed] } });
    table.wait(25 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, "second-reminder")).toBe("scheduled");
    table.answer("acknowledged");
    expect(stepState(table.kase, "second-reminder")).toBe("lapsed");
  });
});

describe("an answer before the 2xx of its own delivery", () => {
  it("is the receipt: both clocks start with it, and nothing is left to deliver", () => {
    const table = play("eu-dsa-16");
    table.wait(2 * second);
    const events = table.answer("acknowledged");
    expect(events.map(({ type }) => type)).toEqual(["notice.delivered", "answer.received"]);
    expect(table.last("notice.delivered")?.data.by).toBe("answer");
    expect(table.kase.delivery).toMatchObject({ state: "delivered", deliveredAt: table.now });
    expect(table.kase.clocks.acknowledge).toMatchObject({ startedAt: table.now, verdict: "met" });
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
    expect(table.kase.outbox).toEqual([]);
  });

  it("leaves the 2xx that is recorded later without effect", () => {
    const table = play("eu-dsa-16");
    const message = table.pending("notice.issued");
    table.answer("acknowledged");
    table.wait(second);
    const late = {
      type: "record_attempt",
      messageId: message.messageId,
      attempt: 1,
      result: { kind: "delivered", at: table.now },
    } as const;
    expect(table.send(late)).toEqual({ kind: "refused", code: "attempt_not_pending" });
  });

  it("ends an undeliverable case as well", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    table.answer("action_taken");
    expect(statusOf(table.kase)).toBe("answered");
    expect(table.kase.clocks.act.verdict).toBe("met");
  });
});

describe("a report of measures", () => {
  it("on every item settles the case: both clocks met, the authority told", () => {
    const table = delivered();
    table.wait(hour);
    table.answer("action_taken");
    expect(table.kase.items).toEqual([
      { itemId: one, outcome: "removed", measuredAt: table.now, reportedAt: table.now },
    ]);
    expect(table.kase.answeredAt).toBe(table.now);
    expect(table.kase.clocks.acknowledge.verdict).toBe("met");
    expect(table.kase.clocks.act).toMatchObject({ state: "met", verdict: "met", endedAt: table.now });
    expect(statusOf(table.kase)).toBe("answered");
    expect(pendingTypes(table.kase)).toEqual(["case.settled"]);
    table.deliver("case.settled");
    expect(isOver(table.kase)).toBe(true);
  });

  it("on some items acknowledges and leaves the act clock running", () => {
    const table = delivered("eu-dsa-16", twoItems);
    table.answer("action_taken", { items: [{ itemId: two, outcome: "delisted" }] });
    expect(statusOf(table.kase)).toBe("awaiting_action");
    expect(table.kase.clocks.act.state).toBe("running");
    expect(pendingTypes(table.kase)).toEqual(["case.answer_received"]);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "already_unavailable" }] });
    expect(statusOf(table.kase)).toBe("answered");
    expect(pendingTypes(table.kase)).toEqual(["case.answer_received", "case.settled"]);
  });

  it("after the due instant misses the clock when a measure was late as well, or has no instant", () => {
    for (const measuredAt of [plus(start, 72 * hour + 1), undefined]) {
      const table = delivered();
      table.wait(73 * hour);
      table.answer("action_taken", { items: [{ itemId: one, outcome: "removed", measuredAt }] });
      expect(table.kase.clocks.act).toMatchObject({ state: "missed", verdict: "missed", lateCause: "after_due" });
    }
  });

  it("after the due instant of measures that were all in time is met, reported late", () => {
    const table = delivered("eu-dsa-16", twoItems);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed", measuredAt: start }] });
    table.wait(73 * hour);
    table.takeDueSteps();
    const measuredAt = plus(start, 72 * hour);
    table.answer("action_taken", { items: [{ itemId: two, outcome: "removed", measuredAt }] });
    expect(table.kase.clocks.act).toMatchObject({ verdict: "met_reported_late", lateCause: "after_due" });
  });

  it("in time proves by its arrival that the measure was, whether or not its instant is stated", () => {
    const table = delivered("eu-dsa-16", twoItems);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    table.wait(73 * hour);
    table.answer("action_taken", { items: [{ itemId: two, outcome: "removed", measuredAt: start }] });
    expect(table.kase.clocks.act.verdict).toBe("met_reported_late");
  });

  it("that comes late without the instant of its measure proves nothing", () => {
    const table = delivered("eu-dsa-16", twoItems);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed", measuredAt: start }] });
    table.wait(73 * hour);
    table.answer("action_taken", { items: [{ itemId: two, outcome: "removed" }] });
    expect(table.kase.clocks.act.verdict).toBe("missed");
  });

  it("may state the instant of a measure that is on record without one, once", () => {
    const table = delivered("eu-dsa-16", twoItems);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    const stated = { items: [{ itemId: one, outcome: "removed" as const, measuredAt: start }] };
    table.answer("action_taken", stated);
    expect(table.kase.items[0]).toMatchObject({ outcome: "removed", measuredAt: start });
    expect(table.refusedAnswer("action_taken", stated)).toEqual({ kind: "refused", code: "already_answered" });
    const bare = { items: [{ itemId: one, outcome: "removed" as const }] };
    expect(table.refusedAnswer("action_taken", bare)).toEqual({ kind: "refused", code: "already_answered" });
  });

  it("that arrived in time and is decided after the escalation is late for that cause", () => {
    const table = delivered("sandbox");
    const due = table.kase.clocks.act.dueLegal!;
    table.until(plus(due, 1));
    table.takeDueSteps();
    table.must(answerCommand(table.kase, "action_taken", due));
    expect(table.kase.clocks.act).toMatchObject({ verdict: "met_reported_late", lateCause: "after_escalation" });
  });

  it("may correct an outcome afterwards: the verdicts stand, the authority hears of it once more", () => {
    const table = delivered();
    table.answer("action_taken", { items: [{ itemId: one, outcome: "delisted" }] });
    const { clocks, answeredAt } = table.kase;
    table.wait(80 * hour);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    expect(table.kase.items[0]).toMatchObject({ outcome: "removed", reportedAt: table.now });
    expect(table.kase.clocks).toEqual(clocks);
    expect(table.kase.answeredAt).toBe(answeredAt);
    expect(pendingTypes(table.kase)).toEqual(["case.settled", "case.answer_received"]);
  });

  it("that says nothing new is refused", () => {
    const table = delivered();
    table.answer("action_taken");
    expect(table.refusedAnswer("action_taken")).toEqual({ kind: "refused", code: "already_answered" });
  });

  it("on an item of another case is refused and names it", () => {
    const table = delivered();
    const items = [
      { itemId: one, outcome: "removed" as const },
      { itemId: idOf("itm", 7), outcome: "removed" as const },
    ];
    expect(table.refusedAnswer("action_taken", { items })).toEqual({
      kind: "refused",
      code: "unknown_item",
      faults: [{ pointer: "/data/items/1/itemId", code: "unknown_item" }],
    });
  });

  it("may state the instant in whole seconds, though that is before the notice by less than one", () => {
    const table = play("eu-dsa-16", { now: plus(start, 615) });
    table.deliver();
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed", measuredAt: start }] });
    expect(statusOf(table.kase)).toBe("answered");
  });

  it("is told all that is wrong with it at once", () => {
    const table = delivered("eu-dsa-16", twoItems);
    const items = [
      { itemId: one, outcome: "removed" as const, measuredAt: plus(start, hour) },
      { itemId: two, outcome: "removed" as const, measuredAt: plus(start, -hour) },
      { itemId: one, outcome: "demoted" as const },
      { itemId: idOf("itm", 7), outcome: "removed" as const },
    ];
    expect(table.refusedAnswer("action_taken", { items })).toEqual({
      kind: "refused",
      code: "repeated_item",
      faults: [
        { pointer: "/data/items/2/itemId", code: "repeated_item" },
        { pointer: "/data/items/3/itemId", code: "unknown_item" },
        { pointer: "/data/items/0/measuredAt", code: "measured_in_future" },
        { pointer: "/data/items/1/measuredAt", code: "measured_before_notice" },
      ],
    });
  });

  it("without measures names items of the case, and the record keeps which", () => {
    const table = delivered("eu-dsa-16", twoItems);
    const unknown = { reason: "technical", concerned: [two, idOf("itm", 7)] };
    expect(table.refusedAnswer("impossible", unknown)).toMatchObject({
      faults: [{ pointer: "/data/items/1", code: "unknown_item" }],
    });
    table.answer("impossible", { reason: "technical", concerned: [two] });
    expect(table.last("answer.received")?.data.concerned).toEqual([two]);
    expect(table.kase.questions).toMatchObject([{ type: "impossible", concerned: [two] }]);
  });

  it("may claim an instant up to five minutes ahead of ours, and no more", () => {
    const table = delivered();
    const claim = (milliseconds: number) => ({
      items: [{ itemId: one, outcome: "removed" as const, measuredAt: plus(start, milliseconds) }],
    });
    expect(table.refusedAnswer("action_taken", claim(5 * minute + 1))).toEqual({
      kind: "refused",
      code: "measured_in_future",
      faults: [{ pointer: "/data/items/0/measuredAt", code: "measured_in_future" }],
    });
    expect(table.refusedAnswer("action_taken", claim(5 * minute)).kind).toBe("decided");
  });

  it("may claim an instant before the notice, beyond what clocks differ by, only for what was gone already", () => {
    const table = delivered();
    const measuredAt = plus(start, -5 * minute - 1);
    expect(table.refusedAnswer("action_taken", { items: [{ itemId: one, outcome: "removed", measuredAt }] })).toEqual({
      kind: "refused",
      code: "measured_before_notice",
      faults: [{ pointer: "/data/items/0/measuredAt", code: "measured_before_notice" }],
    });
    table.answer("action_taken", { items: [{ itemId: one, outcome: "already_unavailable", measuredAt }] });
    expect(statusOf(table.kase)).toBe("answered");
  });

  it("ends scheduled steps and leaves proposals to the officer", () => {
    const table = delivered("fr-conso-521-3-1");
    table.wait(49 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, "overdue-act-court")).toBe("scheduled");
    table.answer("action_taken");
    expect(stepState(table.kase, "overdue-act-court")).toBe("lapsed");
    expect(stepState(table.kase, "overdue-act-public-prosecutor")).toBe("proposed");
  });

  it("sets off the steps that go with an answer, once", () => {
    const table = delivered("eu-dsa-9", twoItems);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    expect(stepState(table.kase, "answer-own-coordinator")).toBeUndefined();
    table.answer("action_taken", { items: [{ itemId: two, outcome: "removed" }] });
    expect(stepState(table.kase, "answer-own-coordinator")).toBe("taken");
    const events = table.answer("action_taken", { items: [{ itemId: two, outcome: "delisted" }] });
    expect(events.map(({ type }) => type)).toEqual(["answer.received"]);
  });
});

describe("every substantive answer", () => {
  it("is passed on to each recipient of a step, once each", () => {
    const table = delivered("fr-conso-521-3-1");
    table.must(decideStepCommand("issued-public-prosecutor"));
    table.wait(49 * hour);
    table.workOff();
    table.must(decideStepCommand("overdue-act-public-prosecutor"));
    table.workOff();
    table.answer("action_taken");
    expect(table.kase.outbox.map(({ type, to }) => [type, recipientName(to)])).toEqual([
      ["case.settled", "dgccrf"],
      ["escalation.follow_up", "arcom"],
      ["escalation.follow_up", "parquet-paris"],
    ]);
  });

  it.each([
    ["impossible", "technical"],
    ["contested", "not_illegal"],
    ["refused", "not_illegal"],
    ["not_addressee", undefined],
  ] as const)("%s acknowledges and waits for the authority, while the act clock runs on", (answer, reason) => {
    const table = delivered();
    table.answer(answer, { reason });
    const at = table.now;
    const dueAt = plus(at, 24 * hour);
    expect(table.kase.questions).toEqual([{ type: answer, ...(reason !== undefined && { reason }), at, dueAt }]);
    expect(table.kase.clocks.acknowledge.verdict).toBe("met");
    expect(table.kase.clocks.act.state).toBe("running");
    expect(statusOf(table.kase)).toBe("awaiting_authority");
    expect(pendingTypes(table.kase)).toEqual(["case.answer_received"]);
    table.wait(73 * hour);
    table.takeDueSteps();
    expect(table.kase.clocks.act.state).toBe("missed");
  });
});

describe("an answer out of place is refused", () => {
  const code = (refusal: RefusalCode) => ({ kind: "refused", code: refusal });

  it("when it names another digest or another version", () => {
    const table = delivered();
    const stale = {
      ...code("not_current_version"),
      faults: [{ pointer: "/data/digest", code: "not_current_version" }],
    };
    expect(table.refusedAnswer("acknowledged", { digest: digestNumber(9) })).toEqual(stale);
    expect(table.refusedAnswer("acknowledged", { noticeVersion: 2 })).toEqual(stale);
  });

  it("after a withdrawal, but for the confirmation that the items are back, which comes once", () => {
    const table = delivered();
    table.answer("action_taken");
    table.must(officerActs.withdraw);
    expect(table.refusedAnswer("contested")).toEqual(code("case_withdrawn"));
    const { clocks } = table.kase;
    table.answer("restored");
    expect(table.kase.restoredAt).toBe(table.now);
    expect(table.kase.clocks).toEqual(clocks);
    expect(table.refusedAnswer("restored")).toEqual(code("already_answered"));
  });

  it("when it brings back again what it has brought back already", () => {
    const table = delivered("eu-dsa-16", twoItems);
    table.must(officerActs.withdraw);
    table.answer("restored", { concerned: [one] });
    expect(table.refusedAnswer("restored", { concerned: [one] })).toEqual(code("already_answered"));
    table.answer("restored", { concerned: [one, two] });
    expect(table.kase.restoredAt).toBe(table.now);
  });

  it("when it restores what was never withdrawn", () => {
    expect(delivered().refusedAnswer("restored")).toEqual(code("case_not_withdrawn"));
  });

  it("once the case is closed", () => {
    const table = delivered();
    table.answer("action_taken");
    table.must(officerActs.close);
    table.wait(day);
    expect(table.refusedAnswer("contested")).toEqual(code("case_closed"));
    expect(table.refusedAnswer("restored")).toEqual(code("case_closed"));
  });
});
