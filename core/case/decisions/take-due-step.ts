import type { Context, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import type { Case, ClockName } from "../state.ts";
import { breachAt, escalatesFrom } from "../clocks.ts";
import { evolve } from "../evolve.ts";
import { interruptionOf } from "../service-interruption.ts";
import { delayedSteps, setOff, stepsOn } from "../ladder.ts";
import { milestonesOf } from "../next-wake.ts";
import { queue } from "../outbox.ts";

const actor = { kind: "system" } as const;

/** Takes the first thing that is due and no other, so that each is a transaction of its own, checked again. */
export function takeDueStep(kase: Case, context: Context): CaseEvent[] | Refusal {
  const [first] = milestonesOf(kase);
  if (first === undefined || first.at > context.now) return { kind: "refused", code: "nothing_due" };
  if ("clock" in first) return ranOut(kase, first.clock, context);
  const step = context.basis.ladder.find(({ id }) => id === first.step.step);
  if (step === undefined) {
    return [{ type: "step.lapsed", at: context.now, actor, data: { steps: [first.step.step] } }];
  }
  return [setOff(step, context, queue(kase.sequence, context))];
}

/** A clock that has run out is missed, unless we could not be reached: then it waits for what is given back. */
function ranOut(kase: Case, name: ClockName, context: Context): CaseEvent[] {
  const interruption = interruptionOf(kase.clocks[name], context.outages);
  if (interruption === undefined) return breach(kase, name, context);
  const interrupted: CaseEvent = {
    type: "clock.service_interrupted",
    at: context.now,
    actor,
    data: { clock: name, ...interruption },
  };
  const after = evolve(kase, interrupted);
  const waits = (breachAt(after.clocks[name]) ?? context.now) > context.now;
  return waits ? [interrupted] : [interrupted, ...breach(after, name, context)];
}

function breach(kase: Case, name: ClockName, context: Context): CaseEvent[] {
  const clock = kase.clocks[name];
  const { dueLegal } = clock;
  if (dueLegal === undefined) throw new Error(`a running clock of ${kase.caseId} has no due instant`);
  const enqueue = queue(kase.sequence, context);
  const scheduled = delayedSteps(context, name, clock, escalatesFrom(clock) ?? dueLegal);
  const missed: CaseEvent = {
    type: "clock.missed",
    at: context.now,
    actor,
    data: { clock: name, dueLegal, ...(scheduled.length > 0 && { scheduled }) },
  };
  return [missed, ...stepsOn(context, "overdue", name).map((step) => setOff(step, context, enqueue))];
}
