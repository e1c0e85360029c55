import type { Close, Context, DecideStep, Refusal, ResumeDelivery, Withdraw } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import type { Case } from "../state.ts";
import { startedAt } from "../clocks.ts";
import { addressOf } from "../ladder.ts";
import { followUps, pointOfContact, queue, servedNotice } from "../outbox.ts";
import { statusOf } from "../status.ts";

/** What nobody needs to be told once the notice is withdrawn: a step that lapsed needs no decision either. */
const mootOnceWithdrawn = ["notice.issued", "notice.reminder", "case.decision_needed"];

/** Withdraws the notice: the platform is told if it may know of it, and so is everybody who received a step. */
export function withdraw(kase: Case, { by, document }: Withdraw, context: Context): CaseEvent[] | Refusal {
  if (kase.closedAt !== undefined) return { kind: "refused", code: "case_closed" };
  if (kase.withdrawnAt !== undefined) return { kind: "refused", code: "case_withdrawn" };
  const enqueue = queue(kase.sequence, context);
  const moot = kase.outbox.filter(({ type }) => mootOnceWithdrawn.includes(type));
  const actor = officer(kase, by);
  return [
    ...lapsed(kase, actor, context),
    {
      type: "case.withdrawn",
      at: context.now,
      actor,
      data: {
        by,
        document,
        dropped: moot.map(({ messageId }) => messageId),
        messages: [
          ...(mayKnow(kase, context) ? [enqueue({ type: "notice.withdrawn", to: pointOfContact(kase.platform) })] : []),
          ...followUps(kase, enqueue),
        ],
      },
    },
  ];
}

/** A served notice that is due may be on its way, though no attempt is on record yet. */
function mayKnow({ delivery, outbox }: Case, { now }: Context): boolean {
  if (delivery.attempted || delivery.state === "delivered") return true;
  return outbox.some(({ type, nextAttemptAt }) => type === "notice.issued" && nextAttemptAt <= now);
}

/** Accepts the outcome: nothing more is expected of anybody, and retention begins. */
export function close(kase: Case, { by, document }: Close, context: Context): CaseEvent[] | Refusal {
  const status = statusOf(kase);
  if (status === "closed") return { kind: "refused", code: "case_closed" };
  if (status !== "answered" && status !== "withdrawn") return { kind: "refused", code: "case_not_settled" };
  const actor = officer(kase, by);
  return [...lapsed(kase, actor, context), { type: "case.closed", at: context.now, actor, data: { by, document } }];
}

/** Takes delivery up again, once the platform's endpoint has been repaired: a new message with a new window. */
export function resumeDelivery(kase: Case, { by, document }: ResumeDelivery, context: Context): CaseEvent[] | Refusal {
  if (statusOf(kase) !== "undeliverable") return { kind: "refused", code: "case_not_undeliverable" };
  const windowEndsAt = startedAt(kase.clocks.acknowledge, context.now, context.state).dueLegal;
  const message = servedNotice(kase.platform, context.now, windowEndsAt, queue(kase.sequence, context));
  const data = { document, messages: [message] };
  return [{ type: "delivery.resumed", at: context.now, actor: officer(kase, by), data }];
}

/**
 * A named person signs a step that states a legal consequence, or drops it. A `manual` step needs no proposal; signing
 * a task says that it has been done by hand, so nothing is sent.
 */
export function decideStep(kase: Case, command: DecideStep, context: Context): CaseEvent[] | Refusal {
  const { by, document } = command;
  const step = context.basis.ladder.find(({ id }) => id === command.step);
  if (step === undefined) return { kind: "refused", code: "unknown_step" };
  if (kase.closedAt !== undefined) return { kind: "refused", code: "case_closed" };
  if (kase.withdrawnAt !== undefined) return { kind: "refused", code: "case_withdrawn" };
  const record = kase.ladder.find((begun) => begun.step === step.id);
  const mayBegin = step.on === "manual" && record === undefined;
  const isTask = record?.state === "task";
  if (record?.state !== "proposed" && !isTask && !mayBegin) return { kind: "refused", code: "step_not_pending" };
  const base = { at: context.now, actor: officer(kase, by) };
  if (command.decision === "drop") {
    return [{ type: "step.dropped", ...base, data: { step: step.id, by, document } }];
  }
  const recipient = isTask ? undefined : addressOf(step, context);
  const isOther = recipient?.kind === "authority" && recipient.id !== kase.authority;
  const enqueue = queue(kase.sequence, context);
  const messages = isOther ? [enqueue({ type: "escalation.referral", to: recipient, step: step.id })] : [];
  const data = { step: step.id, by, document, ...(recipient !== undefined && { recipient }), messages };
  return [{ type: "step.signed", ...base, data }];
}

function officer(kase: Case, person: string): CaseEvent["actor"] {
  return { kind: "authority", id: kase.authority, person };
}

function lapsed(kase: Case, actor: CaseEvent["actor"], context: Context): CaseEvent[] {
  const steps = kase.ladder
    .filter(({ state }) => state === "scheduled" || state === "proposed")
    .map(({ step }) => step);
  return steps.length === 0 ? [] : [{ type: "step.lapsed", at: context.now, actor, data: { steps } }];
}
