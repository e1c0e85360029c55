import type { Context } from "../commands.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import { setOff, stepsOn } from "../ladder.ts";
import { queue } from "../outbox.ts";
import type { Case } from "../state.ts";
import { lapsedByAnswer } from "./lapse.ts";

/** What follows when the last thing that was owed falls away: the clock to act stops, and the steps that tell of the effect are set off. */
export function fallsAway(
  after: Case,
  reason: EventOf<"clock.stopped">["data"]["reason"],
  by: Pick<CaseEvent, "at" | "actor">,
  context: Context,
): CaseEvent[] {
  const enqueue = queue(after.sequence, context);
  const isRunning = after.clocks.act.endedAt === undefined;
  const stops: CaseEvent[] = isRunning ? [{ type: "clock.stopped", ...by, data: { clock: "act", reason } }] : [];
  const effect = stepsOn(context, "answer").map((step) => setOff(step, context, enqueue));
  return [...stops, ...effect, ...lapsedByAnswer(after, by)];
}
