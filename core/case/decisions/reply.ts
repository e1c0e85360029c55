import type { Clarify, Context, DecideQuestion, Refusal } from "../commands.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import { evolve } from "../evolve.ts";
import { toldAuthority } from "../ladder.ts";
import { owedItems } from "../items.ts";
import { movementsOf } from "../movements.ts";
import { followUps, pointOfContact, queue, toPlatform } from "../outbox.ts";
import { isAbout, isOpen, type Question } from "../question.ts";
import type { Case } from "../state.ts";
import { isFarFuture } from "./far-future.ts";
import { fallsAway } from "./fall-away.ts";
import { officer, whyOver } from "./officer.ts";

/** Replies to a request for clarification. What follows for the clock counts from its arrival at the platform. */
export function clarify(kase: Case, { by, document, content }: Clarify, context: Context): CaseEvent[] | Refusal {
  const over = whyOver(kase);
  if (over !== undefined) return { kind: "refused", code: over };
  const question = kase.questions.find((asked) => asked.type === "clarification_requested" && isOpen(asked));
  if (question === undefined) return { kind: "refused", code: "no_such_question" };
  const messages = toPlatform(
    { type: "notice.clarified", to: pointOfContact(kase.platform), question: question.type, content },
    context,
    queue(kase.sequence, context),
  );
  const data = { question: question.type, by, document, messages };
  return [{ type: "question.replied", at: context.now, actor: officer(kase, by), data }];
}

/**
 * Accepts or disputes what the platform declared, or ends an accepted impossibility. An accepted impossibility keeps the clock
 * still; another position that is accepted releases its items: no measure is expected of them any more.
 */
export function decideQuestion(kase: Case, command: DecideQuestion, context: Context): CaseEvent[] | Refusal {
  const over = whyOver(kase);
  if (over !== undefined) return { kind: "refused", code: over };
  const { decision, until } = command;
  const question = kase.questions.find((one) => one.type === command.question && isInQuestion(one, decision));
  if (question === undefined) return { kind: "refused", code: "no_such_question" };
  if (until !== undefined && until <= context.now) return { kind: "refused", code: "not_later" };
  if (until !== undefined && isFarFuture(until, context)) return { kind: "refused", code: "too_far" };
  const at = context.now;
  const actor = officer(kase, command.by);
  const decided = decisionEvent(kase, command, question, context);
  const after = evolve(kase, decided);
  const settles = kase.answeredAt === undefined && after.answeredAt !== undefined;
  return [
    decided,
    ...(settles
      ? fallsAway(after, "released", { at, actor }, context)
      : movementsOf(kase, after, { at, actor }, context)),
  ];
}

/** A clarification is given, not decided; only what has been accepted can end. */
function isInQuestion(question: Question, decision: DecideQuestion["decision"]): boolean {
  if (question.type === "clarification_requested") return false;
  return decision === "end" ? question.accepted !== undefined : isOpen(question);
}

const decisions = { accept: "accepted", dispute: "disputed", end: "ended" } as const;

function decisionEvent(
  kase: Case,
  { question: type, decision, until, by, document, content }: DecideQuestion,
  question: Question,
  context: Context,
): EventOf<"question.decided"> {
  const releases = decision === "accept" && type !== "impossible";
  const owed = owedItems(kase);
  const released = owed.flatMap(({ itemId }) => (isAbout(question, itemId) ? [itemId] : []));
  const enqueue = queue(kase.sequence, context);
  const to = pointOfContact(kase.platform);
  // With its last item released the case is answered: whoever received a step hears of it.
  const settles = releases && kase.answeredAt === undefined && released.length === owed.length;
  return {
    type: "question.decided",
    at: context.now,
    actor: officer(kase, by),
    data: {
      question: type,
      decision: decisions[decision],
      ...(until !== undefined && { until }),
      ...(releases && { released }),
      by,
      document,
      messages: [
        ...toPlatform({ type: "notice.decided", to, question: type, content }, context, enqueue),
        ...(settles ? [...toldAuthority("case.settled", {}, context, enqueue), ...followUps(kase, enqueue)] : []),
      ],
    },
  };
}
