import type { Case, Clock, Message, StepRecord } from "./state.ts";
import type { CaseEvent, Ended, EventOf, Started } from "./events.ts";

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
  const { items, clocks, notBefore, messages = [], ...facts } = data;
  return {
    ...facts,
    openedAt: at,
    items: items.map((itemId) => ({ itemId })),
    clocks: {
      acknowledge: { ...clocks.acknowledge, state: "not_started" },
      act: { ...clocks.act, state: "not_started" },
    },
    delivery: { state: "pending", attempted: false, ...(notBefore !== undefined && { notBefore }) },
    outbox: messages,
    sequence: messages.length,
    ladder: [],
    legalHold: false,
    version: 1,
  };
}

function applied(before: Case, event: Exclude<CaseEvent, { type: "case.opened" }>): Case {
  switch (event.type) {
    case "notice.delivered":
      return {
        ...before,
        delivery: {
          ...before.delivery,
          state: "delivered",
          attempted: true,
          deliveredAt: event.data.clocks.act.startedAt,
        },
        clocks: {
          acknowledge: started(before.clocks.acknowledge, event.data.clocks.acknowledge),
          act: started(before.clocks.act, event.data.clocks.act),
        },
        ...(event.data.calendar !== undefined && { calendar: event.data.calendar }),
        outbox: before.outbox.filter(({ type }) => type !== "notice.issued"),
      };
    case "message.delivered":
      return withoutMessage(before, event.data.messageId);
    case "message.attempt_failed":
      return afterFailedAttempt(before, event);
    case "message.abandoned":
      return withTask(withoutMessage(attempted(before, event.data.messageId), event.data.messageId), event);
    case "case.undeliverable":
      return queued({ ...before, delivery: { ...before.delivery, state: "exhausted" } }, event.data.messages);
    case "delivery.resumed":
      return queued({ ...before, delivery: { ...before.delivery, state: "pending" } }, event.data.messages);
    case "answer.received":
      return answered(before, event);
    case "clock.service_interrupted":
      return interrupted(before, event);
    case "clock.missed":
      return missed(before, event);
    case "step.taken":
    case "step.proposed":
    case "step.task":
      return queued(withStep(before, stepRecord(event)), event.data.messages);
    case "step.signed":
      return queued(
        withStep(before, {
          ...existing(before, event.data.step),
          state: "signed",
          at: event.at,
          by: event.data.by,
          ...(event.data.recipient !== undefined && { recipient: event.data.recipient }),
        }),
        event.data.messages,
      );
    case "step.dropped":
      return withStep(before, {
        ...existing(before, event.data.step),
        state: "dropped",
        at: event.at,
        by: event.data.by,
      });
    case "step.lapsed":
      return event.data.steps.reduce(
        (kase, step) => withStep(kase, { ...existing(kase, step), state: "lapsed", at: event.at }),
        before,
      );
    case "case.withdrawn":
      return queued(
        {
          ...before,
          withdrawnAt: event.at,
          clocks: { acknowledge: stopped(before.clocks.acknowledge, event), act: stopped(before.clocks.act, event) },
          outbox: before.outbox.filter(({ messageId }) => !event.data.dropped.includes(messageId)),
        },
        event.data.messages,
      );
    case "case.closed":
      return { ...before, closedAt: event.at };
  }
}

function queued(kase: Case, messages: readonly Message[] = []): Case {
  return messages.length === 0
    ? kase
    : { ...kase, outbox: [...kase.outbox, ...messages], sequence: kase.sequence + messages.length };
}

function withoutMessage(kase: Case, messageId: string): Case {
  return { ...kase, outbox: kase.outbox.filter((message) => message.messageId !== messageId) };
}

function afterFailedAttempt(kase: Case, { at, data }: EventOf<"message.attempt_failed">): Case {
  return {
    ...attempted(kase, data.messageId),
    outbox: kase.outbox.map((message) =>
      message.messageId === data.messageId
        ? {
            ...message,
            attempt: data.attempt + 1,
            nextAttemptAt: data.nextAttemptAt,
            firstAttemptAt: message.firstAttemptAt ?? at,
          }
        : message,
    ),
  };
}

