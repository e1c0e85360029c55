import { describe, expect, it } from "vitest";
import type { Duration } from "../../../../../core/contract/duration.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import { hour, minute, pendingTypes, play, second, start, type Play } from "../../../../support/cases.ts";

function silent(basisId = "eu-dsa-16"): Play {
  const table = play(basisId);
  table.deliver();
  return table;
}

describe("the warning before a breach", () => {
  it("goes to the point of contact when four fifths of the window have passed, once", () => {
    const table = silent();
    const { warnAt } = table.kase.clocks.acknowledge;
    expect(warnAt).toBe(plus(start, 0.8 * 24 * hour));
    table.until(plus(warnAt!, -1));
    expect(table.send({ type: "take_due_step" }).kind).toBe("refused");
    table.wait(1);
    table.takeDueSteps();
    expect(table.kase.outbox).toMatchObject([
      { type: "notice.reminder", clock: "acknowledge", to: { contact: "point_of_contact" } },
    ]);
    expect(table.last("clock.warned")?.data).toMatchObject({ clock: "acknowledge", sent: true });
    expect(table.kase.clocks.acknowledge).toMatchObject({ state: "running", warnedAt: table.now });
    table.wait(hour);
    expect(table.send({ type: "take_due_step" }).kind).toBe("refused");
  });

  it("is left out, and put on record as such, between the due instant and the breach", () => {
    const table = silent();
    table.until(table.kase.clocks.acknowledge.dueOperational!);
    table.takeDueSteps();
    expect(table.last("clock.warned")?.data).toEqual({ clock: "acknowledge", sent: false, messages: [] });
    expect(table.kase.outbox).toEqual([]);
  });

  it("still goes out a millisecond before that", () => {
    const table = silent();
    table.until(plus(table.kase.clocks.acknowledge.dueOperational!, -1));
    table.takeDueSteps();
    expect(pendingTypes(table.kase)).toEqual(["notice.reminder"]);
  });

  it("is of each clock: none of one that was met, one of the other", () => {
    const table = silent();
    table.answer("acknowledged");
    table.wait(71 * hour);
    table.takeDueSteps();
    const warned = table.events.flatMap((event) => (event.type === "clock.warned" ? [event.data.clock] : []));
    expect(warned).toEqual(["act"]);
  });

  it("that has not gone out yet is taken back by the answer", () => {
    const table = silent();
    table.until(table.kase.clocks.acknowledge.warnAt!);
    table.takeDueSteps();
    table.answer("acknowledged");
    expect(table.kase.outbox).toEqual([]);
  });

  it.each([
    ["PT59M", undefined],
    ["PT1H", 48 * minute],
  ])("of a window of %s comes after %s milliseconds", (within, after) => {
    const table = play("sandbox", { open: { within: { acknowledge: within as Duration, act: "PT40M" as Duration } } });
    table.deliver();
    expect(table.kase.clocks.acknowledge.warnAt).toBe(after === undefined ? undefined : plus(start, after));
    expect(table.kase.clocks.act.warnAt).toBeUndefined();
  });

  it("of working days is counted back from when they are due for practical purposes", () => {
    const { dueOperational, warnAt, startedAt } = silent("eu-gpsr-22-order").kase.clocks.act;
    const window = Date.parse(dueOperational!) - Date.parse(startedAt!);
    expect(warnAt).toBe(plus(startedAt!, Math.round(0.8 * window)));
  });

  it("is no more once the breach can be recorded: nobody is warned of what has happened", () => {
    const table = silent();
    table.wait(24 * hour + 6 * second);
    table.takeDueSteps();
    expect(table.last("clock.warned")).toBeUndefined();
    expect(table.last("clock.missed")?.data.clock).toBe("acknowledge");
  });
});
