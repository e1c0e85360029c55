import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { instantOf, type Instant } from "../../core/contract/instant.ts";

/**
 * The two clocks (docs/architecture.md, Two clocks). Deadlines are on the legal clock; signatures, tokens, expiry and
 * waiting are on the wall clock. On AWS they are the same.
 */
export type Clock = {
  /** Now, on the legal clock. */
  now: () => Instant;
  /** The legal instant of a wall instant, in milliseconds since 1970-01-01T00:00Z. */
  at: (wallMilliseconds: number) => Instant;
  /** Now on the wall clock, in milliseconds since 1970-01-01T00:00Z. */
  wall: () => number;
  /** How many legal milliseconds pass in so many wall milliseconds. */
  legalLength: (wallMilliseconds: number) => number;
  /** How many wall milliseconds so many legal milliseconds take. */
  wallLength: (legalMilliseconds: number) => number;
  /** Waits for so many wall milliseconds. */
  pause: (wallMilliseconds: number) => Promise<void>;
};

const Anchor = z.object({ anchorWall: z.number(), anchorLegal: z.number(), scale: z.number().positive() });

/**
 * The machine's clock. The local runtime may put an anchor and a scale under a symbol that no environment variable or
 * request can reach, so that a bundle on AWS cannot be scaled.
 */
export function systemClock(): Clock {
  const at = (wall: number) => {
    const { anchorWall, anchorLegal, scale } = anchorNow();
    return instantOf(Math.floor(anchorLegal + (wall - anchorWall) * scale));
  };
  return {
    now: () => at(Date.now()),
    at,
    wall: () => Date.now(),
    legalLength: (milliseconds) => milliseconds * anchorNow().scale,
    wallLength: (milliseconds) => milliseconds / anchorNow().scale,
    pause: async (milliseconds) => pause(milliseconds),
  };
}

const unscaled = { anchorWall: 0, anchorLegal: 0, scale: 1 };

/** Looked up each time: the local runtime ties the clock only once everything has been loaded. */
function anchorNow(): z.infer<typeof Anchor> {
  const injected: unknown = Reflect.get(globalThis, Symbol.for("sommation.legal-clock"));
  return injected === undefined ? unscaled : Anchor.parse(injected);
}
