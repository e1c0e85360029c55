import { withWarning } from "../clocks.ts";
import type { Context, Extend, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import { pointOfContact, queue, toPlatform } from "../outbox.ts";
import type { Case } from "../state.ts";
import { isFarFuture } from "./far-future.ts";
import { lapsedByAnswer } from "./lapse.ts";
import { officer, whyOver } from "./officer.ts";

/** Gives more time to act. After a breach, too: the clock runs again, what was done about the breach stays on record. */
export function extend(kase: Case, { until, by, document }: Extend, context: Context): CaseEvent[] | Refusal {
  const over = whyOver(kase);
  if (over !== undefined) return { kind: "refused", code: over };
  const { act } = kase.clocks;
  const isOpen = act.endedAt === undefined && act.dueLegal !== undefined;
  if (!isOpen || act.dueLegal === undefined) return { kind: "refused", code: "not_extendable" };
  if (until <= act.dueLegal || until <= context.now) return { kind: "refused", code: "not_later" };
  if (isFarFuture(until, context)) return { kind: "refused", code: "too_far" };
  const base = { at: context.now, actor: officer(kase, by) };
  const messages = toPlatform(
    { type: "notice.extended", to: pointOfContact(kase.platform), clock: "act" },
    context,
    queue(kase.sequence, context),
  );
  const due = withWarning(act, context.now, { dueOperational: until, dueLegal: until });
  const data = { clock: "act", from: act.dueLegal, ...due, by, document, messages } as const;
  return [...lapsedByAnswer(kase, base, "act"), { type: "clock.extended", ...base, data }];
}
