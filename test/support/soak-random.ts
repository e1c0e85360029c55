/** Chance that a seed replays. */
export type Random = {
  /** From 0 to below 1. */
  fraction: () => number;
  /** From `least` to below `most`. */
  between: (least: number, most: number) => number;
  /** Whether something of this probability happens. */
  happens: (probability: number) => boolean;
  one: <T>(of: readonly T[]) => T;
};

/** mulberry32: 32 bits of state are enough to draw plans from. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    between: (least, most) => least + fraction() * (most - least),
    happens: (probability) => fraction() < probability,
    one: (of) => of[Math.floor(fraction() * of.length)]!,
  };
}
