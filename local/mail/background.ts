/** Pieces of work that nobody waits for, until they are done or everything is to end. */
export type Background = {
  /** Aborted when everything is to end. */
  signal: AbortSignal;
  /** Begins a piece of work. @param name Told with its fault, unless it failed because everything ends. */
  begin: (name: string, work: () => Promise<void>) => void;
  /** Ends what pauses, and waits a little for what is in the middle of something. */
  close: () => Promise<void>;
};

/** What is in the middle of something may still take so long; it is on the disk, and is done again by the next run. */
const graceMilliseconds = 2_000;

/** A place for work in the background. @param onFault Told one line for each piece that has failed. */
export function background(onFault: (line: string) => void): Background {
  const closing = new AbortController();
  const { signal } = closing;
  const underWay = new Set<Promise<void>>();
  return {
    signal,
    begin: (name, work) => {
      if (signal.aborted) return;
      const working: Promise<void> = work()
        .catch((fault: unknown) => {
          if (!signal.aborted) onFault(`${name}: ${String(fault)}`);
        })
        .finally(() => underWay.delete(working));
      underWay.add(working);
    },
    close: async () => {
      closing.abort();
      const grace = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => {
        grace.resolve(undefined);
      }, graceMilliseconds);
      await Promise.race([Promise.all(underWay), grace.promise]);
      clearTimeout(timer);
    },
  };
}
