import { plus, type Instant } from "../../contract/instant.ts";
import type { Context, Fault, ReceiveAnswer, Refusal } from "../commands.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import type { Case, Message } from "../state.ts";
import { actEndedBy, endedBy, startedAt } from "../clocks.ts";
import { evolve } from "../evolve.ts";
import { interruptionOf, lateClocks, spokenTo } from "../service-interruption.ts";
import type { LadderStep } from "../../law/legal-basis.ts";
import type { MessageId } from "../../contract/ids.ts";
import { addressOf, setOff, stepsOn, toldAuthority } from "../ladder.ts";
import { isSettled, takenBy } from "../items.ts";
import { movementsOf } from "../movements.ts";
import { followUps, nameOf, queue, type Enqueue } from "../outbox.ts";
import { asks, whyNot, whyNotAbout } from "../possible-answers.ts";
import { obligationsKnown, startsWith } from "./arrival.ts";
import { lapsedByAnswer } from "./lapse.ts";

/** How far a platform's clock may be from ours before its measure counts as claimed for the future, or before the notice. */
const skewMilliseconds = 5 * 60_000;

/** Puts a platform's signed statement on record. Any valid answer acknowledges: acting is acknowledging. */
export function receiveAnswer(kase: Case, command: ReceiveAnswer, context: Context): CaseEvent[] | Refusal {
  const refusal =
    outOfPlace(kase, command) ?? impossibleClaim(kase, command) ?? repeated(kase, command) ?? pointless(kase, command);
  if (refusal !== undefined) return refusal;
  const actor = { kind: "platform", id: kase.platform } as const;
  const at = command.receivedAt;
  const receipt = impliedReceipt(kase, command, context);
  const known = receipt.reduce<Case>(evolve, kase);
  const interrupted = interruptions(known, command, context);
  const before = interrupted.reduce<Case>(evolve, known);
  const bare = answerEvent(before, command, actor, context);
  const after = evolve(before, bare);
  const settles = before.answeredAt === undefined && after.answeredAt !== undefined;
  const enqueue = queue(before.sequence, context);
  const steps = settles ? stepsOn(context, "answer") : [];
  const messages = told(before, command, { settles, late: bare.data.late, steps }, context, enqueue);
  const dropped = mootReminders(before, after);
  const answered = { ...bare, data: { ...bare.data, messages, ...(dropped.length > 0 && { dropped }) } };
  const taken = steps.map((step) => setOff(step, context, enqueue));
  return [
    ...receipt,
    ...interrupted,
    answered,
    ...movementsOf(before, after, { at, actor }, context),
    ...taken,
    ...lapsedByAnswer(before, { at, actor }, settles ? undefined : "acknowledge"),
  ];
}

/** A late answer may be so for an outage of ours that nobody has marked yet: it is put on record before. */
function interruptions(kase: Case, command: ReceiveAnswer, { outages }: Context): CaseEvent[] {
  return lateClocks(kase, command).flatMap((clock) => {
    const interruption = interruptionOf(kase.clocks[clock], outages);
    if (interruption === undefined) return [];
    const data = { clock, ...interruption };
    return [{ type: "clock.service_interrupted", at: command.receivedAt, actor: { kind: "system" }, data }];
  });
}

function outOfPlace(kase: Case, { answer, digest, noticeVersion }: ReceiveAnswer): Refusal | undefined {
  const code = whyNot(kase, answer);
  if (code !== undefined && code !== "already_acknowledged") return { kind: "refused", code };
  if (digest !== kase.digest || noticeVersion !== kase.noticeVersion) {
    const faults = [{ pointer: "/data/digest", code: "not_current_version" } as const];
    return { kind: "refused", code: "not_current_version", faults };
  }
  return code === undefined ? undefined : { kind: "refused", code };
}

/** Every part of the answer that cannot be so, all at once. */
function impossibleClaim(kase: Case, command: ReceiveAnswer): Refusal | undefined {
  const faults = [...faultsOfNames(kase, command), ...faultsOfTimes(kase, command)];
  const [first] = faults;
  return first === undefined ? undefined : { kind: "refused", code: first.code, faults };
}

function faultsOfNames(kase: Case, { items, concerned = [] }: ReceiveAnswer): Fault[] {
  const named =
    items === undefined
      ? concerned.map((itemId, index) => ({ itemId, pointer: `/data/items/${index}` }))
      : items.map(({ itemId }, index) => ({ itemId, pointer: `/data/items/${index}/itemId` }));
  const known = new Set(kase.items.map(({ itemId }) => itemId));
  return named.flatMap(({ itemId, pointer }, index): Fault[] => {
    if (!known.has(itemId)) return [{ pointer, code: "unknown_item" }];
    const isRepeat = named.findIndex((other) => other.itemId === itemId) < index;
    return isRepeat ? [{ pointer, code: "repeated_item" }] : [];
  });
}

function faultsOfTimes(kase: Case, { items = [], receivedAt }: ReceiveAnswer): Fault[] {
  const earliest = plus(kase.openedAt, -skewMilliseconds);
  const latest = plus(receivedAt, skewMilliseconds);
  return items.flatMap(({ measuredAt, outcome }, index): Fault[] => {
    const pointer = `/data/items/${index}/measuredAt`;
    if (measuredAt === undefined) return [];
    if (measuredAt > latest) return [{ pointer, code: "measured_in_future" }];
    const isTooEarly = measuredAt < earliest && outcome !== "already_unavailable";
    return isTooEarly ? [{ pointer, code: "measured_before_notice" }] : [];
  });
}

