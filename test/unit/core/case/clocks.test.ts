import { describe, expect, it } from "vitest";
import { isShort, pendingClock, startedAt } from "../../../../core/case/clocks.ts";
import type { Duration } from "../../../../core/contract/duration.ts";
import { plus } from "../../../../core/contract/instant.ts";
import { contextOf, day, hour, second, start } from "../../../support/cases.ts";

describe("a window", () => {
  it.each([
    ["PT1S", true],
    ["PT59M", true],
    ["PT3599S", true],
    ["PT1H", false],
    ["PT60M", false],
    ["P1D", false],
    ["1WD", false],
  ])("of %s is under an hour: %s", (within, short) => {
    expect(isShort(within as Duration)).toBe(short);
  });

  it("of an hour has its pause before anybody is escalated", () => {
    const { basis } = contextOf("sandbox");
    const clock = pendingClock(basis, "acknowledge", "PT1H" as Duration, 5 * second);
    expect(clock.settleMilliseconds).toBe(5 * second);
  });
});

describe("the start of a clock", () => {
  const twoWorkingDays = { rule: "eu_1182_71", within: "2WD" as Duration } as const;

  it("is the receipt", () => {
    expect(startedAt({ rule: "elapsed", within: "PT2H" as Duration }, start, "IE")).toEqual({
      startedAt: start,
      dueOperational: plus(start, 2 * hour),
      dueLegal: plus(start, 2 * hour),
      warnAt: plus(start, 1.6 * hour),
    });
  });

  it("is not guessed for days that the calendar does not cover", () => {
    const years = 5 * 365 * day;
    expect(() => startedAt(twoWorkingDays, plus(start, years), "IE")).toThrow(/no calendar/);
  });
});