/** From the first attempt of the served notice on, the platform may know of it. */
function attempted(kase: Case, messageId: string): Case {
  const message = kase.outbox.find((pending) => pending.messageId === messageId);
  return message?.type === "notice.issued" ? { ...kase, delivery: { ...kase.delivery, attempted: true } } : kase;
}

function withTask(kase: Case, { at, data }: EventOf<"message.abandoned">): Case {
  return data.task === undefined ? kase : withStep(kase, { ...existing(kase, data.task), state: "task", at });
}

function answered(before: Case, { at, data }: EventOf<"answer.received">): Case {
  const reports = new Map((data.items ?? []).map((item) => [item.itemId, item]));
  const items = before.items.map((item) => {
    const report = reports.get(item.itemId);
    if (report === undefined) return item;
    return {
      itemId: item.itemId,
      outcome: report.outcome,
      reportedAt: at,
      ...(report.measuredAt !== undefined && { measuredAt: report.measuredAt }),
    };
  });
  const whole = before.answeredAt === undefined && items.every(({ outcome }) => outcome !== undefined);
  const after: Case = {
    ...before,
    items,
    clocks: {
      acknowledge: ended(before.clocks.acknowledge, data.ended?.acknowledge, at),
      act: ended(before.clocks.act, data.ended?.act, at),
    },
    ...(data.answer === "acknowledged" && { acknowledgedAt: before.acknowledgedAt ?? at }),
    ...(data.answer === "restored" && { restoredAt: at }),
    ...(data.question !== undefined && { question: { ...data.question, at } }),
    ...(whole && { answeredAt: at }),
  };
  const dropped = data.dropped ?? [];
  const outbox = after.outbox.filter(({ messageId }) => !dropped.includes(messageId));
  return queued({ ...after, outbox }, data.messages);
}

function interrupted(before: Case, { data }: EventOf<"clock.service_interrupted">): Case {
  const { clock, ...serviceInterrupted } = data;
  return { ...before, clocks: { ...before.clocks, [clock]: { ...before.clocks[clock], serviceInterrupted } } };
}

function missed(before: Case, { at, data }: EventOf<"clock.missed">): Case {
  const scheduled = (data.scheduled ?? []).map(({ step, dueAt }): StepRecord => ({
    step,
    state: "scheduled",
    at,
    dueAt,
    clock: data.clock,
  }));
  return {
    ...before,
    clocks: { ...before.clocks, [data.clock]: { ...before.clocks[data.clock], state: "missed", missedAt: at } },
    ladder: [...before.ladder, ...scheduled],
  };
}

function started(clock: Clock, start: Started): Clock {
  return clock.state === "not_started" ? { ...clock, ...start, state: "running" } : clock;
}

function ended(clock: Clock, end: Ended | undefined, endedAt: Clock["endedAt"]): Clock {
  if (end === undefined) return clock;
  return { ...clock, state: end.verdict === "met" ? "met" : "missed", endedAt, ...end };
}

function stopped(clock: Clock, { at }: CaseEvent): Clock {
  return clock.endedAt === undefined ? { ...clock, state: "stopped", endedAt: at } : clock;
}

function stepRecord({ type, at, data }: EventOf<"step.taken" | "step.proposed" | "step.task">): StepRecord {
  const state = ({ "step.taken": "taken", "step.proposed": "proposed", "step.task": "task" } as const)[type];
  return {
    step: data.step,
    state,
    at,
    ...(data.clock !== undefined && { clock: data.clock }),
    ...("recipient" in data && { recipient: data.recipient }),
  };
}

function existing(kase: Case, step: string): StepRecord | { step: string } {
  return kase.ladder.find((record) => record.step === step) ?? { step };
}

function withStep(kase: Case, record: StepRecord): Case {
  return { ...kase, ladder: [...kase.ladder.filter(({ step }) => step !== record.step), record] };
}
