import { describe, expect, it } from "vitest";
import { nextWake } from "../../../../../core/case/next-wake.ts";
import { statusOf } from "../../../../../core/case/status.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  day,
  decideQuestionCommand,
  hour,
  idOf,
  officerActs,
  pendingTypes,
  play,
  start,
  type Play,
  type PlayOptions,
} from "../../../../support/cases.ts";

const one = idOf("itm", 1);
const two = idOf("itm", 2);

const accept = decideQuestionCommand("impossible", "accept");
const dispute = decideQuestionCommand("impossible", "dispute");
const end = decideQuestionCommand("impossible", "end");
const acceptUntil = (milliseconds: number) => decideQuestionCommand("impossible", "accept", plus(start, milliseconds));

function declared(basisId = "fr-lcen-6-1-csam", options: PlayOptions = {}, concerned?: (typeof one)[]): Play {
  const table = play(basisId, options);
  table.deliver();
  table.answer("impossible", { reason: "technical", concerned });
  return table;
}

describe("an impossibility that was declared", () => {
  it.each(["fr-lcen-6-1-csam", "eu-dsa-16"])(
    "under %s lets the clock run until the authority accepts it",
    (basisId) => {
      const table = declared(basisId);
      expect(table.kase.clocks.act.state).toBe("running");
      expect(statusOf(table.kase)).toBe("awaiting_authority");
      table.wait(hour);
      table.must(accept);
      expect(table.kase.clocks.act).toMatchObject({
        state: "suspended",
        suspended: { at: table.now, ground: "impossible" },
      });
      expect(statusOf(table.kase)).toBe("awaiting_action");
      expect(table.pending("notice.decided")).toMatchObject({ question: "impossible" });
    },
  );

  it("does not keep the ladder still: who declares it and is not believed is escalated", () => {
    const table = declared();
    table.wait(25 * hour);
    table.takeDueSteps();
    expect(table.last("clock.missed")?.data.clock).toBe("act");
  });

  it("for one item of two leaves the clock running when it is accepted", () => {
    const table = declared("fr-lcen-6-1-csam", { open: { facts: { items: [one, two] } } }, [one]);
    table.must(accept);
    expect(table.kase.clocks.act.state).toBe("running");
    table.answer("action_taken", { items: [{ itemId: two, outcome: "removed" }] });
    expect(table.kase.clocks.act.state).toBe("suspended");
  });
});

describe("an impossibility that is accepted", () => {
  it("lasts until the authority says that it has ended: then the clock starts anew", () => {
    const table = declared();
    table.must(accept);
    table.workOff();
    expect(nextWake(table.kase)).toBeUndefined();
    table.wait(10 * day);
    table.must(end);
    expect(table.kase.clocks.act).toMatchObject({
      state: "running",
      dueLegal: plus(table.now, 24 * hour),
      moved: { kind: "reset", at: table.now, reason: "impossibility_ended" },
    });
    expect(table.kase.questions).toEqual([]);
    expect(pendingTypes(table.kase)).toEqual(["notice.decided"]);
  });

  it("until an instant ends by itself then, and the platform is told", () => {
    const table = declared();
    table.must(acceptUntil(5 * day));
    table.workOff();
    expect(nextWake(table.kase)).toBe(plus(start, 5 * day));
    table.until(plus(start, 5 * day));
    table.takeDueSteps();
    expect(table.last("impossibility.ended")).toMatchObject({ actor: { kind: "system" }, at: table.now });
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
    expect(table.pending("notice.decided")).toMatchObject({ question: "impossible" });
    expect(table.pending("notice.decided").content).toBeUndefined();
    expect(table.send({ type: "take_due_step" })).toEqual({ kind: "refused", code: "nothing_due" });
  });

  it("keeps the ladder still where it was accepted after the due instant, and gives it that time back", () => {
    const table = declared("eu-dsa-16");
    table.until(plus(start, 72 * hour + 1));
    table.must(accept);
    expect(table.kase.clocks.act.state).toBe("running");
    table.wait(5 * day);
    table.takeDueSteps();
    expect(table.last("clock.missed")).toBeUndefined();
    table.must(end);
    expect(table.kase.clocks.act.heldUntil).toBe(table.now);
  });

  it("is over when the platform has acted all the same", () => {
    const table = declared();
    table.must(accept);
    table.answer("action_taken");
    expect(table.kase.clocks.act).toMatchObject({ state: "met", verdict: "met" });
    expect(table.kase.questions).toEqual([]);
  });
});

