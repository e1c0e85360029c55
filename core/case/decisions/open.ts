import type { Context, Open } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import { pendingClock, startedAt } from "../clocks.ts";
import { setOff, stepsOn } from "../ladder.ts";
import { priorInformation, queue, servedNotice } from "../outbox.ts";

/**
 * Opens a case: the served notice goes into the outbox and the steps that go with issuing it are set off; where the host must
 * be informed first, that information goes, and the rest follows it.
 */
export function open({ facts, within, prior, waived, notBefore }: Open, context: Context): CaseEvent[] {
  const { basis, now, settleMilliseconds } = context;
  // What goes with the order goes no sooner than the order itself.
  const enqueue = queue(0, context, notBefore);
  const clocks = {
    acknowledge: pendingClock(basis, "acknowledge", within.acknowledge, settleMilliseconds),
    act: pendingClock(basis, "act", within.act, settleMilliseconds),
  };
  const from = prior === undefined ? (notBefore ?? now) : now;
  // The delivery window is as long as the acknowledge window would be, had the notice been received at once.
  const windowEndsAt = startedAt(clocks.acknowledge, from, context.state).dueLegal;
  const first = prior === undefined ? servedNotice : priorInformation;
  const opened: CaseEvent = {
    type: "case.opened",
    at: now,
    actor: { kind: "authority", id: facts.authority },
    data: {
      ...facts,
      basis: { id: basis.id, version: basis.version },
      clocks,
      ...(prior !== undefined && { prior }),
      ...(waived !== undefined && { waived }),
      ...(notBefore !== undefined && { notBefore }),
      messages: first(from, windowEndsAt, context, enqueue),
    },
  };
  const steps = prior === undefined ? stepsOn(context, "issued") : [];
  return [opened, ...steps.map((step) => setOff(step, context, enqueue))];
}
