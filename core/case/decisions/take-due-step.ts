import type { Context, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import type { Case, ClockName } from "../state.ts";
import { delayedSteps, setOff, stepsOn } from "../ladder.ts";
import { milestonesOf } from "../next-wake.ts";
import { queue } from "../outbox.ts";

const actor = { kind: "system" } as const;

/** Takes the first thing that is due and no other, so that each is a transaction of its own, checked again. */
export function takeDueStep(kase: Case, context: Context): CaseEvent[] | Refusal {
  const [first] = milestonesOf(kase);
  if (first === undefined || first.at > context.now) return { kind: "refused", code: "nothing_due" };
  if ("clock" in first) return breach(kase, first.clock, context);
  const step = context.basis.ladder.find(({ id }) => id === first.step.step);
  if (step === undefined) {
    return [{ type: "step.lapsed", at: context.now, actor, data: { steps: [first.step.step] } }];
  }
  return [setOff(step, context, queue(kase.sequence, context))];
}

function breach(kase: Case, name: ClockName, context: Context): CaseEvent[] {
  const clock = kase.clocks[name];
  const { dueLegal } = clock;
  if (dueLegal === undefined) throw new Error(`a running clock of ${kase.caseId} has no due instant`);
  const enqueue = queue(kase.sequence, context);
  const scheduled = delayedSteps(context, name, clock, dueLegal);
  const missed: CaseEvent = {
    type: "clock.missed",
    at: context.now,
    actor,
    data: { clock: name, dueLegal, ...(scheduled.length > 0 && { scheduled }) },
  };
  return [missed, ...stepsOn(context, "overdue", name).map((step) => setOff(step, context, enqueue))];
}
