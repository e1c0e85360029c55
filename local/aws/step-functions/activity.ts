import { setImmediate as nextTurn } from "node:timers/promises";

/** Counts what is under way, so that somebody can wait until nothing is. */
export type Activity = {
  /** Something begins (1) or ends (-1). */
  busy: (change: 1 | -1) => void;
  /** Resolves as soon as nothing is under way. */
  idle: () => Promise<void>;
};

export function countActivity(): Activity {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  return {
    busy: (change) => {
      underWay += change;
      if (underWay > 0) return;
      const told = waiting;
      waiting = [];
      for (const tell of told) tell();
    },
    idle: async () => {
      do {
        if (underWay > 0) await new Promise<void>((resolve) => waiting.push(resolve));
        // What has ended may be followed by something else in the same turn of the event loop.
        await nextTurn();
      } while (underWay > 0);
    },
  };
}
