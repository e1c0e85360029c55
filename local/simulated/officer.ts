import type { Duration } from "../../core/contract/duration.ts";
import { elapsedMilliseconds } from "../../core/contract/duration.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import type { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";
import type { Happening, SimulationClock } from "./parties.ts";

/** Something the officer does once, in the case whose message asks for it. */
export type Duty = {
  /** Whether a message to the authority asks for it. */
  isAskedBy: (message: OutgoingWebhook) => boolean;
  /** Legal time from the message to the deed. */
  after: Duration;
  does: (caseId: CaseId) => Promise<void>;
};

/**
 * Plays the officer of an authority: to be told of everything that befalls the parties. What it is to do it learns from
 * the authority's own webhook; whatever is none of its duties waits for somebody else.
 */
export function playOfficer(authority: string, duties: readonly Duty[], clock: SimulationClock) {
  const begun = new Set<Duty>();
  return (happening: Happening): void => {
    if (happening.kind !== "received") return;
    const { party, message } = happening;
    if (party.kind !== "authority" || party.id !== authority) return;
    for (const duty of duties.filter((one) => !begun.has(one) && one.isAskedBy(message))) {
      begun.add(duty);
      clock.after(elapsedMilliseconds(duty.after) ?? 0, () => void duty.does(message.data.caseId));
    }
  };
}
