import { plus, type Instant } from "../contract/instant.ts";
import type { Context } from "./commands.ts";
import type { Case, Message, Recipient } from "./state.ts";

const day = 86_400_000;

/**
 * How long we go on trying to reach anybody but the addressee of a served notice, whose window is its acknowledge
 * clock's. Three days cover a week-end's outage.
 */
const windowMilliseconds = 3 * day;

/** What a message is about; the rest is the same for all. */
type Draft = Pick<Message, "type" | "to"> & Partial<Pick<Message, "clock" | "step" | "nextAttemptAt" | "windowEndsAt">>;

/** Numbers the messages of one decision on from those the case has queued so far. */
export function queue(sequenceSoFar: number, context: Pick<Context, "now" | "nextMessageId">) {
  let sequence = sequenceSoFar;
  return (draft: Draft): Message => {
    sequence += 1;
    const from = draft.nextAttemptAt ?? context.now;
    return {
      messageId: context.nextMessageId(),
      channel: "webhook",
      sequence,
      queuedAt: context.now,
      attempt: 1,
      nextAttemptAt: from,
      windowEndsAt: plus(from, windowMilliseconds),
      ...draft,
    };
  };
}

/** Puts a draft into the outbox. */
export type Enqueue = ReturnType<typeof queue>;

/** The platform's designated point of contact: its webhook. */
export function pointOfContact(platform: string): Recipient {
  return { kind: "platform", id: platform, contact: "point_of_contact" };
}

/** Everybody but the parties who received a step of this case, each once: they are told what comes of it. */
function recipientsOfSteps(kase: Case): Recipient[] {
  const ids = kase.ladder.flatMap(({ state, recipient }) =>
    (state === "taken" || state === "signed") && recipient?.kind === "authority" && recipient.id !== kase.authority
      ? [recipient.id]
      : [],
  );
  return [...new Set(ids)].map((id) => ({ kind: "authority", id }));
}

/** Follow-ups to all who received a step, but those who are informed already. */
export function followUps(kase: Case, enqueue: Enqueue, informed: readonly string[] = []): Message[] {
  const others = recipientsOfSteps(kase).filter(({ id }) => !informed.includes(id));
  return others.map((to) => enqueue({ type: "escalation.follow_up", to }));
}

/** The served notice, to be attempted from an instant on until its delivery window ends. */
export function servedNotice(platform: string, from: Instant, windowEndsAt: Instant, enqueue: Enqueue): Message {
  return enqueue({ type: "notice.issued", to: pointOfContact(platform), nextAttemptAt: from, windowEndsAt });
}
