import type { EventOf } from "../events.ts";
import { isSettled } from "../items.ts";
import { isAbout, isOpen, type Question } from "../question.ts";
import type { Case } from "../state.ts";
import { ended } from "./clocks.ts";
import { queued, without } from "./outbox.ts";

/** What an answer says, put on record. */
export function answered(before: Case, { at, data }: EventOf<"answer.received">): Case {
  const after: Case = {
    ...before,
    items: reported(before.items, data.items ?? [], at),
    clocks: {
      acknowledge: ended(before.clocks.acknowledge, data.ended?.acknowledge, at),
      act: ended(before.clocks.act, data.ended?.act, at),
    },
    ...(data.answer === "acknowledged" && { acknowledgedAt: before.acknowledgedAt ?? at }),
  };
  const asked = data.question === undefined ? after : withQuestion(after, { ...data.question, at });
  const restored = data.answer === "restored" ? broughtBack(asked, data.concerned, at) : asked;
  return queued(without(settledAt(restored, at), ...(data.dropped ?? [])), data.messages);
}

function reported(
  items: Case["items"],
  reports: NonNullable<EventOf<"answer.received">["data"]["items"]>,
  at: EventOf<"answer.received">["at"],
): Case["items"] {
  const byItem = new Map(reports.map((report) => [report.itemId, report]));
  return items.map((item) => {
    const report = byItem.get(item.itemId);
    if (report === undefined) return item;
    return {
      itemId: item.itemId,
      outcome: report.outcome,
      reportedAt: at,
      ...(report.measuredAt !== undefined && { measuredAt: report.measuredAt }),
    };
  });
}

function broughtBack(kase: Case, concerned: readonly string[] | undefined, at: Case["openedAt"]): Case {
  const items = kase.items.map((item) =>
    concerned === undefined || concerned.includes(item.itemId) ? { ...item, restoredAt: item.restoredAt ?? at } : item,
  );
  const whole = items.every(({ restoredAt }) => restoredAt !== undefined);
  return { ...kase, items, ...(whole && { restoredAt: kase.restoredAt ?? at }) };
}

/** One question of each type: asked again, it takes the place of what it said before, and keeps its age and its due instant. */
function withQuestion(kase: Case, asked: Question): Case {
  const earlier = kase.questions.find(({ type }) => type === asked.type);
  const others = kase.questions.filter(({ type }) => type !== asked.type);
  if (earlier === undefined || !isOpen(earlier)) return { ...kase, questions: [...others, asked] };
  const { at, dueAt, remindedAt } = earlier;
  const question = { ...asked, at, dueAt, ...(remindedAt !== undefined && { remindedAt }) };
  return { ...kase, questions: [...others, question] };
}

/**
 * With what follows from its items: answered when nothing is owed, and no question that was about items that are dealt with.
 * A contest stays: its redress goes on though the measure has been taken.
 */
export function settledAt(kase: Case, at: Case["openedAt"]): Case {
  const questions = kase.questions.filter(
    (question) =>
      question.type === "contested" || kase.items.some((item) => isAbout(question, item.itemId) && !isSettled(item)),
  );
  const whole = kase.items.every(isSettled);
  const { answeredAt, ...rest } = kase;
  return { ...rest, questions, ...(whole && { answeredAt: answeredAt ?? at }) };
}

/** A question without its open end: the reply is under way, or it lasts, or it is settled. */
export function withoutQuestion(kase: Case, type: Question["type"]): Case {
  return { ...kase, questions: kase.questions.filter((question) => question.type !== type) };
}

/** A question changed in place. */
export function changedQuestion(kase: Case, type: Question["type"], change: (question: Question) => Question): Case {
  return {
    ...kase,
    questions: kase.questions.map((question) => (question.type === type ? change(question) : question)),
  };
}