describe("an impossibility that is disputed", () => {
  it("leaves the clock as it is, and nothing waits for the authority any more", () => {
    const table = declared();
    table.must(dispute);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", dueLegal: plus(start, 24 * hour) });
    expect(table.kase.questions).toEqual([]);
    expect(statusOf(table.kase)).toBe("awaiting_action");
    expect(pendingTypes(table.kase)).toContain("notice.decided");
  });
});

describe("a second impossibility, while one is accepted", () => {
  const twoItems = { open: { facts: { items: [one, two] } } };
  const other = { reason: "force_majeure", concerned: [two] };

  it("of other items waits for a decision of its own; accepted, both last as one", () => {
    const table = declared("fr-lcen-6-1-csam", twoItems, [one]);
    table.must(acceptUntil(2 * day));
    const { act } = table.kase.clocks;
    table.wait(hour);
    table.answer("impossible", other);
    expect(table.kase.questions.map(({ concerned, accepted }) => [concerned, accepted !== undefined])).toEqual([
      [[one], true],
      [[two], false],
    ]);
    expect(statusOf(table.kase)).toBe("awaiting_authority");
    expect(table.kase.clocks.act).toEqual(act);
    table.must(acceptUntil(3 * day));
    expect(table.kase.questions).toMatchObject([
      { concerned: [one, two], accepted: { at: start, until: plus(start, 3 * day) } },
    ]);
    expect(table.kase.clocks.act).toMatchObject({ state: "suspended", suspended: { at: table.now } });
    table.must(end);
    expect(table.kase.questions).toEqual([]);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
  });

  it("that is disputed leaves the accepted one as it is", () => {
    const table = declared("fr-lcen-6-1-csam", twoItems, [one]);
    table.must(accept);
    table.answer("impossible", other);
    table.must(dispute);
    expect(table.kase.questions).toMatchObject([{ concerned: [one], accepted: { at: start } }]);
  });

  it("of the same items says nothing new", () => {
    const table = declared("fr-lcen-6-1-csam", twoItems, [one]);
    table.must(accept);
    expect(table.refusedAnswer("impossible", { reason: "technical", concerned: [one] })).toEqual({
      kind: "refused",
      code: "already_answered",
    });
  });
});

describe("the ground that keeps the clock still", () => {
  it("is named anew when it gives way to another", () => {
    const table = declared("fr-lcen-6-1-csam");
    table.answer("clarification_requested", { reason: "authenticity" });
    expect(table.kase.clocks.act.suspended).toEqual({ at: start, ground: "clarification_requested" });
    table.must(accept);
    table.wait(hour);
    table.must(officerActs.clarify);
    table.deliver("notice.clarified");
    expect(table.kase.clocks.act.suspended).toEqual({ at: table.now, ground: "impossible" });
    expect(table.last("clock.suspended")).toMatchObject({ at: table.now, data: { ground: "impossible" } });
  });
});

describe("a decision on an impossibility is refused", () => {
  const none = { kind: "refused", code: "no_such_question" };

  it("where none was declared, where it was decided already, and where none lasts that could end", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    for (const command of [accept, dispute, end]) expect(table.send(command)).toEqual(none);
    table.answer("impossible", { reason: "technical" });
    expect(table.send(end)).toEqual(none);
    table.must(accept);
    for (const command of [accept, dispute]) expect(table.send(command)).toEqual(none);
    table.must(end);
    expect(table.send(end)).toEqual(none);
  });

  it("with an end that has passed, or is more than a year away", () => {
    const table = declared();
    expect(table.send(acceptUntil(0))).toEqual({ kind: "refused", code: "not_later" });
    expect(table.send(acceptUntil(366 * day + 1))).toEqual({ kind: "refused", code: "too_far" });
    expect(table.send(acceptUntil(366 * day)).kind).toBe("decided");
  });
});
