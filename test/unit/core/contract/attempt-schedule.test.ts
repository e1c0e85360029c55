import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextAttemptAt } from "../../../../core/contract/attempt-schedule.ts";
import { epochOf, instantOf, millisecondsBetween, plus } from "../../../../core/contract/instant.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const first = instantOf(Date.parse("2025-11-03T08:00:00.000Z"));
const after = (milliseconds: number) => plus(first, milliseconds);

/** Offsets of all attempts when each fails at once. */
function offsetsWithin(windowMilliseconds: number): number[] {
  const offsets = [0];
  for (;;) {
    const now = after(offsets.at(-1)!);
    const next = nextAttemptAt({
      firstAttemptAt: first,
      attempt: offsets.length,
      now,
      windowEndsAt: after(windowMilliseconds),
    });
    if (next === undefined) return offsets;
    offsets.push(millisecondsBetween(first, next));
  }
}

describe("the schedule of attempts", () => {
  it("is the published one, then hourly, with a last attempt as the window ends", () => {
    expect(offsetsWithin(4 * hour)).toEqual([
      0,
      10 * second,
      30 * second,
      1 * minute,
      2 * minute,
      4 * minute,
      8 * minute,
      15 * minute,
      75 * minute,
      135 * minute,
      195 * minute,
      240 * minute,
    ]);
  });

  it("tries once when the window is shorter than the shortest pause", () => {
    expect(offsetsWithin(500)).toEqual([0]);
  });

  it("counts from the first attempt, however long an attempt took to fail", () => {
    const next = nextAttemptAt({ firstAttemptAt: first, attempt: 1, now: after(7_400), windowEndsAt: after(hour) });
    expect(next).toBe(after(10 * second));
  });

  it("skips the instants that passed while an attempt was under way", () => {
    const next = nextAttemptAt({ firstAttemptAt: first, attempt: 1, now: after(15_000), windowEndsAt: after(hour) });
    expect(next).toBe(after(30 * second));
  });

  it("skips none that is still a second away", () => {
    const next = nextAttemptAt({
      firstAttemptAt: first,
      attempt: 1,
      now: after(9 * second),
      windowEndsAt: after(hour),
    });
    expect(next).toBe(after(10 * second));
  });

  it("makes the last attempt as the window ends, when that is a second away", () => {
    const windowEndsAt = after(10 * second);
    const last = { firstAttemptAt: first, attempt: 1, windowEndsAt };
    expect(nextAttemptAt({ ...last, now: after(9 * second) })).toBe(windowEndsAt);
    expect(nextAttemptAt({ ...last, now: after(9 * second + 1) })).toBeUndefined();
  });

  it("does not follow an outage of ours with a burst", () => {
    const next = nextAttemptAt({
      firstAttemptAt: first,
      attempt: 2,
      now: after(3 * hour),
      windowEndsAt: after(9 * hour),
    });
    expect(next).toBe(after(195 * minute));
  });

  it("waits as long as the endpoint asks", () => {
    const asked = { firstAttemptAt: first, attempt: 1, now: after(200), windowEndsAt: after(hour) };
    expect(nextAttemptAt({ ...asked, retryAfterSeconds: 90 })).toBe(after(90_200));
  });

  it("is not hurried by an endpoint that asks for less", () => {
    const asked = { firstAttemptAt: first, attempt: 3, now: after(30_200), windowEndsAt: after(hour) };
    expect(nextAttemptAt({ ...asked, retryAfterSeconds: 2 })).toBe(after(60_000));
  });

  it("keeps the last attempt for the end of the window when the endpoint asks for more", () => {
    const asked = { firstAttemptAt: first, attempt: 1, now: after(200), windowEndsAt: after(10 * minute) };
    expect(nextAttemptAt({ ...asked, retryAfterSeconds: 3_600 })).toBe(after(10 * minute));
  });

  it("ends when the last attempt, made at the end of the window, has failed", () => {
    const last = { firstAttemptAt: first, attempt: 12, now: after(hour), windowEndsAt: after(hour) };
    expect(nextAttemptAt(last)).toBeUndefined();
    expect(nextAttemptAt({ ...last, now: after(2 * hour) })).toBeUndefined();
  });

  it("never names an instant in the past, outside the window or before the one asked for", () => {
    fc.assert(
      fc.property(
        fc.record({
          attempt: fc.integer({ min: 1, max: 400 }),
          late: fc.integer({ min: 0, max: 20 * 24 * hour }),
          window: fc.integer({ min: 0, max: 20 * 24 * hour }),
          retryAfterSeconds: fc.option(fc.integer({ min: 0, max: 3_600 }), { nil: undefined }),
        }),
        ({ attempt, late, window, retryAfterSeconds }) => {
          const now = after(late);
          const windowEndsAt = after(window);
          const next = nextAttemptAt({ firstAttemptAt: first, attempt, now, windowEndsAt, retryAfterSeconds });
          if (next === undefined) {
            expect(window).toBeLessThan(late + second);
            return;
          }
          expect(epochOf(next)).toBeGreaterThanOrEqual(epochOf(now) + second);
          expect(epochOf(next)).toBeLessThanOrEqual(epochOf(windowEndsAt));
          if (next !== windowEndsAt && retryAfterSeconds !== undefined) {
            expect(epochOf(next)).toBeGreaterThanOrEqual(epochOf(now) + retryAfterSeconds * second);
          }
        },
      ),
    );
  });
});
