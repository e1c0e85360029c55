import type { Clock } from "../shared/clock.ts";

/** A turn for each that asks, at most so many a second, however many ask at once. */
export function paced({ wall, pause }: Pick<Clock, "wall" | "pause">, perSecond: number): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = wall();
    const turn = Math.max(now, next);
    next = turn + 1_000 / perSecond;
    if (turn > now) await pause(turn - now);
  };
}
