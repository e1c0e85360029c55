/**
 * Where the legal clock is tied to the clock of the wall: at `anchorWall` it was `anchorLegal`, and `scale` legal
 * milliseconds have passed per real one since. Instants in milliseconds since 1970-01-01T00:00Z.
 */
export type ClockAnchor = { anchorWall: number; anchorLegal: number; scale: number };

/** The clock of deadlines and events; the only one that may run faster than time. */
export type LegalClock = {
  /** The legal instant now, in milliseconds since the epoch. */
  legalNow: () => number;
  /** The legal instant of an instant of the wall, both in milliseconds since the epoch. */
  toLegal: (wallEpochMilliseconds: number) => number;
  /** The real milliseconds that so many legal ones take, rounded up: a timer is late rather than early. */
  toWallDelay: (legalMilliseconds: number) => number;
  /** What ties this clock to the wall. */
  anchor: ClockAnchor;
};

/** The name under which a function's worker finds the {@link ClockAnchor}; nothing sets it on AWS. */
export const legalClockSymbol = Symbol.for("sommation.legal-clock");

/**
 * The legal clock of an anchor.
 *
 * @param wallNow The clock of the wall, in milliseconds since the epoch.
 */
export function legalClock(anchor: ClockAnchor, wallNow: () => number = Date.now): LegalClock {
  const toLegal = (wall: number) => Math.floor(anchor.anchorLegal + (wall - anchor.anchorWall) * anchor.scale);
  return {
    legalNow: () => toLegal(wallNow()),
    toLegal,
    toWallDelay: (legalMilliseconds) => Math.ceil(legalMilliseconds / anchor.scale),
    anchor,
  };
}
