import { latest, type Instant } from "../../contract/instant.ts";
import type { Context, Correct, Refusal } from "../commands.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import { evolve } from "../evolve.ts";
import { movementsOf } from "../movements.ts";
import { toldAuthority } from "../ladder.ts";
import { followUps, pointOfContact, queue, servedNotice, toPlatform, type Enqueue } from "../outbox.ts";
import type { Case, Clock, Message } from "../state.ts";
import { isOwed } from "../status.ts";
import { fallsAway } from "./fall-away.ts";
import { lapsedByAnswer } from "./lapse.ts";
import { officer, whyOver } from "./officer.ts";

/**
 * Puts a new version in force. Who has received the notice is told, and where something is asked that was not asked before
 * the clock to act begins anew when that arrives; until then nothing runs for it. Who has not received it yet is served the
 * new version in the place of the old one. Once the time to act has passed nothing can be added.
 */
export function correct(kase: Case, command: Correct, context: Context): CaseEvent[] | Refusal {
  const over = whyOver(kase);
  if (over !== undefined) return { kind: "refused", code: over };
  if (command.noticeVersion <= kase.noticeVersion) return { kind: "refused", code: "already_so" };
  if (command.addsObligation && hasPassed(kase.clocks.act, context.now)) {
    return { kind: "refused", code: "time_has_passed" };
  }
  const { type: _type, by, document, ordered, reopened, ...version } = command;
  const base = { at: context.now, actor: officer(kase, by) };
  const stale = kase.outbox.filter(({ type }) => type === "notice.issued" || type === "notice.corrected");
  const event: EventOf<"notice.corrected"> = {
    type: "notice.corrected",
    ...base,
    data: {
      ...version,
      ...(ordered !== undefined && { ordered }),
      ...(reopened.length > 0 && { reopened }),
      dropped: stale.map(({ messageId }) => messageId),
      by,
      document,
    },
  };
  const settles = kase.answeredAt === undefined && evolve(kase, event).answeredAt !== undefined;
  const enqueue = queue(kase.sequence, context);
  const messages = [
    ...newlyServed(kase, stale, context, enqueue),
    ...(settles ? [...toldAuthority("case.settled", {}, context, enqueue), ...followUps(kase, enqueue)] : []),
  ];
  const corrected: CaseEvent = { ...event, data: { ...event.data, messages } };
  const after = evolve(kase, corrected);
  const moved = settles
    ? fallsAway(after, "obligation_removed", base, context)
    : movement(kase, after, command, base, context);
  return [corrected, ...moved];
}

/**
 * Whether the time to act is over, answered or not. A case has one clock to act, which more would start anew: a breach would
 * leave the record that way. What is asked beside has a notice of its own.
 */
function hasPassed({ state, dueLegal }: Clock, now: Instant): boolean {
  return state === "missed" || (state === "running" && dueLegal !== undefined && dueLegal < now);
}

function newlyServed(kase: Case, stale: readonly Message[], context: Context, enqueue: Enqueue): Message[] {
  const to = pointOfContact(kase.platform);
  if (kase.delivery.state === "delivered") return toPlatform({ type: "notice.corrected", to }, context, enqueue);
  const pending = stale.find(({ type }) => type === "notice.issued");
  if (pending === undefined) return [];
  return servedNotice(latest(context.now, kase.delivery.notBefore), pending.windowEndsAt, context, enqueue);
}

function movement(
  before: Case,
  after: Case,
  { addsObligation }: Correct,
  base: Pick<CaseEvent, "at" | "actor">,
  context: Context,
): CaseEvent[] {
  if (after.delivery.state !== "delivered") return [];
  if (addsObligation && isOwed(after)) {
    const suspended: CaseEvent = {
      type: "clock.suspended",
      ...base,
      data: { clock: "act", ground: "obligation_added" },
    };
    return [suspended, ...lapsedByAnswer(after, base, "act")];
  }
  return movementsOf(before, after, base, context);
}
