import type { LegalTime } from "../ports.ts";
import { escalatedFrom, isRunning } from "./expected-clock.ts";
import type { Facts } from "./facts.ts";
import { isOwed, keptStillSince } from "./ledger.ts";
import { settleOf } from "./period.ts";

/** Once all is well, nothing that falls due by itself is this late, in wall milliseconds. */
const patience = 60 * 60_000;

/** Nothing that falls due by itself is forgotten: looked at when all has been well for long. */
export function faultsOfForgetting({ ledger, clocks }: Facts, legal: LegalTime, now: number): string[] {
  if (ledger.withdrawn || ledger.closed) return [];
  const until = now - patience * legal.scale;
  const questions = [...ledger.questions.values()].flatMap(({ type, reminded, dueAt }) =>
    !reminded && dueAt < until ? [`nobody is reminded of ${type}`] : [],
  );
  const lasting = [...ledger.dealtWith.values()].flatMap(({ type, until: end }) =>
    end !== undefined && end < until ? [`${type} does not end when it was to`] : [],
  );
  // Whoever asks waits for a reply: it is under way, or it has arrived, or the authority knows that it owes it again.
  const lost = [...ledger.dealtWith.values()].flatMap(({ type, repliedBy }) =>
    repliedBy === undefined ? [] : [`the reply to ${type} is lost`],
  );
  const breaches = (["acknowledge", "act"] as const).flatMap((name) => {
    const clock = clocks[name];
    const isDue = isRunning(clock) && escalatedFrom(clock) + settleOf(clock, legal) < until;
    return isDue && isOwed(ledger) && keptStillSince(ledger) === undefined ? [`nobody escalates ${name}`] : [];
  });
  return [...questions, ...lasting, ...lost, ...breaches];
}
