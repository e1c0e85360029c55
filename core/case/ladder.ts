import { dueOf } from "../law/time/due-of.ts";
import { elapsedMilliseconds } from "../contract/duration.ts";
import { plus, type Instant } from "../contract/instant.ts";
import { resolveRecipient } from "../law/directory/recipients.ts";
import type { State } from "../law/directory/states.ts";
import type { LadderStep } from "../law/legal-basis.ts";
import type { Context } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import type { Enqueue } from "./outbox.ts";
import type { Clock, ClockName, Message, MessageType, Recipient } from "./state.ts";

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
  if (recipient === undefined) {
    const messages = toldAuthority("case.decision_needed", about, context, enqueue);
    return { type: "step.task", at, actor: system, data: { ...about, messages } };
  }
  const type = messageOf(step);
  const isIssuer = recipient.kind === "authority" && recipient.id === context.authority.id;
  const messages = isIssuer
    ? toldAuthority(type, about, context, enqueue)
    : [enqueue({ type, to: recipient, ...about })];
  return { type: "step.taken", at, actor: system, data: { ...about, recipient, messages } };
}

/** The message that tells the issuing authority, where it has a webhook to be told by. */
export function toldAuthority(
  type: MessageType,
  about: Partial<Pick<Message, "step" | "clock">>,
  context: Context,
  enqueue: Enqueue,
): Message[] {
  if (!context.authorityIsTold) return [];
  return [enqueue({ type, to: { kind: "authority", id: context.authority.id }, ...about })];
}

/** Who receives a step, if an address for them is known. */
export function addressOf(
  step: LadderStep,
  context: Pick<Context, "authority" | "platform" | "recipients">,
): Recipient | undefined {
  const resolved = resolveRecipient(step.to, context);
  switch (resolved.kind) {
    case "platform":
      return { kind: "platform", id: context.platform.id, contact: resolved.contact };
    case "authority":
      return { kind: "authority", id: resolved.id };
    case "person":
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
