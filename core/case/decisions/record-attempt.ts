import { nextAttemptAt } from "../../contract/attempt-schedule.ts";
import type { Context, RecordAttempt, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import type { Case } from "../state.ts";
import { mailInstead } from "../outbox.ts";
import { abandoned } from "./abandoned.ts";
import { arrival } from "./arrival.ts";

const actor = { kind: "system" } as const;

/** Puts the result of one attempt on record, once per message and attempt number, whoever made it. */
export function recordAttempt(kase: Case, command: RecordAttempt, context: Context): CaseEvent[] | Refusal {
  const { messageId, attempt, result } = command;
  const message = kase.outbox.find((pending) => pending.messageId === messageId && pending.attempt === attempt);
  if (message === undefined) return { kind: "refused", code: "attempt_not_pending" };
  switch (result.kind) {
    case "delivered":
      return arrival(kase, message, result, context);
    case "handed_over":
      return [{ type: "message.handed_over", at: context.now, actor, data: { messageId, attempt } }];
    case "failed": {
      const next = nextAttemptAt({
        firstAttemptAt: message.firstAttemptAt ?? context.now,
        attempt,
        now: context.now,
        windowEndsAt: message.windowEndsAt,
        retryAfterSeconds: result.retryAfterSeconds,
      });
      if (next === undefined) return abandoned(kase, message, result, context);
      const { code, httpStatus } = result;
      const instead = mailInstead(message, code === "no_endpoint", context);
      const data = {
        messageId,
        attempt,
        code,
        ...(httpStatus !== undefined && { httpStatus }),
        nextAttemptAt: next,
        ...(instead !== undefined && { messages: [instead] }),
      };
      return [{ type: "message.attempt_failed", at: context.now, actor, data }];
    }
    case "hopeless":
      return abandoned(kase, message, result, context);
  }
}
