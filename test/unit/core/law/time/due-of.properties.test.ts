import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Duration } from "../../../../../core/contract/duration.ts";
import { instantOf, plus, type Instant } from "../../../../../core/contract/instant.ts";
import type { LocalDate } from "../../../../../core/contract/local-date.ts";
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
/** A rule with a period that it can count. */
const countable = fc.oneof(
  fc.tuple(dayRule, anyWithin),
  fc.tuple(
    fc.constant("elapsed" as const),
    fc.oneof(
      days.map((count) => `P${count}D` as Duration),
      fc.integer({ min: 1, max: 400_000 }).map((count) => `PT${count}S` as Duration),
      fc.integer({ min: 1, max: 6_000 }).map((count) => `PT${count}M` as Duration),
    ),
  ),
);

/** The days after `date` up to `last`, itself included. */
function daysFrom(date: LocalDate, last: LocalDate): LocalDate[] {
  const all: LocalDate[] = [];
  for (let day = daysAfter(date, 1); day <= last; day = daysAfter(day, 1)) all.push(day);
  return all;
}

const isWorking = (place: State) => (day: LocalDate) => dayKind(day, place).kind === "working";

function dueIn(asked: Parameters<typeof dueOf>[0]) {
  const due = dueOf(asked);
  if (due.kind === "refused") throw new Error(due.reason.en);
  return due;
}

describe("due dates", () => {
  it("never come earlier for a later receipt", () => {
    const later = fc.integer({ min: 0, max: 20 * 86_400_000 });
    fc.assert(
      fc.property(countable, receivedAt, later, state, ([rule, period], received, delta, place) => {
        const first = dueIn({ rule, within: period, receivedAt: received, state: place });
        const second = dueIn({ rule, within: period, receivedAt: plus(received, delta), state: place });
        expect(second.dueLegal >= first.dueLegal).toBe(true);
        expect(second.dueOperational >= first.dueOperational).toBe(true);
      }),
    );
  });

  it("are never before the receipt, and the operational one never after the legal one", () => {
    fc.assert(
      fc.property(countable, receivedAt, state, ([rule, period], received, place) => {
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

  it("of working days are the working day with that number after the receipt", () => {
    fc.assert(
      fc.property(dayRule, days, receivedAt, state, (rule, count, received, place) => {
        const calendar = rule === "fr_days" ? "FR" : place;
        const due = dueIn({ rule, within: `${count}WD` as Duration, receivedAt: received, state: place });
        const last = localDateAt(plus(due.dueLegal, -1), calendar);
        const working = daysFrom(localDateAt(received, calendar), last).filter(isWorking(calendar));
        expect(working).toHaveLength(count);
        expect(working.at(-1)).toBe(last);
      }),
    );
  });

  it("of European calendar days are the first working day that the period allows, two of them from two days on", () => {
    fc.assert(
      fc.property(days, receivedAt, state, (count, received, place) => {
        const first = localDateAt(received, place);
        const earliest = daysAfter(first, count);
        const least = count < 2 ? 1 : 2;
        const [expected] = daysFrom(daysAfter(earliest, -1), daysAfter(earliest, 20)).filter(
          (day) => isWorking(place)(day) && daysFrom(first, day).filter(isWorking(place)).length >= least,
        );
        const within = `P${count}D` as Duration;
        const { dueLegal } = dueIn({ rule: "eu_1182_71", within, receivedAt: received, state: place });
        expect(localDateAt(plus(dueLegal, -1), place)).toBe(expected);
      }),
    );
  });

  it("of French calendar days are the first working day from the last one on, in France, whatever the State", () => {
    fc.assert(
      fc.property(days, receivedAt, state, (count, received, place) => {
        const earliest = daysAfter(localDateAt(received, "FR"), count);
        const [expected] = daysFrom(daysAfter(earliest, -1), daysAfter(earliest, 10)).filter(isWorking("FR"));
        const within = `P${count}D` as Duration;
        const { dueLegal } = dueIn({ rule: "fr_days", within, receivedAt: received, state: place });
        expect(localDateAt(plus(dueLegal, -1), "FR")).toBe(expected);
      }),
    );
  });

  it("of days are the same for every receipt of one day where they are counted", () => {
    const within20Hours = fc.integer({ min: 0, max: 20 * 3_600_000 });
    fc.assert(
      fc.property(dayRule, within, receivedAt, within20Hours, state, (rule, period, received, delta, place) => {
        const calendar = rule === "fr_days" ? "FR" : place;
        const later = plus(received, delta);
        fc.pre(localDateAt(received, calendar) === localDateAt(later, calendar));
        const due = (receipt: Instant) => dueIn({ rule, within: period, receivedAt: receipt, state: place }).dueLegal;
        expect(due(later)).toBe(due(received));
      }),
    );
  });

  it("of European hours are the same in law for every receipt of one hour, and operationally to the millisecond", () => {
    const hours = fc.integer({ min: 1, max: 96 });
    const millisecond = fc.integer({ min: 0, max: 3_599_999 });
    fc.assert(
      fc.property(hours, receivedAt, millisecond, state, (count, received, offset, place) => {
        const hour = instantOf(Math.floor(Date.parse(received) / 3_600_000) * 3_600_000);
        const within = `PT${count}H` as Duration;
        const due = dueIn({ rule: "eu_1182_71", within, receivedAt: plus(hour, offset), state: place });
        expect(due.dueLegal).toBe(plus(hour, (count + 1) * 3_600_000));
        expect(due.dueOperational).toBe(plus(hour, offset + count * 3_600_000));
      }),
    );
  });

  it("of elapsed time are exactly so much later, whatever the clocks on the wall do", () => {
    const unit = fc.constantFrom(["S", 1_000] as const, ["M", 60_000] as const, ["H", 3_600_000] as const);
    fc.assert(
      fc.property(unit, fc.integer({ min: 1, max: 9_999 }), receivedAt, state, (counted, count, received, place) => {
        const [letter, milliseconds] = counted;
        const within = `PT${count}${letter}` as Duration;
        const due = dueIn({ rule: "elapsed", within, receivedAt: received, state: place });
        expect([due.dueOperational, due.dueLegal]).toEqual([
          plus(received, count * milliseconds),
          plus(received, count * milliseconds),
        ]);
      }),
    );
  });

  it("come with their reasons, in French and in English, from the receipt to the due instant", () => {
    fc.assert(
      fc.property(countable, receivedAt, state, fc.boolean(), ([rule, period], received, place, assumed) => {
        const { why, dueLegal } = dueIn({ rule, within: period, receivedAt: received, state: place, assumed });
        expect(why[0]).toMatchObject({ code: "received", at: received });
        expect(why.at(-1)).toMatchObject({ code: "ends", at: dueLegal });
        for (const { text } of why) {
          expect(text.fr).toMatch(/^[\p{L}\d].*\p{L}.*\.$/u);
          expect(text.en).toMatch(/^[\p{L}\d].*\p{L}.*\.$/u);
          expect(`${text.fr}${text.en}`).not.toMatch(/undefined|null|NaN|\(\)| {2}/);
        }
      }),
    );
  });
});
