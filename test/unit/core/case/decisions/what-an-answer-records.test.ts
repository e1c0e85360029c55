import { describe, expect, it } from "vitest";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  digestNumber,
  hour,
  idOf,
  minute,
  officerActs,
  pendingTypes,
  play,
  start,
  stepState,
  type Play,
  type PlayOptions,
} from "../../../../support/cases.ts";

const one = idOf("itm", 1);
const two = idOf("itm", 2);

/** A notice of two items was received at the start; its authority reads the case itself. */
function delivered(options: PlayOptions = {}): Play {
  const table = play("eu-dsa-16", { authorityIsTold: [], open: { facts: { items: [one, two] } }, ...options });
  table.deliver();
  return table;
}

const said = { identified: "webhook", webhookId: "answer-1", document: digestNumber(2) };
/** The authority replies within the time that the platform had to acknowledge. */
const dueAt = plus(start, 24 * hour);
const acknowledgedInTime = { acknowledge: { verdict: "met" } };

describe("an answer is put on record", () => {
  it("with its reason and the items it is about, once as said and once as the question that is open", () => {
    const table = delivered();
    const question = { reason: "technical", concerned: [two] };
    expect(table.answer("impossible", question)).toStrictEqual([
      {
        type: "answer.received",
        at: start,
        actor: { kind: "platform", id: "shein" },
        data: {
          ...said,
          answer: "impossible",
          ...question,
          question: { type: "impossible", ...question, dueAt },
          late: false,
          ended: acknowledgedInTime,
          messages: [],
        },
      },
    ]);
  });

  it("with how sure it is who gave it: by the link of a mail proves less than a signature", () => {
    const table = delivered();
    table.answer("acknowledged", { identified: "link" });
    expect(table.last("answer.received")?.data.identified).toBe("link");
    expect(table.kase.clocks.acknowledge.verdict).toBe("met");
  });

  it("without what it does not say", () => {
    const table = delivered();
    table.answer("not_addressee");
    expect(table.last("answer.received")?.data).toStrictEqual({
      ...said,
      answer: "not_addressee",
      question: { type: "not_addressee", dueAt },
      late: false,
      ended: acknowledgedInTime,
      messages: [],
    });
  });

  it("with its measures, and with no question", () => {
    const table = delivered();
    const items = [{ itemId: one, outcome: "removed" as const, measuredAt: start }];
    table.answer("action_taken", { items });
    expect(table.last("answer.received")?.data).toStrictEqual({
      ...said,
      answer: "action_taken",
      items,
      late: false,
      ended: acknowledgedInTime,
      messages: [],
    });
    expect(table.kase.items).toEqual([{ ...items[0], reportedAt: start }, { itemId: two }]);
  });

  it("when its clock is exactly five minutes behind ours", () => {
    const table = delivered();
    const measuredAt = plus(start, -5 * minute);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed", measuredAt }] });
    expect(table.kase.items[0]?.measuredAt).toBe(measuredAt);
  });

  it("when it says one thing again and one that is new", () => {
    const table = delivered();
    const first = { itemId: one, outcome: "removed" as const };
    table.answer("action_taken", { items: [first] });
    table.answer("action_taken", { items: [first, { itemId: two, outcome: "removed" }] });
    expect(table.kase.answeredAt).toBe(start);
  });
});

describe("the confirmation that the items are back", () => {
  it("of a notice that was withdrawn before it arrived is no receipt: no clock has run, none is late", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), { kind: "failed", code: "timeout" });
    table.must(officerActs.withdraw);
    table.wait(100 * hour);
    const events = table.answer("restored");
    expect(events.map(({ type }) => type)).toEqual(["answer.received"]);
    expect(table.last("answer.received")?.data).toMatchObject({ late: false, ended: {} });
    expect(table.kase.clocks.act.startedAt).toBeUndefined();
  });

  it("is not late, however long after the due instants it comes", () => {
    const table = delivered();
    table.wait(100 * hour);
    table.takeDueSteps();
    table.must(officerActs.withdraw);
    table.answer("restored");
    expect(table.last("answer.received")?.data).toMatchObject({ late: false, ended: {} });
  });
});

describe("an acknowledgement after both clocks have run out", () => {
  it("leaves the steps that wait for the measures to their instant", () => {
    const table = play("fr-conso-521-3-1");
    table.deliver();
    table.wait(49 * hour);
    table.takeDueSteps();
    table.answer("acknowledged");
    expect(stepState(table.kase, "overdue-act-court")).toBe("scheduled");
    table.wait(48 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, "overdue-act-court")).toBe("proposed");
  });
});

describe("the information on the effect (DSA art. 9(3))", () => {
  it("is a task for the officer where nobody is known to receive it, and the answer counts all the same", () => {
    const table = play("eu-dsa-9", { recipients: [] });
    table.deliver();
    table.answer("action_taken");
    expect(table.kase.answeredAt).toBe(start);
    expect(stepState(table.kase, "answer-own-coordinator")).toBe("task");
    expect(pendingTypes(table.kase)).toEqual(["case.decision_needed", "case.settled", "case.decision_needed"]);
  });
});

describe("who is told of an answer", () => {
  it("is nobody who never received the step that was meant for them", () => {
    const table = play("fr-conso-521-3-1");
    table.deliver();
    table.attempt(table.pending("escalation.copy"), { kind: "hopeless", code: "gone" });
    table.answer("action_taken");
    expect(pendingTypes(table.kase)).not.toContain("escalation.follow_up");
  });
});
