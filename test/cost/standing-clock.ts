import { setTimeout as pause } from "node:timers/promises";
import { epochOf, instantOf, type Instant } from "../../core/contract/instant.ts";
import type { Clock } from "../../functions/shared/clock.ts";

/** A clock that stands still until a test lets time pass; the legal and the wall clock are the same. */
export type StandingClock = Clock & { pass: (milliseconds: number) => void };

/** A Monday at nine in Paris, within the calendars of the directory. */
const start = "2025-11-03T08:00:00.000Z" as Instant;

/** Opens a clock that stands at the start. */
export function standingClock(): StandingClock {
  let wall = epochOf(start);
  return {
    now: () => instantOf(wall),
    at: (milliseconds) => instantOf(milliseconds),
    wall: () => wall,
    legalLength: (milliseconds) => milliseconds,
    wallLength: (milliseconds) => milliseconds,
    pause: async (milliseconds) => pause(milliseconds),
    pass: (milliseconds) => {
      wall += milliseconds;
    },
  };
}
