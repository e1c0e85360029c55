import type { CaseEvent, EventOf } from "./events.ts";
import {
  acceptedImpossibility,
  answered,
  changedQuestion,
  reopened,
  repliedTo,
  settledAt,
  spoken,
  withoutQuestion,
} from "./folds/answers.ts";
import { broughtOn, unsettled, withoutBrought } from "./folds/brought.ts";
import { extended, missed, reset, started, stopped, suspended, takenBack, withClock } from "./folds/clocks.ts";
import { corrected } from "./folds/corrected.ts";
import { abandoned, afterFailedAttempt, arrived, handedOver, queued, without } from "./folds/outbox.ts";
import { decidedStep, lapsed, stepRecord, withStep } from "./folds/steps.ts";
import { isDealtWithOf, isOpenOf } from "./question.ts";
import type { Case } from "./state.ts";

/**
 * Folds one event into a case. Total and deterministic: it reads nothing but its two arguments.
 * @throws when the first event is not `case.opened`, or a later one is: a broken record, never an expected outcome.
 */
export function evolve(before: Case | undefined, event: CaseEvent): Case {
  if (event.type === "case.opened") {
    if (before !== undefined) throw new Error(`case ${before.caseId} is opened twice`);
    return opened(event);
  }
  if (before === undefined) throw new Error(`a case begins with case.opened, not with ${event.type}`);
  const after = applied(before, event);
  return { ...after, version: before.version + 1 };
}

/** Folds a whole history. */
export function replay(events: readonly CaseEvent[]): Case | undefined {
  return events.reduce<Case | undefined>(evolve, undefined);
}

function opened({ at, data }: EventOf<"case.opened">): Case {
  const { items, clocks, prior, waived: _waived, notBefore, messages = [], ...facts } = data;
  const empty: Case = {
    ...facts,
    openedAt: at,
    items: items.map((itemId) => ({ itemId })),
    clocks: {
      acknowledge: { ...clocks.acknowledge, state: "not_started" },
      act: { ...clocks.act, state: "not_started" },
    },
    delivery: {
      state: "pending",
      attempted: false,
      ...(prior !== undefined && { prior }),
      ...(notBefore !== undefined && { notBefore }),
    },
    questions: [],
    outbox: [],
    sequence: 0,
    ladder: [],
    legalHold: false,
    relistedIn: [],
    linkEpoch: 0,
    version: 1,
  };
  return queued(empty, messages);
}

function applied(before: Case, event: Exclude<CaseEvent, { type: "case.opened" }>): Case {
  switch (event.type) {
    case "prior_information.given":
      return informed(before, event);
    case "notice.delivered":
      return delivered(before, event);
    case "receipt.taken_back":
      return queued(
        {
          ...withoutBrought(without(before, ...idsOf(before, "notice.reminder"))),
          delivery: unreceived(before.delivery),
          clocks: { acknowledge: takenBack(before.clocks.acknowledge), act: takenBack(before.clocks.act) },
        },
        event.data.messages,
      );
    case "message.handed_over":
      return handedOver(before, event);
    case "message.delivered":
      return queued(arrived(broughtOn(alsoReceived(before, event), event), event.data.messageId), event.data.messages);
    case "message.attempt_failed":
      return afterFailedAttempt(before, event);
    case "message.abandoned":
      return abandoned(before, event);
    case "case.undeliverable":
      return queued({ ...before, delivery: { ...before.delivery, state: "exhausted" } }, event.data.messages);
    case "delivery.resumed":
      return queued({ ...before, delivery: { ...before.delivery, state: "pending" } }, event.data.messages);
    case "answer.received":
      return answered(before, event);
    case "clock.service_interrupted": {
      const { clock: name, ...serviceInterrupted } = event.data;
      return withClock(before, name, (clock) => ({ ...clock, serviceInterrupted }));
    }
    case "clock.warned":
      return queued(
        withClock(before, event.data.clock, (clock) => ({ ...clock, warnedAt: event.at })),
        event.data.messages,
      );
    case "clock.suspended":
      return stoodStill(before, event);
    case "clock.reset":
      return withClock(before, event.data.clock, (clock) => reset(clock, event));
    case "clock.extended":
      return queued(
        withClock(before, event.data.clock, (clock) => extended(clock, event)),
        event.data.messages,
      );
    case "clock.held":
      return withClock(before, event.data.clock, (clock) => ({ ...clock, heldUntil: event.data.until }));
    case "clock.stopped":
      return withClock(before, event.data.clock, (clock) => stopped(clock, event));
    case "clock.missed":
      return missed(before, event);
    case "question.replied":
      return replied(before, event);
    case "question.reopened":
      return queued(
        event.data.letter === undefined ? reopened(before, event.data.question) : unsettled(before, event),
        event.data.messages,
      );
    case "question.settled":
      return withoutQuestion(before, isDealtWithOf(event.data.question));
    case "question.overdue":
      return queued(
        changedQuestion(before, isOpenOf(event.data.question), (question) => ({ ...question, remindedAt: event.at })),
        event.data.messages,
      );
    case "question.decided":
      return decidedQuestion(before, event);
    case "impossibility.ended":
      return queued(withoutQuestion(before, isDealtWithOf("impossible")), event.data.messages);
    case "notice.corrected":
      return corrected(before, event);
    case "step.taken":
    case "step.proposed":
    case "step.task":
      return queued(withStep(before, stepRecord(before, event)), event.data.messages);
    case "step.signed":
      return queued(decidedStep(before, event), event.data.messages);
    case "step.dropped":
    case "step.postponed":
      return decidedStep(before, event);
    case "step.lapsed":
      return queued(without(lapsed(before, event), ...(event.data.dropped ?? [])), event.data.messages);
    case "case.withdrawn":
      return queued(
        {
          ...withoutBrought(without(before, ...event.data.dropped)),
          withdrawnAt: event.at,
          questions: [],
          clocks: { acknowledge: stopped(before.clocks.acknowledge, event), act: stopped(before.clocks.act, event) },
        },
        event.data.messages,
      );
    case "case.closed":
      return { ...withoutBrought(before), closedAt: event.at };
    case "disclosure.ended":
      return queued({ ...before, disclosure: { mode: "allowed" } }, event.data.messages);
    case "hold.set":
      return { ...before, legalHold: event.data.on };
    case "links.revoked":
      return { ...before, linkEpoch: event.data.epoch };
    case "case.relisted":
      return { ...before, relistedIn: [...before.relistedIn, event.data.caseId].slice(-mostRelistings) };
  }
}

