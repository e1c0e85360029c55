import { setTimeout as pause } from "node:timers/promises";

const pauseMilliseconds = 40;

/** Something took longer than anybody would wait for it. */
class InVain extends Error {
  override name = "InVain" as const;
}

/**
 * Looks again and again until there is something to see: what `look` returns, as soon as that is not undefined or false.
 * The bound says that it will not come any more; no test is about how soon it came.
 */
export async function eventually<T>(
  what: string,
  look: () => T | false | undefined | Promise<T | false | undefined>,
  patienceMilliseconds = 120_000,
): Promise<T> {
  const end = Date.now() + patienceMilliseconds;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new InVain(`waited in vain: ${what}`);
    await pause(pauseMilliseconds);
  }
}

/** Lets real time pass up to an instant in milliseconds since the epoch, while there is nothing to look at. */
export async function untilWall(epochMilliseconds: number): Promise<void> {
  await pause(Math.max(0, epochMilliseconds - Date.now()));
}
