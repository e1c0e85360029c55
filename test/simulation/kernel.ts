import type { Random } from "./random.ts";

/** Takes a planned event back; harmless when it has happened. */
export type Cancel = () => void;

/**
 * The only thing that makes anything happen: a queue of events on a virtual wall clock. Time passes between events and
 * never during one.
 */
export type Kernel = {
  /** Virtual wall milliseconds since 1970-01-01T00:00Z, whole. */
  now: () => number;
  /** Plans an event so many milliseconds from now; events of one instant happen in random order. */
  after: (milliseconds: number, run: () => void) => Cancel;
  /** Lets everything happen that is planned up to an instant, then stands at that instant. */
  runUntil: (wallMilliseconds: number) => Promise<void>;
  /** Events that have happened. */
  happened: () => number;
  /** Called after each event, once all that follows from it without waiting has been done. */
  onQuiet: (watch: () => void) => void;
};

/** One planned event; `run` is undefined once it is taken back. */
type Planned = { at: number; order: number; run: (() => void) | undefined };

/** A kernel that stands at an instant. */
export function kernelAt(start: number, random: Random): Kernel {
  const heap: Planned[] = [];
  const watches: (() => void)[] = [];
  let now = start;
  let happened = 0;

  return {
    now: () => now,
    after: (milliseconds, run) => {
      const planned: Planned = {
        at: now + Math.max(0, Math.ceil(milliseconds)),
        order: random.bits(),
        run,
      };
      push(heap, planned);
      return () => {
        planned.run = undefined;
      };
    },
    runUntil: async (until) => {
      for (let next = heap[0]; next !== undefined && next.at <= until; next = heap[0]) {
        pop(heap);
        const { run } = next;
        if (run === undefined) continue;
        now = next.at;
        happened += 1;
        run();
        await drained();
        for (const watch of watches) watch();
      }
      now = Math.max(now, until);
    },
    happened: () => happened,
    onQuiet: (watch) => void watches.push(watch),
  };
}

/** Every promise that can settle has settled: Node does all microtasks before it turns to this. */
async function drained(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  setImmediate(resolve, undefined);
  await promise;
}

function isBefore(a: Planned, b: Planned): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Planned[], planned: Planned): void {
  let hole = heap.length;
  heap.push(planned);
  while (hole > 0) {
    const above = (hole - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(planned, parent)) break;
    heap[hole] = parent;
    hole = above;
  }
  heap[hole] = planned;
}

function pop(heap: Planned[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let hole = 0;
  for (;;) {
    const left = heap[2 * hole + 1];
    const right = heap[2 * hole + 2];
    if (left === undefined) break;
    const isRight = right !== undefined && isBefore(right, left);
    const least = isRight ? right : left;
    if (!isBefore(least, last)) break;
    heap[hole] = least;
    hole = 2 * hole + (isRight ? 2 : 1);
  }
  heap[hole] = last;
}
