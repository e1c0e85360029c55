import type { Invoke } from "../aws/lambda/invocation.ts";
import type { Closing } from "./closing.ts";

/** Wall seconds from one look at the inbound side to the next: shorter than on AWS, since a start takes only some seconds. */
export const beatSeconds = 1;

/**
 * Looks at the inbound side once, so that what kept answers from reaching it before this start is known before anything is
 * decided; then again and again, as the schedule does on AWS.
 */
export async function keepWatching(invoke: Invoke, closing: Closing, onFault: (line: string) => void): Promise<void> {
  let looking = false;
  let isOver = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    const result = await invoke("watch-inbound", {});
    looking = false;
    if ("error" in result && !isOver) onFault(`watch-inbound: ${result.error.errorType}`);
  };
  await look();
  const schedule = setInterval(() => void look(), beatSeconds * 1_000);
  closing.add(() => {
    isOver = true;
    clearInterval(schedule);
  });
}
