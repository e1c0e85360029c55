import fc from "fast-check";
import { expect, it } from "vitest";
import { State } from "../../../../../core/contract/directory.ts";
import { instantOf } from "../../../../../core/contract/instant.ts";
import { instantAtLocalTime, localTimeAt } from "../../../../../core/law/time/local-time.ts";

it.each([
  ["2025-11-03T09:00", "FR", "2025-11-03T08:00:00.000Z"],
  ["2025-11-03T09:00:30", "IE", "2025-11-03T09:00:30.000Z"],
  ["2025-07-01T00:00", "LT", "2025-06-30T21:00:00.000Z"],
  // Shown twice as summer time ends: the first.
  ["2025-10-26T02:30", "FR", "2025-10-26T00:30:00.000Z"],
] as const)("%s in %s is %s", (text, state, instant) => {
  expect(instantAtLocalTime(text, state)).toBe(instant);
});

it.each([
  // Never shown: summer time begins.
  "2025-03-30T02:30",
  "2025-02-30T09:00",
  "2025-11-03T25:00",
  "2025-11-03",
  "2025-11-03T09:00Z",
  "2025-11-03 09:00",
  "+002025-11-03T09:00",
  "",
])("%s is no time in France", (text) => {
  expect(instantAtLocalTime(text, "FR")).toBeUndefined();
});

it("reads back what clocks show, but for the second of an hour that is shown twice", () => {
  const hours = fc.integer({ min: 420_768, max: 604_000 });
  fc.assert(
    fc.property(hours, fc.constantFrom(...State.options), (hour, state) => {
      const instant = instantOf(hour * 3_600_000);
      const read = instantAtLocalTime(localTimeAt(instant, state), state);
      expect([instant, instantOf((hour - 1) * 3_600_000)]).toContain(read);
    }),
  );
});
