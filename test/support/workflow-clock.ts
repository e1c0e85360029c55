import { setTimeout as pause } from "node:timers/promises";
import { instantOf } from "../../core/contract/instant.ts";
import type { Clock } from "../../functions/shared/clock.ts";

/** A clock that a test can set forward; timers that already run do not notice, as on a machine that was asleep. */
export type SkippingClock = Clock & {
  /** Lets so many wall milliseconds pass at once. */
  skip: (wallMilliseconds: number) => void;
};

/** A clock that starts now and runs `scale` legal milliseconds to a real one. */
export function skippingClock(scale: number): SkippingClock {
  const anchor = Date.now();
  let skipped = 0;
  const wall = () => Date.now() + skipped;
  const at = (wallMilliseconds: number) => instantOf(Math.floor(anchor + (wallMilliseconds - anchor) * scale));
  return {
    now: () => at(wall()),
    at,
    wall,
    legalLength: (milliseconds) => milliseconds * scale,
    wallLength: (milliseconds) => milliseconds / scale,
    pause: async (milliseconds) => pause(milliseconds),
    skip: (milliseconds) => {
      skipped += milliseconds;
    },
  };
}