function repeated(kase: Case, { answer, items = [], concerned }: ReceiveAnswer): Refusal | undefined {
  const onRecord = new Map(kase.items.map((item) => [item.itemId, item]));
  const isKnown = ({ itemId, outcome, measuredAt }: (typeof items)[number]) => {
    const known = onRecord.get(itemId);
    return known?.outcome === outcome && (measuredAt === undefined || measuredAt === known.measuredAt);
  };
  const isReportedAgain = items.length > 0 && items.every(isKnown);
  const isBackAlready = answer === "restored" && areRestored(kase, concerned);
  return isReportedAgain || isBackAlready ? { kind: "refused", code: "already_answered" } : undefined;
}

function areRestored(kase: Case, concerned: ReceiveAnswer["concerned"]): boolean {
  return kase.items
    .filter(({ itemId }) => concerned === undefined || concerned.includes(itemId))
    .every(({ restoredAt }) => restoredAt !== undefined);
}

/** What is asked or declared of items that nothing is owed of any more would wait for a reply in vain. */
function pointless(kase: Case, { answer, concerned }: ReceiveAnswer): Refusal | undefined {
  const code = asks(answer) ? whyNotAbout(kase, answer, concerned) : undefined;
  return code === undefined ? undefined : { kind: "refused", code };
}

/** Who answers a notice, or a correction, has received it, whether or not our attempt has come back yet. */
function impliedReceipt(kase: Case, { receivedAt: at }: ReceiveAnswer, context: Context): CaseEvent[] {
  if (kase.withdrawnAt !== undefined) return [];
  const actor = { kind: "system" } as const;
  if (kase.delivery.state === "delivered") return obligationsKnown(kase, { at, actor }, context);
  const receipt: CaseEvent = {
    type: "notice.delivered",
    at,
    actor,
    data: { by: "answer", means: "answer", ...startsWith(kase, at, context) },
  };
  return [receipt, ...obligationsKnown(evolve(kase, receipt), { at, actor }, context)];
}

function answerEvent(
  kase: Case,
  command: ReceiveAnswer,
  actor: EventOf<"answer.received">["actor"],
  context: Context,
): EventOf<"answer.received"> {
  const { answer, identified, webhookId, receivedAt, document, reason, items, concerned } = command;
  const ended = endedClocks(kase, command);
  return {
    type: "answer.received",
    at: receivedAt,
    actor,
    data: {
      answer,
      identified,
      webhookId,
      document,
      ...(reason !== undefined && { reason }),
      ...(items !== undefined && { items }),
      ...(concerned !== undefined && { concerned }),
      ...(asks(answer) && {
        question: {
          type: answer,
          dueAt: replyDue(kase, receivedAt, context),
          ...(reason !== undefined && { reason }),
          ...(concerned !== undefined && { concerned }),
        },
      }),
      late: isLate(kase, command),
      ended,
    },
  };
}

/** An answer is late when a clock it speaks to was past its due instant, or escalated, before it arrived. */
function isLate({ clocks, withdrawnAt }: Case, { answer, receivedAt }: ReceiveAnswer): boolean {
  if (withdrawnAt !== undefined) return false;
  return spokenTo(answer).some((clock) => endedBy(clocks[clock], receivedAt)?.lateCause !== undefined);
}

/** Reminders that are still on their way to be sent, of clocks that this answer has ended. */
function mootReminders(before: Case, after: Case): MessageId[] {
  return before.outbox
    .filter(({ type, clock }) => type === "notice.reminder" && clock !== undefined && hasEnded(after, clock))
    .map(({ messageId }) => messageId);
}

function hasEnded({ clocks }: Case, clock: "acknowledge" | "act"): boolean {
  return clocks[clock].endedAt !== undefined;
}

/** The authority's own clock: as long as the platform had to acknowledge, counted in the same way. */
function replyDue({ clocks }: Case, askedAt: Instant, { state }: Context): Instant {
  return startedAt(clocks.acknowledge, askedAt, state).dueLegal;
}

function endedClocks(kase: Case, { items = [], receivedAt }: ReceiveAnswer) {
  if (kase.withdrawnAt !== undefined) return {};
  const acknowledge = endedBy(kase.clocks.acknowledge, receivedAt);
  const reported = new Map(items.map((item) => [item.itemId, item]));
  const reports = kase.items.map((item): Case["items"][number] => {
    const report = reported.get(item.itemId);
    return report === undefined ? item : { ...report, reportedAt: receivedAt };
  });
  const measured = reports.filter(({ released }) => released === undefined).map(takenBy);
  const act = reports.every(isSettled) ? actEndedBy(kase, measured, receivedAt) : undefined;
  return { ...(acknowledge !== undefined && { acknowledge }), ...(act !== undefined && { act }) };
}

/**
 * The authority hears of all but a timely acknowledgement; who received a step hears of every answer after it, unless a
 * step of this answer tells them already.
 */
function told(
  kase: Case,
  { answer }: ReceiveAnswer,
  { settles, late, steps }: { settles: boolean; late: boolean; steps: readonly LadderStep[] },
  context: Context,
  enqueue: Enqueue,
): Message[] {
  const substantive = answer !== "acknowledged";
  const type = settles ? "case.settled" : "case.answer_received";
  const informed = steps.flatMap((step) => {
    const recipient = addressOf(step, context);
    return recipient === undefined || recipient.kind === "platform" ? [] : [nameOf(recipient)];
  });
  return [
    ...(substantive || late ? toldAuthority(type, asks(answer) ? { question: answer } : {}, context, enqueue) : []),
    ...(substantive ? followUps(kase, enqueue, informed) : []),
  ];
}
