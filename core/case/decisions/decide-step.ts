import type { LadderStep } from "../../law/legal-basis.ts";
import type { Context, DecideStep, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import { addressOf, leftToOfficer } from "../ladder.ts";
import { channelOf, queue } from "../outbox.ts";
import type { Case } from "../state.ts";
import { isFarFuture } from "./far-future.ts";
import { officer, whyOver } from "./officer.ts";

/** Whether a step waits for a decision, or may be begun by hand. */
export function mayBeDecided({ ladder }: Case, { id, on }: Pick<LadderStep, "id" | "on">): boolean {
  const state = ladder.find(({ step }) => step === id)?.state;
  if (state === undefined) return on === "manual";
  return state === "proposed" || state === "postponed" || state === "task";
}

/**
 * A named person signs a step that states a legal consequence, puts it off, or drops it. A `manual` step needs no proposal.
 * Signed for a recipient without an address it becomes a task, as if its letter had come back; signing a task says that it
 * has been done by hand, so nothing is sent.
 */
export function decideStep(kase: Case, command: DecideStep, context: Context): CaseEvent[] | Refusal {
  const { by, document, decision } = command;
  const step = context.basis.ladder.find(({ id }) => id === command.step);
  if (step === undefined) return { kind: "refused", code: "unknown_step" };
  const over = whyOver(kase);
  if (over !== undefined) return { kind: "refused", code: over };
  if (!mayBeDecided(kase, step)) return { kind: "refused", code: "step_not_pending" };
  const isTask = kase.ladder.some(({ step: id, state }) => id === step.id && state === "task");
  const base = { at: context.now, actor: officer(kase, by) };
  const decided = { step: step.id, by, document };
  switch (decision.kind) {
    case "drop":
      return [{ type: "step.dropped", ...base, data: decided }];
    case "postpone":
      if (decision.until <= context.now) return { kind: "refused", code: "not_later" };
      if (isFarFuture(decision.until, context)) return { kind: "refused", code: "too_far" };
      return [{ type: "step.postponed", ...base, data: { ...decided, until: decision.until } }];
    case "sign": {
      const { draft } = decision;
      const to = isTask ? undefined : addressOf(step, context);
      const isOther =
        to !== undefined && to.kind !== "platform" && !(to.kind === "authority" && to.id === kase.authority);
      const enqueue = queue(kase.sequence, context);
      const content = draft === undefined ? {} : { content: draft };
      const messages = isOther
        ? [enqueue({ type: "escalation.referral", to, channel: channelOf(to), step: step.id, ...content })]
        : [];
      const data = {
        ...decided,
        ...(draft !== undefined && { draft }),
        ...(to !== undefined && { recipient: to }),
        ...(isTask && { byHand: true as const }),
        messages,
      };
      const signed: CaseEvent = { type: "step.signed", ...base, data };
      return to === undefined && !isTask ? [signed, leftToOfficer(step, context, enqueue)] : [signed];
    }
  }
}
