import type { Context, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import type { Case, ClockName, StepRecord } from "../state.ts";
import type { LadderStep } from "../../law/legal-basis.ts";
import { breachAt, escalatesFrom } from "../clocks.ts";
import { lapsedOnClosing } from "./lapse.ts";
import { evolve } from "../evolve.ts";
import { interruptionOf } from "../service-interruption.ts";
import { delayedSteps, setOff, stepsOn, toldAuthority } from "../ladder.ts";
import { movementsOf } from "../movements.ts";
import { dueMilestone } from "../next-wake.ts";
import { pointOfContact, queue, toPlatform, type Enqueue } from "../outbox.ts";

const actor = { kind: "system" } as const;

/** Takes the first thing that is due and no other, so that each is a transaction of its own, checked again. */
export function takeDueStep(kase: Case, context: Context): CaseEvent[] | Refusal {
  const first = dueMilestone(kase, context.now);
  if (first === undefined) return { kind: "refused", code: "nothing_due" };
  const enqueue = queue(kase.sequence, context);
  const at = context.now;
  switch (first.kind) {
    case "breach":
      return ranOut(kase, first.clock, context);
    case "warning":
      return [warning(kase, first.clock, context, enqueue)];
    case "step": {
      const step = context.basis.ladder.find(({ id }) => id === first.step.step);
      if (step !== undefined) return [setOff(step, context, enqueue)];
      return [{ type: "step.lapsed", at, actor, data: { steps: [first.step.step] } }];
    }
    case "reply": {
      const question = first.question.type;
      const messages = toldAuthority("case.decision_needed", { question }, context, enqueue);
      return [{ type: "question.overdue", at, actor, data: { question, messages } }];
    }
    case "possible_again":
      return impossibilityEnds(kase, context, enqueue);
    case "disclosure":
      return [disclosureEnds(kase, context, enqueue)];
    case "closure":
      return closedByItself(kase, context, enqueue);
  }
}

/** Nobody looks at a case that closes by itself: the authority is told of each step that it had not decided on. */
function closedByItself(kase: Case, context: Context, enqueue: Enqueue): CaseEvent[] {
  const by = { at: context.now, actor };
  const told = ({ step }: StepRecord) => toldAuthority("case.decision_lapsed", { step }, context, enqueue);
  return [...lapsedOnClosing(kase, by, told), { type: "case.closed", ...by, data: {} }];
}

/** One warning before the breach, to the point of contact; none where the due instant has passed meanwhile. */
function warning(kase: Case, clock: ClockName, context: Context, enqueue: Enqueue): CaseEvent {
  const { dueOperational } = kase.clocks[clock];
  const sent = dueOperational === undefined || context.now < dueOperational;
  const to = pointOfContact(kase.platform);
  // After the due instant it would say what is no longer so.
  const messages = sent
    ? toPlatform({ type: "notice.reminder", to, clock, windowEndsAt: dueOperational ?? context.now }, context, enqueue)
    : [];
  return { type: "clock.warned", at: context.now, actor, data: { clock, sent, messages } };
}

/** The clock starts anew, as it would had the authority said so. */
function impossibilityEnds(kase: Case, context: Context, enqueue: Enqueue): CaseEvent[] {
  const at = context.now;
  const messages = toPlatform(
    { type: "notice.decided", to: pointOfContact(kase.platform), question: "impossible" },
    context,
    enqueue,
  );
  const ended: CaseEvent = { type: "impossibility.ended", at, actor, data: { messages } };
  const after = evolve(kase, ended);
  return [ended, ...movementsOf(kase, after, { at, actor }, context)];
}

/** Both sides are told that the seller may be told. */
function disclosureEnds(kase: Case, context: Context, enqueue: Enqueue): CaseEvent {
  const isKnown = kase.delivery.attempted;
  const messages = [
    ...(isKnown
      ? toPlatform({ type: "notice.disclosure_ended", to: pointOfContact(kase.platform) }, context, enqueue)
      : []),
    ...toldAuthority("case.disclosure_ended", {}, context, enqueue),
  ];
  return { type: "disclosure.ended", at: context.now, actor, data: { messages } };
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
  const delayed = delayedSteps(context, name, clock, escalatesFrom(clock) ?? dueLegal);
  const scheduled = delayed.filter(({ step }) => mayBegin(kase, { id: step, mode: modeOf(context, step) }));
  const missed: CaseEvent = {
    type: "clock.missed",
    at: context.now,
    actor,
    data: { clock: name, dueLegal, ...(scheduled.length > 0 && { scheduled }) },
  };
  const steps = stepsOn(context, "overdue", name).filter((step) => mayBegin(kase, step));
  return [missed, ...steps.map((step) => setOff(step, context, enqueue))];
}

/** After a clock has been given more time, and has run out again, what an officer has decided once is not asked again. */
function mayBegin({ ladder }: Case, { id, mode }: Pick<LadderStep, "id" | "mode">): boolean {
  const state = ladder.find(({ step }) => step === id)?.state;
  return mode === "automatic" || state === undefined || state === "lapsed" || state === "scheduled";
}

function modeOf({ basis }: Context, step: string): LadderStep["mode"] {
  return basis.ladder.find(({ id }) => id === step)?.mode ?? "decision";
}
