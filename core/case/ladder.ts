import { dueOf } from "../law/time/due-of.ts";
import { elapsedMilliseconds } from "../contract/duration.ts";
import { plus, type Instant } from "../contract/instant.ts";
import { resolveRecipient } from "../law/directory/recipients.ts";
import type { State } from "../law/directory/states.ts";
import type { LadderStep } from "../law/legal-basis.ts";
import type { Context } from "./commands.ts";
import type { CaseEvent, EventOf } from "./events.ts";
import { toPlatform, type Enqueue } from "./outbox.ts";
import type { Clock, ClockName, Message, MessageType, Recipient, StepRecord, TaskReason } from "./state.ts";

const system = { kind: "system" } as const;

/** The steps of the basis that one trigger sets off at once. */
export function stepsOn(context: Context, trigger: LadderStep["on"], clock?: ClockName): LadderStep[] {
  return context.basis.ladder.filter(
    (step) => step.on === trigger && step.after === undefined && (trigger !== "overdue" || step.clock === clock),
  );
}

/** The steps that wait for a while after the instant that escalation goes by, and until when. */
export function delayedSteps(context: Context, name: ClockName, clock: Clock, from: Instant) {
  return context.basis.ladder
    .filter((step) => step.on === "overdue" && step.clock === name && step.after !== undefined)
    .map((step) => ({
      step: step.id,
      dueAt: plus(delayed(step, clock, from, context.state), clock.settleMilliseconds + 1),
    }));
}

function delayed(step: LadderStep, clock: Clock, from: Instant, state: State): Instant {
  if (step.after === undefined) return from;
  const elapsed = elapsedMilliseconds(step.after);
  if (elapsed !== undefined) return plus(from, elapsed);
  const due = dueOf({ rule: clock.rule, within: step.after, receivedAt: from, state });
  if (due.kind === "refused") throw new Error(`no calendar for the step ${step.id} after ${from}`);
  return due.dueLegal;
}

/**
 * Sets a step off: an automatic one is taken, one that states a legal consequence is proposed to the authority, one
 * whose recipient has no address becomes a task for the officer.
 */
export function setOff(step: LadderStep, context: Context, enqueue: Enqueue): CaseEvent {
  const about = { step: step.id, ...(step.clock !== undefined && { clock: step.clock }) };
  const at = context.now;
  if (step.mode === "decision") {
    const messages = toldAuthority("case.decision_needed", about, context, enqueue);
    return { type: "step.proposed", at, actor: system, data: { ...about, messages } };
  }
  const recipient = addressOf(step, context);
  if (recipient === undefined) return leftToOfficer(step, context, enqueue);
  const type = messageOf(step);
  const messages = messagesTo(recipient, { type, ...about }, context, enqueue);
  return { type: "step.taken", at, actor: system, data: { ...about, recipient, messages } };
}

/** A step that reaches nobody by itself is a task for the officer, who is told. */
export function leftToOfficer(step: LadderStep, context: Context, enqueue: Enqueue): EventOf<"step.task"> {
  const about = { step: step.id, ...(step.clock !== undefined && { clock: step.clock }) };
  const messages = toldOfTask(about, "no_address", context, enqueue);
  return { type: "step.task", at: context.now, actor: system, data: { ...about, messages } };
}

/** The messages that tell the authority of a step that only the officer can carry out, and why. */
export function toldOfTask(
  { step, clock }: Pick<StepRecord, "step" | "clock">,
  task: TaskReason,
  context: Context,
  enqueue: Enqueue,
): Message[] {
  const about = { step, ...(clock !== undefined && { clock }), task };
  return toldAuthority("case.decision_needed", about, context, enqueue);
}

/** Whether a step waits for a named person to decide on it, now or at the instant that they have put it off to. */
export function isUndecided({ state }: StepRecord): boolean {
  return state === "proposed" || state === "postponed";
}

function messagesTo(
  to: Recipient,
  { type, ...about }: { type: MessageType; step: string; clock?: ClockName },
  context: Context,
  enqueue: Enqueue,
): Message[] {
  switch (to.kind) {
    case "platform":
      return toPlatform({ type, to, ...about }, context, enqueue);
    case "authority":
      if (to.id === context.authority.id) return toldAuthority(type, about, context, enqueue);
      return [enqueue({ type, to, ...about })];
    case "holder":
      return [enqueue({ type, to, channel: "mail", ...about })];
  }
}

/** The messages that tell the issuing authority, one for each way in which it wishes to be told. */
export function toldAuthority(
  type: MessageType,
  about: Partial<Pick<Message, "step" | "clock" | "task" | "question">>,
  context: Context,
  enqueue: Enqueue,
): Message[] {
  const to = { kind: "authority", id: context.authority.id } as const;
  return context.authorityIsTold.map((channel) => enqueue({ type, to, channel, ...about }));
}

/** Who receives a step, if an address for them is known. */
export function addressOf(
  step: LadderStep,
  context: Pick<Context, "authority" | "platform" | "recipients" | "hasMail">,
): Recipient | undefined {
  const resolved = resolveRecipient(step.to, context);
  switch (resolved.kind) {
    case "platform":
      return { kind: "platform", id: context.platform.id, contact: resolved.contact };
    case "authority":
      return { kind: "authority", id: resolved.id };
    case "person":
      return resolved.email !== undefined && context.hasMail ? { kind: "holder", role: resolved.role } : undefined;
    case "none":
      return undefined;
  }
}

function messageOf(step: LadderStep): MessageType {
  switch (step.message) {
    case "reminder":
      return "notice.reminder";
    case "copy":
      return "escalation.copy";
    case "referral":
      return "escalation.referral";
    case "information":
      if (step.to !== "authority") return "escalation.copy";
      return step.on === "undeliverable" ? "case.undeliverable" : "case.overdue";
  }
}
