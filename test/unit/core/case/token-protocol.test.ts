import { describe, expect, it } from "vitest";
import {
  awaitOf,
  clockOf,
  earlyBy,
  roundsPerGeneration,
  tellOf,
  type CaseRecord,
} from "../../../../core/case/token-protocol.ts";
import { nextWake } from "../../../../core/case/next-wake.ts";
import { NextClock } from "../../../../core/contract/workflow-clock.ts";
import { plus, type Instant } from "../../../../core/contract/instant.ts";
import { day, hour, idOf, minute, officerActs, play, second, start, type Play } from "../../../support/cases.ts";

const caseId = idOf("case", 1);
const started = { caseId, generation: 1, round: 0 };

const recordOf = (table: Play, changes: Partial<CaseRecord> = {}): CaseRecord => ({
  case: table.kase,
  rev: 1,
  generation: 1,
  wakeAt: nextWake(table.kase),
  ...changes,
});

/** Delivered, nothing answered: warned at four fifths: the case wakes at the breach of its acknowledge clock. */
function waiting(): Play {
  const table = play("eu-dsa-16");
  table.deliver();
  table.until(table.kase.clocks.acknowledge.warnAt!);
  table.workOff();
  return table;
}

const breach = plus(start, 24 * hour + 5 * second + 1);

function over(): Play {
  const table = waiting();
  table.answer("action_taken");
  table.deliver("case.settled");
  return table;
}

function undeliverable(): Play {
  const table = play("eu-dsa-16", { authorityIsTold: [] });
  table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
  return table;
}

describe("the clock of an execution", () => {
  it("waits until the case wakes, in whole seconds rounded down, one round further", () => {
    expect(clockOf(recordOf(waiting()), { ...started, round: 4 }, start)).toEqual({
      caseId,
      generation: 1,
      round: 5,
      next: "wait",
      wakeAt: breach,
      timeoutSeconds: 24 * 3_600 + 5,
    });
    const aMomentLater = clockOf(recordOf(waiting()), started, plus(start, 1));
    expect(aMomentLater.timeoutSeconds).toBe(24 * 3_600 + 5);
  });

  it("delivers when a message is due now, and not before", () => {
    const notBefore = plus(start, 12 * hour);
    const record = recordOf(play("eu-dsa-16", { open: { notBefore } }));
    expect(clockOf(record, started, plus(notBefore, -1))).toMatchObject({ next: "wait", wakeAt: notBefore });
    expect(clockOf(record, started, notBefore).next).toBe("deliver");
  });

  it("ends for a case that is over, and for a generation that is not the record's", () => {
    expect(clockOf(recordOf(over()), started, start).next).toBe("end");
    const replaced = clockOf(recordOf(waiting(), { generation: 2 }), started, start);
    expect(replaced).toMatchObject({ next: "end", generation: 1 });
    const ahead = clockOf(recordOf(waiting()), { ...started, generation: 2 }, start);
    expect(ahead.next).toBe("end");
  });

  it("does not end for an undeliverable case: it sleeps twenty days at a time", () => {
    expect(clockOf(recordOf(undeliverable()), started, start)).toMatchObject({
      next: "wait",
      wakeAt: plus(start, 20 * day),
      timeoutSeconds: 20 * 86_400,
    });
  });

  it("sleeps twenty days at most, however far off the wake is", () => {
    const notBefore = plus(start, 21 * day);
    const record = recordOf(play("eu-dsa-16", { open: { notBefore } }));
    expect(clockOf(record, started, start).wakeAt).toBe(plus(start, 20 * day));
    expect(clockOf(record, started, plus(start, 2 * day)).wakeAt).toBe(notBefore);
  });

  it("sleeps a second at least, even when the wake has passed", () => {
    const clock = clockOf(recordOf(waiting()), started, plus(breach, hour));
    expect(clock).toMatchObject({ next: "wait", wakeAt: breach, timeoutSeconds: 1 });
  });

  it("has the shape that every state takes and gives", () => {
    for (const table of [waiting(), over(), undeliverable()]) {
      const clock = clockOf(recordOf(table), started, start);
      expect(NextClock.parse(clock)).toEqual(clock);
    }
  });
});

describe("what a machine is told after a commit", () => {
  const wait = (wakeAt: Instant, generation = 1) => ({
    wait: { generation, round: 7, wakeAt, tokens: ["token-a", "token-b"] },
  });

  it("is nothing while no machine waits", () => {
    expect(tellOf(recordOf(over()), start)).toEqual({ kind: "nothing" });
  });

  it("is the end, by every token, when the case is over", () => {
    expect(tellOf(recordOf(over(), wait(breach)), start)).toMatchObject({
      kind: "succeed",
      tokens: ["token-a", "token-b"],
      clock: { next: "end", round: 8, generation: 1 },
    });
  });

  it("is the end for a machine of another generation", () => {
    const told = tellOf(recordOf(waiting(), { ...wait(breach), generation: 2 }), start);
    expect(told).toMatchObject({ kind: "succeed", clock: { next: "end", generation: 1 } });
  });

  it("is to deliver when a message is due now", () => {
    const table = waiting();
    table.must(officerActs.withdraw);
    expect(tellOf(recordOf(table, wait(breach)), table.now)).toMatchObject({
      kind: "succeed",
      clock: { next: "deliver" },
    });
  });

  it("is to look again when the wake moved before the one the machine waits for", () => {
    const told = tellOf(recordOf(waiting(), wait(plus(breach, 1))), start);
    expect(told).toEqual({ kind: "look_again", tokens: ["token-a", "token-b"] });
  });

  it("is nothing when the wake is the same, moved later, or there is none any more", () => {
    expect(tellOf(recordOf(waiting(), wait(breach)), start)).toEqual({ kind: "nothing" });
    const acknowledged = waiting();
    acknowledged.answer("acknowledged");
    expect(tellOf(recordOf(acknowledged, wait(breach)), start)).toEqual({ kind: "nothing" });
    expect(tellOf(recordOf(undeliverable(), wait(breach)), start)).toEqual({ kind: "nothing" });
  });

  it("is the same however often it is asked", () => {
    const record = recordOf(over(), wait(breach));
    expect(tellOf(record, start)).toEqual(tellOf(record, start));
  });
});

