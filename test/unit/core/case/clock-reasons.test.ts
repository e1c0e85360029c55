import { describe, expect, it } from "vitest";
import { clockReasons } from "../../../../core/case/clock-reasons.ts";
import { clocksWithReasons } from "../../../../core/case/clock-view.ts";
import type { Clock } from "../../../../core/case/state.ts";
import type { Duration } from "../../../../core/contract/duration.ts";
import type { Instant } from "../../../../core/contract/instant.ts";
import { newCase } from "../../../support/store-cases.ts";

const at = (text: string) => text as Instant;
const dublin = { state: "IE", assumed: false } as const;

const running: Clock = {
  state: "running",
  basis: "statute",
  rule: "eu_1182_71",
  within: "2WD" as Duration,
  settleMilliseconds: 0,
  startedAt: at("2026-03-19T14:00:00.000Z"),
  dueOperational: at("2026-03-24T00:00:00.000Z"),
  dueLegal: at("2026-03-24T00:00:00.000Z"),
};

describe("why a deadline is when it is", () => {
  it("is told from the receipt to the due instant", () => {
    const why = clockReasons(running, dublin);
    expect(why[0]).toMatchObject({ code: "received", at: running.startedAt });
    expect(why.at(-1)).toMatchObject({ code: "ends", at: running.dueLegal });
  });

  it("is not told before receipt, nor where the record does not say whose days count", () => {
    const { startedAt: _, ...waiting } = running;
    expect(clockReasons(waiting, dublin)).toEqual([]);
    expect(clockReasons(running, undefined)).toEqual([]);
  });

  it("ends with what an outage of ours gave back", () => {
    const until = at("2026-03-24T00:20:00.000Z");
    const serviceInterrupted = { from: at("2026-03-23T23:50:00.000Z"), to: at("2026-03-24T00:05:00.000Z"), until };
    const why = clockReasons({ ...running, serviceInterrupted }, dublin);
    expect(why.slice(-2)).toMatchObject([{ code: "ends" }, { code: "service_interrupted", at: until }]);
  });

  it("goes by the calendar that is on record of the receipt", () => {
    const game = newCase("eu-gpsr-22-order");
    expect(clocksWithReasons(game.kase).act.why).toEqual([]);
    game.deliver();
    expect(game.kase.calendar).toEqual(dublin);
    expect(clocksWithReasons(game.kase).act.why.at(-1)).toMatchObject({ at: game.kase.clocks.act.dueLegal });
  });
});
