import type { EventOf } from "../events.ts";
import { isSettled } from "../items.ts";
import { aboutBoth, isAbout, isDealtWithOf, isOpen, isOpenOf, type Question } from "../question.ts";
import type { Case } from "../state.ts";
import { isCorrection, openAgain, withoutBrought } from "./brought.ts";
import { ended } from "./clocks.ts";
import { queued, without } from "./outbox.ts";

/** What an answer says, put on record. */
export function answered(before: Case, { at, data }: EventOf<"answer.received">): Case {
  const after: Case = {
    // Who answers a version has it, whatever becomes of the letter that brought it.
    ...withoutBrought(before, isCorrection),
    items: reported(before.items, data.items ?? [], at),
    clocks: {
      acknowledge: ended(before.clocks.acknowledge, data.ended?.acknowledge, at),
      act: ended(before.clocks.act, data.ended?.act, at),
    },
    ...(data.answer === "acknowledged" && acknowledgement(before, at)),
    ...spoken(before, at),
  };
  const asked = data.question === undefined ? after : withQuestion(after, { ...data.question, at });
  const restored = data.answer === "restored" ? broughtBack(asked, data.concerned, at) : asked;
  return queued(without(settledAt(restored, at), ...(data.dropped ?? [])), data.messages);
}

/** What a platform acknowledges, once more where the notice has been corrected since. */
function acknowledgement({ acknowledgedAt, noticeVersion }: Case, at: Case["openedAt"]) {
  return { acknowledgedAt: acknowledgedAt ?? at, ...(noticeVersion > 1 && { acknowledgedVersion: noticeVersion }) };
}

/** Said of a case that was answered, or withdrawn, before: it closes by itself so much later. */
export function spoken({ answeredAt, withdrawnAt }: Case, at: Case["openedAt"]): Pick<Case, "spokenAt"> {
  return answeredAt === undefined && withdrawnAt === undefined ? {} : { spokenAt: at };
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

/** Asked again of other items, it is about these as well; it keeps its age and its due instant, and takes the newest reason. */
function withQuestion(kase: Case, asked: Question): Case {
  const earlier = kase.questions.find(isOpenOf(asked.type));
  if (earlier === undefined) return { ...kase, questions: [...kase.questions, asked] };
  const { at, dueAt, remindedAt } = earlier;
  const { concerned: _concerned, ...words } = asked;
  const question = {
    ...words,
    ...aboutBoth(earlier, asked),
    at,
    dueAt,
    ...(remindedAt !== undefined && { remindedAt }),
  };
  return { ...kase, questions: [...kase.questions.filter((other) => other !== earlier), question] };
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
  const { answeredAt, ...rest } = withoutBrought(
    kase,
    ({ question }) =>
      question !== undefined && !kase.items.some((item) => isAbout(question, item.itemId) && !isSettled(item)),
  );
  return { ...rest, questions, ...(whole && { answeredAt: answeredAt ?? at }) };
}

/** A case without the questions meant. */
export function withoutQuestion(kase: Case, isMeant: (question: Question) => boolean): Case {
  return { ...kase, questions: kase.questions.filter((question) => !isMeant(question)) };
}

/** A case with the questions meant changed in place. */
export function changedQuestion(
  kase: Case,
  isMeant: (question: Question) => boolean,
  change: (question: Question) => Question,
): Case {
  return { ...kase, questions: kase.questions.map((question) => (isMeant(question) ? change(question) : question)) };
}

/** A reply that is under way, in the place of an earlier one: it counts once the newest has arrived. */
export function repliedTo(kase: Case, { type }: Pick<Question, "type">, replied: Question["replied"]): Case {
  return withDealtWith(kase, type, (question) => ({ ...question, ...(replied !== undefined && { replied }) }));
}

/** An impossibility that is accepted; with one that was accepted before it lasts until the authority ends both, or the later instant. */
export function acceptedImpossibility(kase: Case, at: Case["openedAt"], until: Case["openedAt"] | undefined): Case {
  return withDealtWith(kase, "impossible", (question, before) => {
    const since = before?.accepted?.at ?? at;
    const lasts = before === undefined ? until : laterOf(before.accepted?.until, until);
    return { ...question, accepted: { at: since, ...(lasts !== undefined && { until: lasts }) } };
  });
}

function laterOf(one: Case["openedAt"] | undefined, other: Case["openedAt"] | undefined) {
  return one === undefined || other === undefined ? undefined : one > other ? one : other;
}

/** The open question of a type, dealt with; what had been dealt with of the same type before becomes one with it. */
function withDealtWith(
  kase: Case,
  type: Question["type"],
  deal: (question: Question, before: Question | undefined) => Question,
): Case {
  const before = kase.questions.find(isDealtWithOf(type));
  const others = kase.questions.filter((question) => question !== before);
  const questions = others.map((question) => {
    if (question.type !== type || !isOpen(question)) return question;
    const dealtWith = deal(question, before);
    if (before === undefined) return dealtWith;
    const { concerned: _concerned, ...rest } = dealtWith;
    return { ...rest, ...aboutBoth(before, question), at: before.at };
  });
  return { ...kase, questions };
}

/** A reply that could not be delivered: the question is open again, together with what has been asked since. */
export function reopened(kase: Case, type: Question["type"]): Case {
  const lost = kase.questions.find(isDealtWithOf(type));
  if (lost === undefined) return kase;
  const { replied: _replied, ...question } = lost;
  const others = kase.questions.filter((other) => other !== lost);
  return { ...kase, questions: openAgain(others, question) };
}
