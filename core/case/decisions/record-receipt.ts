import type { Context, RecordReceipt, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import { setOff, stepsOn } from "../ladder.ts";
import { queue } from "../outbox.ts";
import { isUninformed } from "../prior-information.ts";
import type { Case } from "../state.ts";
import { obligationsKnown, startsWith } from "./arrival.ts";
import { officer, whyOver } from "./officer.ts";

/** Puts on record a receipt that was served by other means; of a correction as well, while it has not arrived. */
export function recordReceipt(kase: Case, command: RecordReceipt, context: Context): CaseEvent[] | Refusal {
  const { receivedAt: at, means, by, document } = command;
  const over = whyOver(kase);
  if (over !== undefined) return { kind: "refused", code: over };
  if (at > context.now) return { kind: "refused", code: "received_in_future" };
  if (at < (kase.correctedAt ?? kase.openedAt)) return { kind: "refused", code: "received_before_notice" };
  const actor = officer(kase, by);
  if (kase.delivery.state === "delivered") {
    const known = obligationsKnown(kase, { at, actor }, context, { means, document });
    return known.length > 0 ? known : { kind: "refused", code: "already_delivered" };
  }
  const data = { by: "hand", means, ...startsWith(kase, at, context), officer: by, document } as const;
  const received: CaseEvent = { type: "notice.delivered", at, actor, data };
  const enqueue = queue(kase.sequence, context);
  // The officer has informed the host, and served the order, by other means: what goes with issuing it is still to be done.
  const steps = isUninformed(kase.delivery) ? stepsOn(context, "issued") : [];
  return [received, ...steps.map((step) => setOff(step, context, enqueue))];
}