describe("awaiting an answer with a fresh token", () => {
  const clock: NextClock = {
    caseId,
    generation: 1,
    round: 3,
    next: "wait",
    wakeAt: breach,
    timeoutSeconds: 86_400,
  };
  const awaits = (record: CaseRecord, now: Instant = start, changes: Partial<NextClock> = {}) =>
    awaitOf(record, { ...clock, ...changes }, "token-x", now);

  it("1. ends at once when the case is over or the generation stale", () => {
    expect(awaits(recordOf(over()))).toMatchObject({ kind: "succeed", clock: { next: "end" } });
    expect(awaits(recordOf(waiting(), { generation: 2 }))).toMatchObject({ kind: "succeed", clock: { next: "end" } });
  });

  it("1. ends a stale generation though its wake has come, or has moved before the one it was given", () => {
    const stale = recordOf(waiting(), { generation: 2 });
    const end = { kind: "succeed", clock: { next: "end" } };
    expect(awaits(stale, breach)).toMatchObject(end);
    expect(awaits(stale, start, { wakeAt: plus(breach, 1) })).toMatchObject(end);
  });

  it("1. ends at the last round of a generation, and not before, even when something is due", () => {
    const record = recordOf(waiting());
    const late = plus(breach, day);
    expect(awaits(record, late, { round: roundsPerGeneration })).toMatchObject({
      kind: "succeed",
      clock: { next: "end" },
    });
    expect(awaits(record, start, { round: roundsPerGeneration - 1 })).toMatchObject({ kind: "store" });
  });

  it("2. fails with DeadlinePassed when the wake has come, also for a message that is due", () => {
    expect(awaits(recordOf(waiting()), breach)).toEqual({ kind: "fail", error: "DeadlinePassed" });
    expect(awaits(recordOf(waiting()), plus(breach, -1))).toMatchObject({ kind: "store" });
    const due = recordOf(play("eu-dsa-16"));
    expect(awaits(due)).toEqual({ kind: "fail", error: "DeadlinePassed" });
  });

  it("3. fails with LookAgain when the wake moved before the one this round was given", () => {
    expect(awaits(recordOf(waiting()), start, { wakeAt: plus(breach, 1) })).toEqual({
      kind: "fail",
      error: "LookAgain",
    });
    expect(awaits(recordOf(waiting()), start, { wakeAt: plus(breach, -1) })).toMatchObject({ kind: "store" });
  });

  it("5. is a ghost beside a newer round or a newer generation of the wait", () => {
    const beside = (generation: number, round: number) =>
      awaits(recordOf(waiting(), { wait: { generation, round, wakeAt: breach, tokens: ["token-a"] } }));
    expect(beside(1, 4)).toEqual({ kind: "ghost" });
    expect(beside(2, 0)).toEqual({ kind: "ghost" });
  });

  it("6. adds its token to those of the same round", () => {
    const wait = { generation: 1, round: 3, wakeAt: breach, tokens: ["token-a"] };
    expect(awaits(recordOf(waiting(), { wait }))).toEqual({
      kind: "store",
      wait: { ...wait, tokens: ["token-a", "token-x"] },
    });
  });

  it("6. replaces an older round, an older generation, or nothing, and keeps the wake it was itself given", () => {
    const own = { generation: 1, round: 3, wakeAt: plus(breach, -minute), tokens: ["token-x"] };
    const stored = { kind: "store", wait: own };
    const given = { wakeAt: own.wakeAt };
    const older = { generation: 1, round: 2, wakeAt: breach, tokens: ["token-a"] };
    expect(awaits(recordOf(waiting()), start, given)).toEqual(stored);
    expect(awaits(recordOf(waiting(), { wait: older }), start, given)).toEqual(stored);
    const second = { ...given, generation: 2, round: 1 };
    expect(awaits(recordOf(waiting(), { wait: older, generation: 2 }), start, second)).toEqual({
      kind: "store",
      wait: { ...own, generation: 2, round: 1 },
    });
  });

  it("waits for a person as well", () => {
    const sleep = { wakeAt: plus(start, 20 * day) };
    expect(awaits(recordOf(undeliverable()), start, sleep)).toMatchObject({ kind: "store", wait: sleep });
  });
});

describe("a wake-up that comes early", () => {
  const record = recordOf(waiting());

  it("waits out what is missing, up to the tolerance", () => {
    expect(earlyBy(record, plus(breach, -1), second)).toBe(1);
    expect(earlyBy(record, plus(breach, -second), second)).toBe(second);
  });

  it("waits for nothing that is further off, that is due, or that is not there", () => {
    expect(earlyBy(record, plus(breach, -second - 1), second)).toBe(0);
    expect(earlyBy(record, breach, second)).toBe(0);
    expect(earlyBy(record, plus(breach, 1), second)).toBe(0);
    expect(earlyBy(recordOf(undeliverable()), start, second)).toBe(0);
  });
});
