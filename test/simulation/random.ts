/** Everything a simulation leaves to chance: the same seed, the same numbers. */
export type Random = {
  /** From 0 up to, but not, 1. */
  fraction: () => number;
  /** 32 random bits, as a whole number that is not negative. */
  bits: () => number;
  /** Whether something of this probability happens. */
  happens: (probability: number) => boolean;
  /** A whole number from `least` to `most`, both included. */
  whole: (least: number, most: number) => number;
  /** One of a list. */
  pick: <T>(list: readonly T[]) => T;
  /** A generator of its own, that what is drawn here does not disturb. */
  fork: (name: string) => Random;
};

/**
 * The generator of a seed: sfc32 (Chris Doty-Humphrey, PractRand), seeded by splitmix32. Not for secrets.
 */
export function randomOf(seed: number): Random {
  const split = splitmix32(seed);
  const state: [number, number, number, number] = [split(), split(), split(), 1];
  const bits = () => sfc32(state);
  for (let warmUp = 0; warmUp < 12; warmUp += 1) bits();
  const fraction = () => bits() / 2 ** 32;
  const whole = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    bits,
    happens: (probability) => fraction() < probability,
    whole,
    pick: (list) => {
      const picked = list[whole(0, list.length - 1)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
    fork: (name) => randomOf(hashOf(name) ^ seed),
  };
}

function sfc32(state: [number, number, number, number]): number {
  const [a, b, c, counter] = state;
  const sum = (((a + b) | 0) + counter) | 0;
  state[0] = b ^ (b >>> 9);
  state[1] = (c + (c << 3)) | 0;
  state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
  state[3] = (counter + 1) | 0;
  return sum >>> 0;
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