/** A clock that stands still; once more where the letter came back that had set it going. */
function stoodStill(before: Case, event: EventOf<"clock.suspended">): Case {
  const { clock: name, letter, messages } = event.data;
  const after = withClock(before, name, (clock) => suspended(clock, event));
  if (letter === undefined) return queued(after, messages);
  const moot = after.outbox.filter(({ type, clock }) => type === "notice.reminder" && clock === name);
  const left = without(after, ...moot.map(({ messageId }) => messageId));
  return queued(
    withoutBrought(left, ({ messageId }) => messageId === letter.messageId),
    messages,
  );
}

/** The newest are kept in the snapshot; the record has all of them. */
const mostRelistings = 5;

function informed(before: Case, { data }: EventOf<"prior_information.given">): Case {
  const after = without(before, ...idsOf(before, "notice.prior_information"));
  return queued({ ...after, delivery: { ...after.delivery, notBefore: data.notBefore } }, data.messages);
}

/** The receipt starts the clocks. A webhook whose mail was quicker goes on: the platform's system is to have it, too. */
function delivered(before: Case, { data }: EventOf<"notice.delivered">): Case {
  const goesOn = data.means === "mail" || data.by === "hand";
  const moot = before.outbox.filter(({ type, channel, messageId }) => {
    if (type === "notice.prior_information") return true;
    return type === "notice.issued" && !(goesOn && channel === "webhook" && messageId !== data.messageId);
  });
  return {
    ...without(before, ...moot.map(({ messageId }) => messageId)),
    delivery: {
      ...unreceived(before.delivery),
      state: "delivered",
      attempted: true,
      deliveredAt: data.clocks.act.startedAt,
      means: data.means,
      ...(data.means === "mail" && data.messageId !== undefined && { messageId: data.messageId }),
    },
    clocks: {
      acknowledge: started(before.clocks.acknowledge, data.clocks.acknowledge),
      act: started(before.clocks.act, data.clocks.act),
    },
    ...(data.calendar !== undefined && { calendar: data.calendar }),
  };
}

function unreceived(delivery: Case["delivery"]): Case["delivery"] {
  const { deliveredAt: _deliveredAt, means: _means, messageId: _messageId, behind: _behind, ...rest } = delivery;
  return { ...rest, state: "pending" };
}

/** The notice has come by webhook as well, behind the mail that was its receipt. */
function alsoReceived(before: Case, { data }: EventOf<"message.delivered">): Case {
  const { messageId, attempt, receivedAt: at } = data;
  const message = before.outbox.find((pending) => pending.messageId === messageId);
  if (message?.type !== "notice.issued" || at === undefined) return before;
  return { ...before, delivery: { ...before.delivery, behind: { messageId, attempt, at } } };
}

function idsOf(kase: Case, wanted: string): string[] {
  return kase.outbox.filter(({ type }) => type === wanted).map(({ messageId }) => messageId);
}

/** A clarification that was given counts once it has arrived. */
function replied(before: Case, { at, data }: EventOf<"question.replied">): Case {
  const messageIds = (data.messages ?? []).map(({ messageId }) => messageId);
  return queued(repliedTo(before, { type: data.question }, { at, messageIds }), data.messages);
}

function decidedQuestion(before: Case, { at, data }: EventOf<"question.decided">): Case {
  if (data.decision === "accepted" && data.question === "impossible") {
    return queued(acceptedImpossibility(before, at, data.until), data.messages);
  }
  const released = data.released ?? [];
  const items = before.items.map((item) =>
    released.includes(item.itemId) ? { ...item, released: data.question } : item,
  );
  const isMeant = data.decision === "ended" ? isDealtWithOf(data.question) : isOpenOf(data.question);
  const after = { ...withoutQuestion(before, isMeant), items, ...spoken(before, at) };
  return queued(settledAt(after, at), data.messages);
}
