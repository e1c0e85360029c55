import { describe, expect, it } from "vitest";
import { evolve, replay } from "../../../../core/case/evolve.ts";
import type { CaseEvent } from "../../../../core/case/events.ts";
import { plus } from "../../../../core/contract/instant.ts";
import { hour, officerActs, play } from "../../../support/cases.ts";

describe("folding events", () => {
  it("of a whole history gives the case as it stands", () => {
    const table = play("fr-conso-521-3-1");
    table.workOff();
    table.wait(49 * hour);
    table.workOff();
    table.answer("action_taken");
    table.must(officerActs.close);
    expect(replay(table.events)).toEqual(table.kase);
    expect(table.kase.version).toBe(table.events.length);
  });

  it("of nothing gives no case", () => {
    expect(replay([])).toBeUndefined();
  });

  it("throws on a record that does not begin with its opening", () => {
    const { events } = play("fr-conso-521-3-1");
    expect(() => replay(events.slice(1))).toThrow(/begins with case.opened, not with step.taken/);
  });

  it("throws on a record that opens a case twice", () => {
    const { kase, events } = play("eu-dsa-16");
    expect(() => evolve(kase, events[0]!)).toThrow(/is opened twice/);
  });

  it("of an opening that queued nothing leaves nothing to send", () => {
    const [opening] = play("eu-dsa-16").events;
    if (opening?.type !== "case.opened") throw new Error("a case begins with its opening");
    const { messages: _none, ...data } = opening.data;
    expect(replay([{ ...opening, data }])).toMatchObject({ outbox: [], sequence: 0 });
  });

  it("of a second receipt moves no due instant: the clocks run from the first", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    const receipt = table.last("notice.delivered")!;
    const later = plus(receipt.at, hour);
    const start = { startedAt: later, dueOperational: plus(later, hour), dueLegal: plus(later, hour) };
    const again: CaseEvent = { ...receipt, data: { ...receipt.data, clocks: { acknowledge: start, act: start } } };
    expect(evolve(table.kase, again).clocks).toEqual(table.kase.clocks);
  });

  it("of an answer that names no clock ends none", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    const { clocks } = table.kase;
    table.answer("acknowledged");
    const { ended: _none, ...data } = table.last("answer.received")!.data;
    const [opening, receipt, answer] = table.events;
    const kase = replay([opening!, receipt!, { ...answer!, data } as CaseEvent]);
    expect(kase).toMatchObject({ clocks, acknowledgedAt: table.now });
  });
});
