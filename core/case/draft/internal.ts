import type { CaseEvent } from "../events.ts";
import type { Scene } from "./scene.ts";

/**
 * Events that are the authority's own housekeeping: what it considered, put off or dropped, and what it was told itself.
 * They prove nothing against the platform, and a recipient is not told of them; the record has them.
 */
const housekeeping: ReadonlySet<CaseEvent["type"]> = new Set([
  "step.proposed",
  "step.task",
  "step.postponed",
  "step.dropped",
  "step.lapsed",
  "hold.set",
  "links.revoked",
]);

/** Whether an event is of no concern to the recipient of a step. */
export function isInternal(event: CaseEvent, { telling, authority }: Pick<Scene, "telling" | "authority">): boolean {
  if (housekeeping.has(event.type)) return true;
  const to = recipientOf(event, telling);
  return to?.kind === "authority" && to.id === authority.id;
}

/** Whom an event about one message, or one automatic step, reaches or does not. */
function recipientOf(event: CaseEvent, { message }: Scene["telling"]) {
  switch (event.type) {
    case "message.handed_over":
    case "message.delivered":
    case "message.attempt_failed":
    case "message.abandoned":
      return message(event.data.messageId)?.to;
    case "step.taken":
      return event.data.recipient;
    default:
      return undefined;
  }
}
