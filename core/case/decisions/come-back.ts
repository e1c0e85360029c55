import type { Context } from "../commands.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import { evolve } from "../evolve.ts";
import { owedItems } from "../items.ts";
import { toldAuthority } from "../ladder.ts";
import { movementsOf, standsStillAgain } from "../movements.ts";
import { queue } from "../outbox.ts";
import { isAbout } from "../question.ts";
import type { Brought, Case } from "../state.ts";
import { isOwed } from "../status.ts";
import { obligationsKnown } from "./arrival.ts";
import { lapsedByAnswer } from "./lapse.ts";

const actor = { kind: "system" } as const;

/** What a letter has brought that counts since, and would not, had the letter never arrived. */
export function broughtBy(kase: Case, messageId: string): Brought | undefined {
  const brought = kase.brought?.find((one) => one.messageId === messageId);
  if (brought === undefined || !isOwed(kase) || kase.delivery.state !== "delivered") return undefined;
  const { question, alsoAt, ground } = brought;
  if (question === undefined) return kase.clocks.act.suspended?.ground === "obligation_added" ? undefined : brought;
  // What runs on was kept still for as long as the reply took; it has come by another channel.
  if (alsoAt !== undefined && ground === undefined) return undefined;
  return owedItems(kase).some(({ itemId }) => isAbout(question, itemId)) ? brought : undefined;
}

/** The letter came back: what it added is unknown again, or what it replied to is open again, as if it had not arrived. */
export function cameBack(kase: Case, brought: Brought, code: string, context: Context): CaseEvent[] {
  const { messageId, question, alsoAt } = brought;
  const letter = { messageId, code };
  if (alsoAt !== undefined) return receivedLater(kase, brought, { ...letter, alsoAt }, context);
  return question === undefined ? unknownAgain(kase, letter, context) : owedAgain(kase, brought, letter, context);
}

type Letter = NonNullable<EventOf<"clock.suspended">["data"]["letter"]>;

/** A webhook that counts has brought the same words since: they are received when that did. */
function receivedLater(
  kase: Case,
  { ground, question }: Brought,
  { alsoAt: at, ...letter }: Letter & { alsoAt: CaseEvent["at"] },
  context: Context,
): CaseEvent[] {
  if (ground === undefined) return [];
  const still: CaseEvent = { type: "clock.suspended", at: context.now, actor, data: { clock: "act", ground, letter } };
  const after = evolve(kase, still);
  const anew =
    question === undefined
      ? obligationsKnown(after, { at, actor }, context)
      : movementsOf(after, after, { at, actor }, context);
  return [still, ...anew, ...lapsedByAnswer(after, { at: context.now, actor }, "act")];
}

function unknownAgain(kase: Case, letter: Letter, context: Context): CaseEvent[] {
  const at = context.now;
  const messages = toldAuthority("case.receipt_taken_back", {}, context, queue(kase.sequence, context));
  const data = { clock: "act", ground: "obligation_added", letter, messages } as const;
  return [{ type: "clock.suspended", at, actor, data }, ...lapsedByAnswer(kase, { at, actor }, "act")];
}

function owedAgain(kase: Case, brought: Brought, letter: Letter, context: Context): CaseEvent[] {
  const at = context.now;
  const question = brought.question?.type ?? "clarification_requested";
  const messages = toldAuthority("case.decision_needed", { question }, context, queue(kase.sequence, context));
  const reopened: CaseEvent = { type: "question.reopened", at, actor, data: { question, letter, messages } };
  const after = evolve(kase, reopened);
  const still = brought.ground === undefined ? [] : standsStillAgain(after, { at, actor }, context);
  const isBreachGone = kase.clocks.act.state === "missed" && after.clocks.act.state !== "missed";
  const isMoot = still.length > 0 || isBreachGone;
  return [reopened, ...still, ...(isMoot ? lapsedByAnswer(after, { at, actor }, "act") : [])];
}
