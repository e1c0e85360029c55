import type { CaseServices } from "./case-services.ts";

/** How often a change is tried that meets another writer each time. */
export const mostTries = 8;

const longestPause = 400;

/**
 * Waits before the next try of a change that met another writer: longer from try to try, and by chance, so that many who
 * met do not meet again.
 *
 * @param attempt Tries so far, from 1.
 */
export async function backOff(
  { clock, chance }: Pick<CaseServices, "clock" | "chance">,
  attempt: number,
): Promise<void> {
  await clock.pause(chance.fraction() * Math.min(longestPause, 10 * 2 ** attempt));
}
