import fc from "fast-check";
import { expect, it } from "vitest";
import { legalClock } from "../../../../local/clock/legal-clock.ts";

const wall = Date.UTC(2026, 10, 21, 12);
const legal = Date.UTC(2025, 10, 3, 8);

it("is at its anchor when the wall is, and runs by the scale from there", () => {
  let now = wall;
  const clock = legalClock({ anchorWall: wall, anchorLegal: legal, scale: 7_200 }, () => now);
  expect(clock.legalNow()).toBe(legal);
  now += 500;
  expect(clock.legalNow()).toBe(legal + 3_600_000);
  expect(clock.toLegal(wall - 500)).toBe(legal - 3_600_000);
});

it("is the wall's when it is not scaled and anchored to itself", () => {
  const clock = legalClock({ anchorWall: wall, anchorLegal: wall, scale: 1 }, () => wall + 7);
  expect(clock.legalNow()).toBe(wall + 7);
  expect(clock.toWallDelay(3_600_000)).toBe(3_600_000);
});

it("never goes backwards, and a delay is never too short", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 100_000, noNaN: true }),
      fc.nat(10_000_000),
      fc.nat(1_000),
      fc.nat(1_000_000_000),
      (scale, elapsed, more, delay) => {
        const clock = legalClock({ anchorWall: wall, anchorLegal: legal, scale });
        const from = clock.toLegal(wall + elapsed);
        expect(clock.toLegal(wall + elapsed + more)).toBeGreaterThanOrEqual(from);
        const reached = clock.toLegal(wall + elapsed + clock.toWallDelay(delay));
        // Both ends are rounded down to a legal millisecond.
        expect(reached - from).toBeGreaterThanOrEqual(delay - 1);
      },
    ),
  );
});
