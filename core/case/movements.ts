import { millisecondsBetween, plus, type Instant } from "../contract/instant.ts";
import type { LegalBasis } from "../law/legal-basis.ts";
import { startedAt } from "./clocks.ts";
import type { Context } from "./commands.ts";
import type { CaseEvent, EventOf } from "./events.ts";
import { owedItems } from "./items.ts";
import { isKeptStill } from "./next-wake.ts";
import { isAbout, type Question } from "./question.ts";
import type { Case, ResetReason, SuspensionGround } from "./state.ts";
import { isOwed } from "./status.ts";

/** Who moves a clock, and when. */
type By = Pick<CaseEvent, "at" | "actor">;

/**
 * What a change of the platform's questions means for the clock to act. It stands still while, for each item that
 * something is owed of, there is a ground that stops it: a clarification that the authority owes, where the basis starts the
 * clock anew at its receipt, or an impossibility that the authority has accepted (TCO art. 3(7)-(8), LCEN art. 6-2; under
 * other bases by the authority's own choice). When the last ground has gone it starts anew. Where the clock ran on, what the
 * authority took for its reply is given back to the ladder.
 */
export function movementsOf(before: Case, after: Case, { at, actor }: By, context: Context): CaseEvent[] {
  const { act } = after.clocks;
  // Until a correction has arrived nothing is owed under it.
  if (act.suspended?.ground === "obligation_added") return [];
  if (!isOwed(after) || after.delivery.state !== "delivered") return [];
  const ground = groundOf(after, context.basis);
  const canStop = act.state === "running" && act.dueLegal !== undefined && at <= act.dueLegal;
  const stopsForElse = act.suspended !== undefined && act.suspended.ground !== ground;
  if (ground !== undefined && (canStop || stopsForElse)) {
    return [{ type: "clock.suspended", at, actor, data: { clock: "act", ground } }];
  }
  if (act.suspended !== undefined && ground === undefined) {
    const ended = groundOf(before, context.basis) ?? act.suspended.ground;
    return [startedAnew(after, resetReasons[ended], { at, actor }, context)];
  }
  return givenBack(before, after, { at, actor });
}

/** The clock to act stands still once more, however late, where the reply that had set it going is owed again. */
export function standsStillAgain(kase: Case, { at, actor }: By, { basis }: Context): CaseEvent[] {
  const { act } = kase.clocks;
  const ground = groundOf(kase, basis);
  const isStill = act.suspended?.ground === "obligation_added" || act.suspended?.ground === ground;
  if (ground === undefined || isStill) return [];
  return [{ type: "clock.suspended", at, actor, data: { clock: "act", ground } }];
}

const resetReasons = {
  clarification_requested: "clarification_received",
  impossible: "impossibility_ended",
  obligation_added: "obligation_added",
} as const satisfies Record<SuspensionGround, ResetReason>;

/** The clock to act begins again, with its whole period, at an instant. */
export function startedAnew(
  { clocks }: Case,
  reason: ResetReason,
  { at, actor }: By,
  context: Context,
  servedBy: Pick<EventOf<"clock.reset">["data"], "means" | "document"> = {},
): CaseEvent {
  const start = startedAt(clocks.act, at, context.state);
  return { type: "clock.reset", at, actor, data: { clock: "act", reason, ...start, ...servedBy } };
}

/** Why the clock to act stands still, the known ground as long as it lasts; undefined while something is owed that nothing stands in the way of. */
function groundOf(kase: Case, basis: LegalBasis): SuspensionGround | undefined {
  const grounds = kase.questions.filter((question) => stops(question, basis));
  const isStopped = owedItems(kase).every(({ itemId }) => grounds.some((question) => isAbout(question, itemId)));
  if (!isStopped) return undefined;
  const named = grounds.map(({ type }) => (type === "impossible" ? type : "clarification_requested"));
  const known = kase.clocks.act.suspended?.ground;
  return named.find((ground) => ground === known) ?? named[0];
}

function stops({ type, accepted }: Question, basis: LegalBasis): boolean {
  if (type === "clarification_requested") return basis.resets?.includes("clarification_received") ?? false;
  return type === "impossible" && accepted !== undefined;
}

/** The ladder was kept still across a due instant, or short of it: it waits for as long as was left when that began. */
function givenBack(before: Case, after: Case, { at, actor }: By): CaseEvent[] {
  const since = keptStillSince(before);
  const { state, dueLegal, heldUntil } = after.clocks.act;
  if (since === undefined || isKeptStill(after) || dueLegal === undefined) return [];
  if (state !== "running" && state !== "missed") return [];
  const until = plus(at, Math.max(0, millisecondsBetween(since, dueLegal)));
  if (until <= dueLegal || (heldUntil !== undefined && until <= heldUntil)) return [];
  return [{ type: "clock.held", at, actor, data: { clock: "act", until } }];
}

function keptStillSince({ questions }: Case): Instant | undefined {
  const since = questions.flatMap(({ type, at, accepted }) =>
    type === "clarification_requested" ? [at] : accepted === undefined ? [] : [accepted.at],
  );
  return since.sort()[0];
}
