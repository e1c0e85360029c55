import { describe, expect, it } from "vitest";
import { evolve, replay } from "../../../../core/case/evolve.ts";
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
});
