import type { Context, RecordMailEvent, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import { evolve } from "../evolve.ts";
import { toldAuthority } from "../ladder.ts";
import { queue } from "../outbox.ts";
import type { Case } from "../state.ts";
import { abandoned, undeliverable } from "./abandoned.ts";
import { arrival, received } from "./arrival.ts";
import { broughtBy, cameBack } from "./come-back.ts";
import { lapsedByAnswer } from "./lapse.ts";

const actor = { kind: "system" } as const;

/** What the mail provider tells of a letter: it arrived, or it came back, at times after it had arrived. */
export function recordMailEvent(kase: Case, command: RecordMailEvent, context: Context): CaseEvent[] | Refusal {
  const { messageId, outcome } = command;
  const message = kase.outbox.find((pending) => pending.messageId === messageId && pending.channel === "mail");
  if (message !== undefined) {
    return outcome.kind === "delivered"
      ? arrival(kase, message, outcome, context)
      : abandoned(kase, message, outcome, context);
  }
  if (outcome.kind === "bounced" && wasTheReceipt(kase, messageId)) return takenBack(kase, outcome.code, context);
  const brought = outcome.kind === "bounced" ? broughtBy(kase, messageId) : undefined;
  if (outcome.kind === "bounced" && brought !== undefined) return cameBack(kase, brought, outcome.code, context);
  return { kind: "refused", code: "message_not_awaited" };
}

/** Who has answered since has received it, whatever the mail server says later. */
function wasTheReceipt({ delivery, clocks, withdrawnAt, closedAt }: Case, messageId: string): boolean {
  const isOpen = withdrawnAt === undefined && closedAt === undefined && clocks.acknowledge.endedAt === undefined;
  return delivery.state === "delivered" && delivery.messageId === messageId && isOpen;
}

/**
 * The clocks have not started; where no other channel is left the case is undeliverable. Where a webhook that counts has brought
 * the notice since, it was received when that did.
 */
function takenBack(kase: Case, code: string, context: Context): CaseEvent[] {
  const { messageId, behind } = kase.delivery;
  if (messageId === undefined) return [];
  const at = context.now;
  const enqueue = queue(kase.sequence, context);
  const messages = behind === undefined ? toldAuthority("case.receipt_taken_back", {}, context, enqueue) : [];
  const data = { messageId, code, ...(messages.length > 0 && { messages }) };
  const event: CaseEvent = { type: "receipt.taken_back", at, actor, data };
  const after = evolve(kase, event);
  return [
    event,
    ...lapsedByAnswer(after, { at, actor }),
    ...(behind === undefined
      ? undeliverable(after, context, enqueue)
      : [received(after, { ...behind, channel: "webhook" }, behind.at, context)]),
  ];
}
