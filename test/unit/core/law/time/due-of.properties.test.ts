import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Duration } from "../../../../../core/contract/duration.ts";
import { instantOf, plus } from "../../../../../core/contract/instant.ts";
import { zones, type State } from "../../../../../core/law/directory/states.ts";
import { dayKind } from "../../../../../core/law/time/calendar.ts";
import { dueOf } from "../../../../../core/law/time/due-of.ts";
import { daysAfter, localDateAt } from "../../../../../core/law/time/local-days.ts";

const state = fc.constantFrom(...(Object.keys(zones) as State[]));
const receivedAt = fc
  .integer({ min: Date.parse("2025-01-02T00:00:00Z"), max: Date.parse("2027-11-15T00:00:00Z") })
  .map(instantOf);
const days = fc.integer({ min: 1, max: 10 });
const within = fc.oneof(
  days.map((count) => `P${count}D` as Duration),
  days.map((count) => `${count}WD` as Duration),
);
const anyWithin = fc.oneof(
  within,
  fc.integer({ min: 1, max: 96 }).map((count) => `PT${count}H` as Duration),
);
const dayRule = fc.constantFrom("eu_1182_71" as const, "fr_days" as const);

function dueIn(asked: Parameters<typeof dueOf>[0]) {
  const due = dueOf(asked);
  if (due.kind === "refused") throw new Error(due.reason.en);
  return due;
}

describe("due dates", () => {
  it("never come earlier for a later receipt", () => {
    const later = fc.integer({ min: 0, max: 20 * 86_400_000 });
    fc.assert(
      fc.property(dayRule, anyWithin, receivedAt, later, state, (rule, period, received, delta, place) => {
        const first = dueIn({ rule, within: period, receivedAt: received, state: place });
        const second = dueIn({ rule, within: period, receivedAt: plus(received, delta), state: place });
        expect(second.dueLegal >= first.dueLegal).toBe(true);
        expect(second.dueOperational >= first.dueOperational).toBe(true);
      }),
    );
  });

  it("are never before the receipt, and the operational one never after the legal one", () => {
    fc.assert(
      fc.property(dayRule, anyWithin, receivedAt, state, (rule, period, received, place) => {
        const due = dueIn({ rule, within: period, receivedAt: received, state: place });
        expect(due.dueOperational > received).toBe(true);
        expect(due.dueOperational <= due.dueLegal).toBe(true);
      }),
    );
  });

  it("end with a working day, at midnight local time, where days are counted", () => {
    fc.assert(
      fc.property(dayRule, within, receivedAt, state, (rule, period, received, place) => {
        const { dueLegal } = dueIn({ rule, within: period, receivedAt: received, state: place });
        const calendar = rule === "fr_days" ? "FR" : place;
        const lastDay = localDateAt(plus(dueLegal, -1), calendar);
        expect(dayKind(lastDay, calendar).kind).toBe("working");
        const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zones[calendar], timeStyle: "medium" });
        expect(clock.format(new Date(dueLegal))).toBe("00:00:00");
        expect(localDateAt(dueLegal, calendar)).toBe(daysAfter(lastDay, 1));
      }),
    );
  });

  it("leave at least two working days in any European period of two days or more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 }), receivedAt, state, (count, received, place) => {
        const { dueLegal } = dueIn({
          rule: "eu_1182_71",
          within: `P${count}D` as Duration,
          receivedAt: received,
          state: place,
        });
        let working = 0;
        let date = daysAfter(localDateAt(received, place), 1);
        for (const end = localDateAt(dueLegal, place); date < end; date = daysAfter(date, 1)) {
          if (dayKind(date, place).kind === "working") working += 1;
        }
        expect(working).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it("of hours are the same length whatever the clocks on the wall do", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 96 }), receivedAt, state, (count, received, place) => {
        const period = `PT${count}H` as Duration;
        expect(dueIn({ rule: "elapsed", within: period, receivedAt: received, state: place }).dueLegal).toBe(
          plus(received, count * 3_600_000),
        );
        const { dueLegal } = dueIn({ rule: "eu_1182_71", within: period, receivedAt: received, state: place });
        const length = Date.parse(dueLegal) - Date.parse(received) - count * 3_600_000;
        expect(length).toBeGreaterThan(0);
        expect(length).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});
