import { nextAttemptAt } from "../../contract/attempt-schedule.ts";
import type { Context, RecordAttempt, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import type { Case, Message } from "../state.ts";
import { startedAt } from "../clocks.ts";
import { setOff, stepsOn } from "../ladder.ts";
import { queue } from "../outbox.ts";

const actor = { kind: "system" } as const;

/** Puts the result of one attempt on record, once per message and attempt number, whoever made it. */
export function recordAttempt(kase: Case, command: RecordAttempt, context: Context): CaseEvent[] | Refusal {
  const { messageId, attempt, result } = command;
  const message = kase.outbox.find((pending) => pending.messageId === messageId && pending.attempt === attempt);
  if (message === undefined) return { kind: "refused", code: "attempt_not_pending" };
  switch (result.kind) {
    case "delivered":
      return [delivered(kase, message, result, context)];
    case "failed": {
      const next = nextAttemptAt({
        firstAttemptAt: message.firstAttemptAt ?? context.now,
        attempt,
        now: context.now,
        windowEndsAt: message.windowEndsAt,
        retryAfterSeconds: result.retryAfterSeconds,
      });
      if (next === undefined) return abandoned(kase, message, result, context);
      const data = { messageId, attempt, ...failure(result), nextAttemptAt: next };
      return [{ type: "message.attempt_failed", at: context.now, actor, data }];
    }
    case "hopeless":
      return abandoned(kase, message, result, context);
  }
}

type Delivered = Extract<RecordAttempt["result"], { kind: "delivered" }>;
type Failed = Exclude<RecordAttempt["result"], { kind: "delivered" }>;

function delivered(kase: Case, message: Message, { at, httpStatus }: Delivered, context: Context): CaseEvent {
  const { messageId, attempt } = message;
  if (message.type === "notice.issued") {
    const clocks = {
      acknowledge: startedAt(kase.clocks.acknowledge, at, context.state),
      act: startedAt(kase.clocks.act, at, context.state),
    };
    const calendar = { state: context.state, assumed: context.stateIsAssumed };
    return { type: "notice.delivered", at, actor, data: { by: "receipt", messageId, attempt, clocks, calendar } };
  }
  const data = { messageId, attempt, ...(httpStatus !== undefined && { httpStatus }) };
  return { type: "message.delivered", at: context.now, actor, data };
}

function abandoned(kase: Case, message: Message, result: Failed, context: Context): CaseEvent[] {
  const { messageId, attempt, step } = message;
  const isServedNotice = message.type === "notice.issued";
  const isStep = step !== undefined && message.type.startsWith("escalation.");
  const gaveUp: CaseEvent = {
    type: "message.abandoned",
    at: context.now,
    actor,
    data: { messageId, attempts: attempt, ...failure(result), ...(isStep && { task: step }) },
  };
  if (!isServedNotice) return [gaveUp];
  const enqueue = queue(kase.sequence, context);
  const undeliverable: CaseEvent = { type: "case.undeliverable", at: context.now, actor, data: {} };
  return [gaveUp, undeliverable, ...stepsOn(context, "undeliverable").map((step) => setOff(step, context, enqueue))];
}

function failure({ code, httpStatus }: Failed) {
  return { code, ...(httpStatus !== undefined && { httpStatus }) };
}
