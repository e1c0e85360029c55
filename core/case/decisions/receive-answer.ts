import { plus } from "../../contract/instant.ts";
import type { Context, Fault, ReceiveAnswer, Refusal } from "../commands.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import type { Case, Message } from "../state.ts";
import { actEndedBy, endedBy, startedAt } from "../clocks.ts";
import { evolve } from "../evolve.ts";
import { interruptionOf, lateClocks, spokenTo } from "../service-interruption.ts";
import type { LadderStep } from "../../law/legal-basis.ts";
import type { MessageId } from "../../contract/ids.ts";
import { addressOf, setOff, stepsOn, toldAuthority } from "../ladder.ts";
import { followUps, queue, type Enqueue } from "../outbox.ts";

/** How far a platform's clock may be from ours before its measure counts as claimed for the future, or before the notice. */
const skewMilliseconds = 5 * 60_000;

/** Puts a platform's signed statement on record. Any valid answer acknowledges: acting is acknowledging. */
export function receiveAnswer(kase: Case, command: ReceiveAnswer, context: Context): CaseEvent[] | Refusal {
  const refusal = outOfPlace(kase, command) ?? impossibleClaim(kase, command) ?? repeated(kase, command);
  if (refusal !== undefined) return refusal;
  const actor = { kind: "platform", id: kase.platform } as const;
  const receipt = impliedReceipt(kase, command, context);
  const known = receipt === undefined ? kase : evolve(kase, receipt);
  const interrupted = interruptions(known, command, context);
  const before = interrupted.reduce<Case>(evolve, known);
  const bare = answerEvent(before, command, actor);
  const after = evolve(before, bare);
  const settles = before.answeredAt === undefined && after.answeredAt !== undefined;
  const enqueue = queue(before.sequence, context);
  const steps = settles ? stepsOn(context, "answer") : [];
  const messages = told(before, command, { settles, late: bare.data.late, steps }, context, enqueue);
  const dropped = mootReminders(before, after);
  const answered = { ...bare, data: { ...bare.data, messages, ...(dropped.length > 0 && { dropped }) } };
  const taken = steps.map((step) => setOff(step, context, enqueue));
  return [
    ...(receipt === undefined ? [] : [receipt]),
    ...interrupted,
    answered,
    ...taken,
    ...lapsed(before, settles, actor, command),
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
  if (kase.closedAt !== undefined) return { kind: "refused", code: "case_closed" };
  if (answer === "restored" && kase.withdrawnAt === undefined) return { kind: "refused", code: "case_not_withdrawn" };
  if (answer !== "restored" && kase.withdrawnAt !== undefined) return { kind: "refused", code: "case_withdrawn" };
  if (digest !== kase.digest || noticeVersion !== kase.noticeVersion) {
    const code = "not_current_version";
    return { kind: "refused", code, faults: [{ pointer: "/data/digest", code }] };
  }
  return undefined;
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

function repeated(kase: Case, { answer, items = [] }: ReceiveAnswer): Refusal | undefined {
  if (answer === "acknowledged" && kase.acknowledgedAt !== undefined) {
    return { kind: "refused", code: "already_acknowledged" };
  }
  if (answer === "restored" && kase.restoredAt !== undefined) return { kind: "refused", code: "already_answered" };
  const onRecord = new Map(kase.items.map((item) => [item.itemId, item.outcome]));
  const saysNothingNew = items.length > 0 && items.every((item) => onRecord.get(item.itemId) === item.outcome);
  return saysNothingNew ? { kind: "refused", code: "already_answered" } : undefined;
}

/** Who answers a notice has received it, whether or not our attempt has come back yet. */
function impliedReceipt(kase: Case, { receivedAt }: ReceiveAnswer, context: Context) {
  if (kase.delivery.state === "delivered" || kase.withdrawnAt !== undefined) return undefined;
  const event: EventOf<"notice.delivered"> = {
    type: "notice.delivered",
    at: receivedAt,
    actor: { kind: "system" },
    data: {
      by: "answer",
      clocks: {
        acknowledge: startedAt(kase.clocks.acknowledge, receivedAt, context.state),
        act: startedAt(kase.clocks.act, receivedAt, context.state),
      },
      calendar: { state: context.state, assumed: context.stateIsAssumed },
    },
  };
  return event;
}

function answerEvent(
  kase: Case,
  command: ReceiveAnswer,
  actor: EventOf<"answer.received">["actor"],
): EventOf<"answer.received"> {
  const { answer, webhookId, receivedAt, document, reason, items, concerned } = command;
  const ended = endedClocks(kase, command);
  return {
    type: "answer.received",
    at: receivedAt,
    actor,
    data: {
      answer,
      webhookId,
      document,
      ...(reason !== undefined && { reason }),
      ...(items !== undefined && { items }),
      ...(concerned !== undefined && { concerned }),
      ...(isQuestion(answer) && {
        question: {
          type: answer,
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

function isQuestion(answer: ReceiveAnswer["answer"]) {
  return answer !== "acknowledged" && answer !== "action_taken" && answer !== "restored";
}

function endedClocks(kase: Case, { items = [], receivedAt }: ReceiveAnswer) {
  if (kase.withdrawnAt !== undefined) return {};
  const acknowledge = endedBy(kase.clocks.acknowledge, receivedAt);
  const reported = new Map(items.map((item) => [item.itemId, item]));
  const reports = kase.items.map((item) => reported.get(item.itemId) ?? item);
  const isWhole = reports.every(({ outcome }) => outcome !== undefined);
  const act = isWhole
    ? actEndedBy(
        kase,
        reports.map(({ measuredAt }) => measuredAt),
        receivedAt,
      )
    : undefined;
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
  const informed = steps.flatMap((step) => addressOf(step, context)?.id ?? []);
  return [
    ...(substantive || late ? toldAuthority(type, {}, context, enqueue) : []),
    ...(substantive ? followUps(kase, enqueue, informed) : []),
  ];
}

/** Steps that waited for silence to go on have lost their ground; proposals stay for the officer to decide. */
function lapsed(
  kase: Case,
  settles: boolean,
  actor: CaseEvent["actor"],
  { receivedAt }: ReceiveAnswer,
): EventOf<"step.lapsed">[] {
  const steps = kase.ladder
    .filter(({ state, clock }) => state === "scheduled" && (settles || clock === "acknowledge"))
    .map(({ step }) => step);
  return steps.length === 0 ? [] : [{ type: "step.lapsed", at: receivedAt, actor, data: { steps } }];
}
