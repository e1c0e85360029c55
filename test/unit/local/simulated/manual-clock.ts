import { plus, type Instant } from "../../../../core/contract/instant.ts";
import type { SimulationClock } from "../../../../local/simulated/parties.ts";

/** A legal clock that stands still until a test moves it. */
export function manualClock(start = "2025-11-03T08:00:00.000Z" as Instant) {
  let now = start;
  let waiting: { at: Instant; run: () => void }[] = [];
  const clock: SimulationClock = {
    now: () => now,
    after: (milliseconds, run) => waiting.push({ at: plus(now, milliseconds), run }),
  };
  return {
    clock,
    /** How much is planned. */
    planned: () => waiting.length,
    /** Lets time pass; what falls due on the way runs at its own instant. */
    pass: (milliseconds: number) => {
      const end = plus(now, milliseconds);
      for (;;) {
        const [next] = waiting.filter(({ at }) => at <= end).sort((a, b) => (a.at < b.at ? -1 : 1));
        if (next === undefined) break;
        waiting = waiting.filter((one) => one !== next);
        now = next.at;
        next.run();
      }
      now = end;
    },
  };
}
