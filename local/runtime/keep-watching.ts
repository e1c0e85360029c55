import type { Invoke } from "../aws/lambda/invocation.ts";
import type { Closing } from "./closing.ts";

/** Wall seconds from one look at the inbound side to the next: shorter than on AWS, since a start takes only some seconds. */
export const beatSeconds = 1;

/**
 * Looks at the inbound side again and again, as the schedule does on AWS.
 *
 * @param afterFirst Run after the first look: what kept answers from reaching us before this start is known by then.
 */
export function keepWatching(
  invoke: Invoke,
  { closing, onFault, afterFirst }: { closing: Closing; onFault: (line: string) => void; afterFirst: () => void },
): void {
  let looking = false;
  let isOver = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    const result = await invoke("watch-inbound", {});
    looking = false;
    if ("error" in result && !isOver) onFault(`watch-inbound: ${result.error.errorType}`);
  };
  const schedule = setInterval(() => void look(), beatSeconds * 1_000);
  closing.add(() => {
    isOver = true;
    clearInterval(schedule);
  });
  void look().then(() => {
    if (!isOver) afterFirst();
  });
}
