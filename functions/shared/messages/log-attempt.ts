import type { RecordAttempt } from "../../../core/case/commands.ts";
import type { CaseEvent } from "../../../core/case/events.ts";
import type { CaseId } from "../../../core/contract/ids.ts";
import type { Log } from "../logger.ts";

/** What operators count: attempts that were put on record, by their result, and cases that can no longer be delivered. */
export function logAttempts(
  log: Log,
  caseId: CaseId,
  attempts: readonly Omit<RecordAttempt, "type">[],
  events: readonly CaseEvent[],
): void {
  for (const { messageId, attempt, result } of attempts) {
    if (!events.some(({ data }) => "messageId" in data && data.messageId === messageId)) continue;
    const httpStatus = "httpStatus" in result ? result.httpStatus : undefined;
    const code = "code" in result ? result.code : undefined;
    log.info("message.attempted", { caseId, messageId, attempt, result: result.kind, code, httpStatus });
  }
  if (events.some(({ type }) => type === "case.undeliverable")) log.warn("case.undeliverable", { caseId });
}
