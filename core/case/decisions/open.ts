import type { Context, Open } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import { pendingClock, startedAt } from "../clocks.ts";
import { setOff, stepsOn } from "../ladder.ts";
import { queue, servedNotice } from "../outbox.ts";

/** Opens a case: the served notice goes into the outbox and the steps that go with issuing it are set off. */
export function open({ facts, within, notBefore }: Open, context: Context): CaseEvent[] {
  const { basis, now, settleMilliseconds } = context;
  const enqueue = queue(0, context);
  const clocks = {
    acknowledge: pendingClock(basis, "acknowledge", within.acknowledge, settleMilliseconds),
    act: pendingClock(basis, "act", within.act, settleMilliseconds),
  };
  const from = notBefore ?? now;
  // The delivery window is as long as the acknowledge window would be, had the notice been received at once.
  const windowEndsAt = startedAt(clocks.acknowledge, from, context.state).dueLegal;
  const opened: CaseEvent = {
    type: "case.opened",
    at: now,
    actor: { kind: "authority", id: facts.authority },
    data: {
      ...facts,
      basis: { id: basis.id, version: basis.version },
      clocks,
      ...(notBefore !== undefined && { notBefore }),
      messages: [servedNotice(facts.platform, from, windowEndsAt, enqueue)],
    },
  };
  return [opened, ...stepsOn(context, "issued").map((step) => setOff(step, context, enqueue))];
}
