import type { EventOf } from "../events.ts";
import { aboutBoth, isOpenOf, isRepliedBy, type Question } from "../question.ts";
import type { Brought, Case, Message } from "../state.ts";

/** What a letter that arrives brings, kept until it is certain; or that a webhook has brought the same. */
export function broughtOn(before: Case, { at, data }: EventOf<"message.delivered">): Case {
  const message = before.outbox.find(({ messageId }) => messageId === data.messageId);
  if (message === undefined) return before;
  if (data.receivedAt !== undefined) {
    const alsoAt = data.receivedAt;
    return withBrought(before, (all) =>
      all.map((one) => (one.sequence === message.sequence ? { ...one, alsoAt: one.alsoAt ?? alsoAt } : one)),
    );
  }
  const brought = message.channel === "mail" ? broughtWith(before, message, at) : undefined;
  if (brought === undefined) return before;
  return withBrought(before, (all) => [
    ...all.filter(({ question }) => (question === undefined) !== (brought.question === undefined)),
    brought,
  ]);
}

function broughtWith(kase: Case, message: Message, at: Brought["at"]): Brought | undefined {
  const { messageId, sequence, type } = message;
  const ground = kase.clocks.act.suspended?.ground;
  if (type === "notice.corrected" && ground === "obligation_added") return { messageId, sequence, at, ground };
  const asked = kase.questions.find((question) => isRepliedBy(question, message));
  if (type !== "notice.clarified" || asked === undefined) return undefined;
  const { replied: _replied, ...question } = asked;
  return { messageId, sequence, at, question, ...(ground === "clarification_requested" && { ground }) };
}

/** Without what is certain by now, or does not matter any more. */
export function withoutBrought(kase: Case, isMeant: (one: Brought) => boolean = () => true): Case {
  return withBrought(kase, (all) => all.filter((one) => !isMeant(one)));
}

/** Whether a letter has brought a correction. */
export function isCorrection({ question }: Brought): boolean {
  return question === undefined;
}

/** The question that a letter seemed to have settled is open again, and a breach that followed from that is none. */
export function unsettled(before: Case, { data }: EventOf<"question.reopened">): Case {
  const brought = before.brought?.find(({ messageId }) => messageId === data.letter?.messageId);
  if (brought?.question === undefined) return before;
  const { question, at } = brought;
  const { missedAt, ...act } = before.clocks.act;
  const isBreachGone = act.state === "missed" && act.endedAt === undefined && missedAt !== undefined && missedAt >= at;
  return {
    ...withoutBrought(before, (one) => one === brought),
    questions: openAgain(before.questions, question),
    ...(isBreachGone && { clocks: { ...before.clocks, act: { ...act, state: "running" } } }),
  };
}

/** A question is open again, together with what has been asked since. */
export function openAgain(questions: readonly Question[], question: Question): Question[] {
  const since = questions.find(isOpenOf(question.type));
  const others = questions.filter((other) => other !== since);
  if (since === undefined) return [...others, question];
  const { concerned: _concerned, ...rest } = question;
  return [...others, { ...rest, ...aboutBoth(question, since) }];
}

function withBrought(kase: Case, change: (all: readonly Brought[]) => Brought[]): Case {
  const { brought: before, ...rest } = kase;
  const brought = change(before ?? []);
  return brought.length === 0 ? rest : { ...rest, brought };
}
