import { evolve } from "../../../core/case/evolve.ts";
import type { Case } from "../../../core/case/state.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import type { Journal } from "../journal.ts";
import { legalOf, type LegalTime } from "../ports.ts";
import { messagesIn } from "./messages.ts";
import { needsNothing } from "./executions.ts";
import type { CaseFile } from "./record.ts";

/**
 * No wake-up is forgotten: once all goes well, whatever falls due is done within a grace. Due is here what the record
 * itself says: a breach, and each attempt of each message.
 */
export function faultsOfWakes(
  { events, writtenAt }: CaseFile,
  journal: Journal,
  legal: LegalTime,
  { calmFrom, grace }: { calmFrom: number; grace: number },
): string[] {
  const from = legalOf(calmFrom, legal);
  const late = (due: number, done: number, what: string): string[] =>
    due >= from && done - due > grace * legal.scale
      ? [`${what} came ${Math.round((done - due) / legal.scale / 1_000)} s late`]
      : [];
  const attempts: { messageId: string; at: number }[] = [...journal.arrivals, ...journal.mailTries];
  let released = 0;
  const givenBack = new Map<string, number>();
  return events.flatMap(({ sequence, event }): string[] => {
    const written = legalOf(writtenAt.get(sequence) ?? 0, legal);
    if (event.type === "clock.service_interrupted") givenBack.set(event.data.clock, epochOf(event.data.until));
    // What keeps the ladder still, or gives time back, ends with one of these.
    if (event.type === "clock.held") givenBack.set(event.data.clock, epochOf(event.data.until));
    if (/^(question|impossibility|answer)\./.test(event.type)) released = Math.max(released, written);
    if (event.type === "clock.missed") {
      const due = Math.max(epochOf(event.data.dueLegal), givenBack.get(event.data.clock) ?? 0);
      // Without its pause, which began when it was due.
      const from = Math.max(due, released - 5_000 * legal.scale);
      return late(from + 5_000 * legal.scale, written, `the breach of ${event.data.clock}`);
    }
    const due =
      event.type === "message.attempt_failed"
        ? [{ messageId: event.data.messageId, at: epochOf(event.data.nextAttemptAt) }]
        : messagesIn(event).map(({ messageId, nextAttemptAt }) => ({ messageId, at: epochOf(nextAttemptAt) }));
    return due.flatMap(({ messageId, at }) => {
      const attempt = attempts.find((one) => one.messageId === messageId && legalOf(one.at, legal) >= at);
      const done = attempt === undefined ? undefined : legalOf(attempt.at, legal);
      return done === undefined ? [] : late(Math.max(at, written), done, `an attempt of ${messageId}`);
    });
  });
}

/** Nothing is left waiting that has nothing to wait for: an execution ends soon after its case needs none. */
export function faultsOfEnds(
  { caseId, record, events, writtenAt }: CaseFile,
  journal: Journal,
  { calmFrom, grace }: { calmFrom: number; grace: number },
): string[] {
  if (!needsNothing(record.case)) return [];
  let kase: Case | undefined;
  let since = 0;
  for (const { sequence, event } of events) {
    const before = kase !== undefined && needsNothing(kase);
    kase = evolve(kase, event);
    if (!before && needsNothing(kase)) since = writtenAt.get(sequence) ?? 0;
  }
  const end = journal.ends.findLast(({ name }) => name === `${caseId}-${record.generation}`);
  // One that died with its machine has no end of its own, and none that still runs is passed over elsewhere.
  if (since < calmFrom || end === undefined || end.at - since <= grace) return [];
  return [`its execution ended ${Math.round((end.at - since) / 1_000)} s late`];
}
