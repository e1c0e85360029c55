import { describe, expect, it } from "vitest";
import { statusOf } from "../../../../../core/case/status.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  decideQuestionCommand,
  hour,
  idOf,
  pendingTypes,
  play,
  recipientName,
  start,
  stepState,
  type Play,
} from "../../../../support/cases.ts";

const one = idOf("itm", 1);
const two = idOf("itm", 2);
const twoItems = { open: { facts: { items: [one, two] } } };

type Position = [type: "contested" | "refused" | "not_addressee", reason: string | undefined];

const positions: Position[] = [
  ["contested", "not_illegal"],
  ["refused", "not_illegal"],
  ["not_addressee", undefined],
];

function declared([type, reason]: Position, basisId = "eu-dsa-9", concerned?: (typeof one)[]): Play {
  const table = play(basisId, twoItems);
  table.deliver();
  table.answer(type, { reason, concerned });
  return table;
}

describe.each(positions)("a platform's position, %s,", (...position) => {
  const [type] = position;
  const accept = decideQuestionCommand(type, "accept");

  it("is told to the authority as what waits for its reply", () => {
    const table = declared(position);
    const told = table.pending("case.answer_received");
    expect(told.question).toBe(type);
  });

  it("acknowledges, and has no suspensive effect, whatever the basis", () => {
    for (const basisId of ["eu-dsa-9", "fr-lcen-6-1-csam"]) {
      const table = declared(position, basisId);
      expect(table.kase.clocks.acknowledge.verdict).toBe("met");
      expect(table.kase.clocks.act.state).toBe("running");
      table.wait(80 * hour);
      table.takeDueSteps();
      expect(table.kase.clocks.act.state).toBe("missed");
    }
  });

  it("accepted releases its items: the case is answered, the clock stops without a verdict", () => {
    const table = declared(position);
    table.wait(hour);
    table.must(accept);
    expect(table.kase.items).toEqual([
      { itemId: one, released: type },
      { itemId: two, released: type },
    ]);
    expect(table.kase).toMatchObject({ answeredAt: table.now, questions: [] });
    expect(pendingTypes(table.kase)).toContain("case.settled");
    expect(table.kase.clocks.act).toMatchObject({ state: "stopped", endedAt: table.now });
    expect(table.kase.clocks.act.verdict).toBeUndefined();
    expect(table.last("clock.stopped")?.data).toEqual({ clock: "act", reason: "released" });
    expect(statusOf(table.kase)).toBe("answered");
  });

  it("accepted for one item leaves the other owed, and the clock running for it", () => {
    const table = declared(position, "eu-dsa-9", [two]);
    table.must(accept);
    expect(table.kase.items).toEqual([{ itemId: one }, { itemId: two, released: type }]);
    expect(statusOf(table.kase)).toBe("awaiting_action");
    expect(table.kase.clocks.act.state).toBe("running");
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    expect(table.kase.clocks.act).toMatchObject({ state: "met", verdict: "met" });
    expect(statusOf(table.kase)).toBe("answered");
  });

  it("accepted sets off the steps that tell of the effect, and ends those that waited for silence to go on", () => {
    const table = declared(position);
    table.wait(60 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, "overdue-act-sanctioning-authority")).toBe("scheduled");
    table.must(accept);
    expect(stepState(table.kase, "answer-own-coordinator")).toBe("taken");
    expect(stepState(table.kase, "overdue-act-sanctioning-authority")).toBe("lapsed");
    expect(table.kase.outbox.filter(({ to }) => recipientName(to) === "arcom").map(({ type: sent }) => sent)).toContain(
      "escalation.follow_up",
    );
  });

  it("disputed leaves everything owed, and the platform is told", () => {
    const table = declared(position);
    table.must(decideQuestionCommand(type, "dispute"));
    expect(table.kase.items).toEqual([{ itemId: one }, { itemId: two }]);
    expect(table.kase.questions).toEqual([]);
    expect(statusOf(table.kase)).toBe("awaiting_action");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", dueLegal: plus(start, 48 * hour) });
    expect(pendingTypes(table.kase)).toContain("notice.decided");
  });

  it("cannot be ended, nor decided twice", () => {
    const table = declared(position);
    const none = { kind: "refused", code: "no_such_question" };
    expect(table.send(decideQuestionCommand(type, "end"))).toEqual(none);
    table.must(decideQuestionCommand(type, "dispute"));
    expect(table.send(accept)).toEqual(none);
  });
});

describe("an item that was released", () => {
  it("needs no report: the verdict is of the measures that were taken", () => {
    const table = declared(["not_addressee", undefined], "eu-dsa-9", [two]);
    table.must(decideQuestionCommand("not_addressee", "accept"));
    table.wait(49 * hour);
    table.takeDueSteps();
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed", measuredAt: start }] });
    expect(table.kase.clocks.act.verdict).toBe("met_reported_late");
  });

  it("may be reported on all the same", () => {
    const table = declared(["refused", "not_illegal"]);
    table.must(decideQuestionCommand("refused", "accept"));
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    expect(table.kase.items[0]).toEqual({ itemId: one, outcome: "removed", reportedAt: start });
  });
});

describe("several positions", () => {
  it("stand beside one another, one of each kind, each decided for itself", () => {
    const table = declared(["contested", "not_illegal"], "eu-dsa-9", [one]);
    table.answer("not_addressee", { concerned: [two] });
    expect(table.kase.questions.map(({ type }) => type)).toEqual(["contested", "not_addressee"]);
    table.must(decideQuestionCommand("not_addressee", "accept"));
    expect(table.kase.questions.map(({ type }) => type)).toEqual(["contested"]);
    expect(statusOf(table.kase)).toBe("awaiting_authority");
  });

  it("a contest outlasts the measure: its redress goes on", () => {
    const table = declared(["contested", "appeal_filed"]);
    table.answer("action_taken");
    expect(statusOf(table.kase)).toBe("answered");
    expect(table.kase.questions.map(({ type }) => type)).toEqual(["contested"]);
  });

  it("a contest that is accepted when all is answered settles nothing a second time", () => {
    const table = declared(["contested", "appeal_filed"]);
    table.answer("action_taken");
    table.workOff();
    table.must(decideQuestionCommand("contested", "accept"));
    expect(pendingTypes(table.kase)).toEqual(["notice.decided"]);
  });

  it("of one kind about one item and then another are both decided: the second takes back nothing", () => {
    const table = declared(["contested", "appeal_filed"], "eu-dsa-9", [one]);
    table.answer("contested", { reason: "other", concerned: [two] });
    table.must(decideQuestionCommand("contested", "accept"));
    expect(table.kase.items.map(({ released }) => released)).toEqual(["contested", "contested"]);
  });

  it("a clarification is given, not decided", () => {
    const table = declared(["contested", "not_illegal"]);
    table.answer("clarification_requested", { reason: "authenticity" });
    expect(table.send(decideQuestionCommand("clarification_requested", "accept"))).toEqual({
      kind: "refused",
      code: "no_such_question",
    });
  });
});
