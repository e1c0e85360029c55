import fc from "fast-check";
import { decide, type Decision } from "../../core/case/decide.ts";
import { evolve } from "../../core/case/evolve.ts";
import { dueMessages, nextWake } from "../../core/case/next-wake.ts";
import type { Command, Context, DecideQuestion, ReceiveAnswer, RecordAttempt } from "../../core/case/commands.ts";
import type { CaseEvent } from "../../core/case/events.ts";
import { QuestionType } from "../../core/case/question.ts";
import type { Case, Message, Outage } from "../../core/case/state.ts";
import { AnswerType } from "../../core/contract/answer-type.ts";
import { Measure } from "../../core/contract/measures.ts";
import type { ItemId } from "../../core/contract/ids.ts";
import type { Duration } from "../../core/contract/duration.ts";
import { plus, type Instant } from "../../core/contract/instant.ts";
import { presets } from "../../core/law/legal-bases.ts";
import type { LegalBasis } from "../../core/law/legal-basis.ts";
import { mayUse } from "../../core/law/powers.ts";
import {
  answerCommand,
  contextOf,
  correctCommand,
  day,
  decideQuestionCommand,
  decideStepCommand,
  digestNumber,
  extendCommand,
  hour,
  idOf,
  minute,
  officerActs,
  openCommand,
  receiptCommand,
  second,
  start,
} from "./cases.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { authorityIn, platformIn } from "../../core/law/directory/directory.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";

/** What a random history begins with: ids only, so that a counterexample can be read. */
export type RandomScene = {
  basis: string;
  authority: string;
  platform: string;
  authorityIsTold: Context["authorityIsTold"];
  hasMail: boolean;
  /** Whether the platform designated its webhook as its point of contact. */
  webhookIsContactPoint: boolean;
  settleMilliseconds: number;
  /** When our inbound side was down, in hours from the opening. */
  outages: { from: number; hours: number }[];
  items: number;
  notBefore: Instant | undefined;
  /** Whether the host is informed twelve hours before. */
  isInformedFirst: boolean;
  disclosure: Case["disclosure"];
};

/** One thing that happens in a random history. */
export type RandomAction =
  | { kind: "wait"; milliseconds: number }
  | { kind: "wait_for_wake"; offset: number }
  | { kind: "attempt"; pick: number; attemptOffset: number; result: "delivered" | "failed" | "hopeless"; ago: number }
  | { kind: "due_step" }
  | { kind: "work_off"; lettersTold: boolean }
  | {
      kind: "answer";
      answer: AnswerType;
      ago: number | "at_due";
      reports: Report[];
      concerned: number[] | undefined;
      stale: boolean;
    }
  | { kind: keyof typeof simpleActs }
  | { kind: "decide_step"; pick: number; decision: "sign" | "drop" | number }
  | { kind: "reply"; pick: number; decision: DecideQuestion["decision"]; lasts: number | undefined }
  | { kind: "decide_question"; question: QuestionType; decision: DecideQuestion["decision"]; lasts: number | undefined }
  | { kind: "extend"; after: number }
  | { kind: "receipt"; ago: number }
  | { kind: "correct"; drops: boolean; adds: boolean; reopens: boolean; secretFor: number | undefined }
  | { kind: "mail_event"; pick: number; outcome: "delivered" | "bounced"; ago: number }
  | { kind: "relisted"; pick: number };

/** Acts of an officer that say no more than who and why. */
const simpleActs = {
  withdraw: officerActs.withdraw,
  close: officerActs.close,
  resume: officerActs.resumeDelivery,
  clarify: officerActs.clarify,
  hold: officerActs.hold,
  release: { ...officerActs.hold, on: false },
  revoke: officerActs.revokeLinks,
} as const satisfies Record<string, Command>;

type Report = { item: number; outcome: Measure; measuredAgo: number | undefined };

/** One command of a random history, with what was before and after it. */
export type RandomStep = {
  now: Instant;
  command: Command;
  before: Case | undefined;
  decision: Decision;
  /** The same object as `before` when the command was refused. */
  after: Case | undefined;
};

/** A random history that was played. */
export type RandomHistory = { steps: RandomStep[]; events: CaseEvent[]; kase: Case; basis: LegalBasis };

/** Every basis that can be submitted under, with an authority that may use it, at every platform. */
export const randomScene: fc.Arbitrary<RandomScene> = fc
  .record({
    basis: fc.constantFrom(...presets.usable),
    platform: fc.constantFrom(...startingDirectory.platforms.map(({ id }) => id)),
    authority: fc.nat(),
    authorityIsTold: fc.subarray(["webhook", "mail"] as const),
    hasMail: fc.boolean(),
    webhookIsContactPoint: fc.boolean(),
    settleMilliseconds: fc.constantFrom(5 * second, 10 * hour),
    outages: fc.array(fc.record({ from: fc.integer({ min: 0, max: 60 }), hours: fc.constantFrom(0.1, 1, 12, 48) }), {
      maxLength: 2,
    }),
    items: fc.integer({ min: 1, max: 3 }),
    notBefore: fc.option(fc.constant(plus(start, 12 * hour)), { nil: undefined }),
    isInformedFirst: fc.boolean(),
    disclosure: fc.oneof(fc.constant(undefined), fc.constantFrom(hour, 3 * day, 50 * day)).map(secretFor),
  })
  .map(({ basis, authority, ...scene }) => {
    const able = startingDirectory.authorities.filter((candidate) => mayUse(candidate, basis));
    return { ...scene, basis: basis.id, authority: able[authority % able.length]!.id };
  });

function secretFor(milliseconds: number | undefined, from = start): Case["disclosure"] {
  return milliseconds === undefined ? { mode: "allowed" } : { mode: "withheld", until: plus(from, milliseconds) };
}

/** What the decisions of a random history may look at. */
function contextOfScene(scene: RandomScene): Context {
  const { basis, authority, platform, authorityIsTold, hasMail, webhookIsContactPoint, settleMilliseconds } = scene;
  return contextOf(basis, {
    authority: authorityIn(startingDirectory, authority)!,
    platform: { ...platformIn(startingDirectory, platform)!, webhookIsContactPoint },
    authorityIsTold,
    hasMail,
    settleMilliseconds,
  });
}

/** What is known of the outages of a scene: those that have begun, up to now. */
function outagesUntil(now: Instant, { outages }: RandomScene): Outage[] {
  return outages
    .map(({ from, hours }) => ({ from: plus(start, from * hour), to: plus(start, (from + hours) * hour) }))
    .filter(({ from }) => from < now)
    .map(({ from, to }) => ({ from, to: to < now ? to : now }));
}

const ago = fc.constantFrom(0, 1, 400, 4 * second, 9 * second);
const pick = fc.nat({ max: 20 });

const report = fc.record({
  item: fc.nat({ max: 9 }),
  outcome: fc.constantFrom(...Measure.options),
  measuredAgo: fc.option(fc.constantFrom(0, minute, 11 * hour, 2 * day, -10 * minute), { nil: undefined }),
});

/** What may happen next, the likelier things more often. */
export const randomAction: fc.Arbitrary<RandomAction> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      milliseconds: fc.constantFrom(1, second, 10 * second, minute, 20 * minute, hour, 13 * hour, 2 * day),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("wait_for_wake" as const), offset: fc.constantFrom(-1, 0, 1, second) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("attempt" as const),
      pick,
      attemptOffset: fc.constantFrom(0, 0, 0, 0, 0, -1, 1),
      result: fc.constantFrom("delivered" as const, "delivered" as const, "failed" as const, "hopeless" as const),
      ago,
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: "due_step" as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("work_off" as const), lettersTold: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      answer: fc.oneof(fc.constantFrom("acknowledged" as const, "action_taken" as const), anyAnswer()),
      ago: fc.oneof({ weight: 3, arbitrary: ago }, { weight: 1, arbitrary: fc.constant("at_due" as const) }),
      reports: fc.array(report, { minLength: 1, maxLength: 3 }),
      concerned: fc.option(fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 2 }), { nil: undefined }),
      stale: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "withdraw" as const,
        "close" as const,
        "hold" as const,
        "release" as const,
        "revoke" as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("decide_step" as const),
      pick,
      decision: fc.constantFrom("sign" as const, "drop" as const, -second, hour, 3 * day, 400 * day),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("reply" as const),
      pick,
      decision: fc.constantFrom("accept" as const, "accept" as const, "dispute" as const, "end" as const),
      lasts: fc.constantFrom(undefined, hour, hour, 5 * day),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("mail_event" as const),
      pick,
      outcome: fc.constantFrom("delivered" as const, "bounced" as const),
      ago,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.oneof(
      fc.record({ kind: fc.constantFrom("clarify" as const, "resume" as const) }),
      fc.record({
        kind: fc.constant("decide_question" as const),
        question: fc.constantFrom(...QuestionType.options),
        decision: fc.constantFrom("accept" as const, "accept" as const, "dispute" as const, "end" as const),
        lasts: fc.constantFrom(undefined, hour, 5 * day, -second, 400 * day),
      }),
      fc.record({
        kind: fc.constant("extend" as const),
        after: fc.constantFrom(-second, hour, 3 * day, 20 * day, 400 * day),
      }),
      fc.record({ kind: fc.constant("receipt" as const), ago: fc.constantFrom(0, hour, 2 * day, -minute) }),
      fc.record({
        kind: fc.constant("correct" as const),
        drops: fc.boolean(),
        adds: fc.boolean(),
        reopens: fc.boolean(),
        secretFor: fc.constantFrom(undefined, hour, 10 * day),
      }),
      fc.record({ kind: fc.constant("relisted" as const), pick }),
    ),
  },
);

function anyAnswer(): fc.Arbitrary<AnswerType> {
  return fc.constantFrom(...AnswerType.options);
}

/**
 * Plays a random history. Everything a decision is given, and everything it returns, is frozen: a change of either throws.
 *
 * @param workedOff Called each time a machine whose recipients take everything has worked the case off.
 */
export function playAtRandom(
  scene: RandomScene,
  actions: readonly RandomAction[],
  workedOff: (kase: Case, now: Instant) => void = () => undefined,
): RandomHistory {
  const opening = contextOfScene(scene);
  const { basis } = deepFreeze(opening);
  const steps: RandomStep[] = [];
  const events: CaseEvent[] = [];
  let { now } = opening;
  let kase: Case | undefined;

  function send(command: Command): Decision {
    const before = kase;
    const decision = deepFreeze(
      decide(before, deepFreeze(command), { ...opening, now, outages: outagesUntil(now, scene) }),
    );
    if (decision.kind === "decided") {
      events.push(...decision.events);
      kase = decision.events.reduce<Case | undefined>((folded, event) => deepFreeze(evolve(folded, event)), before);
    }
    steps.push({ now, command, before, decision, after: kase });
    return decision;
  }

  function current(): Case {
    if (kase === undefined) throw new Error("no case is open");
    return kase;
  }

  /** Letters are taken by the provider; whether they arrive is told at once, or later. */
  function sendMessage({ messageId, attempt, channel, handedOverAt }: Message, lettersTold: boolean): void {
    if (channel === "webhook") {
      send({ type: "record_attempt", messageId, attempt, result: { kind: "delivered", at: now } });
      return;
    }
    const result = handedOverAt === undefined ? handedOver : noDeliveryTold;
    send({ type: "record_attempt", messageId, attempt, result });
    if (handedOverAt === undefined && lettersTold) {
      send({ type: "record_mail_event", messageId, outcome: { kind: "delivered", at: now } });
    }
  }

  function workOff(lettersTold: boolean): void {
    for (let pass = 0; pass < passesOfAMachine; pass += 1) {
      while (send({ type: "take_due_step" }).kind === "decided");
      for (const message of dueMessages(current(), now)) sendMessage(message, lettersTold);
    }
    workedOff(current(), now);
  }

  function happen(action: RandomAction): void {
    switch (action.kind) {
      case "wait":
        now = plus(now, action.milliseconds);
        return;
      case "wait_for_wake": {
        const wake = nextWake(current());
        const target = wake === undefined ? now : plus(wake, action.offset);
        if (target > now) now = target;
        return;
      }
      case "attempt": {
        const command = attemptOf(current(), action, now);
        if (command !== undefined) send(command);
        return;
      }
      case "due_step":
        send({ type: "take_due_step" });
        return;
      case "work_off":
        workOff(action.lettersTold);
        return;
      case "answer":
        send(answerOf(current(), action, now));
        return;
      case "decide_step": {
        const step = basis.ladder[action.pick % basis.ladder.length]!.id;
        const { decision } = action;
        send(decideStepCommand(step, typeof decision === "number" ? { until: plus(now, decision) } : decision));
        return;
      }
      case "decide_question": {
        const until = action.lasts === undefined ? undefined : plus(now, action.lasts);
        send(decideQuestionCommand(action.question, action.decision, until));
        return;
      }
      case "reply": {
        const command = replyOf(current(), action, now);
        if (command !== undefined) send(command);
        return;
      }
      case "extend":
        send(extendCommand(plus(current().clocks.act.dueLegal ?? now, action.after)));
        return;
      case "receipt":
        send(receiptCommand(plus(now, -action.ago)));
        return;
      case "correct":
        send(correctionOf(current(), action, now));
        return;
      case "mail_event": {
        const command = mailEventOf(current(), action, now);
        if (command !== undefined) send(command);
        return;
      }
      case "relisted":
        send({ type: "note_relisting", caseId: idOf("case", 100 + action.pick) });
        return;
      default:
        send(simpleActs[action.kind]);
    }
  }

  const items = Array.from({ length: scene.items }, (_, index) => idOf("itm", index));
  const { notBefore: from, isInformedFirst, disclosure } = scene;
  const prior = isInformedFirst ? ("PT12H" as Duration) : undefined;
  send(openCommand(opening, { facts: { items, disclosure }, prior, notBefore: isInformedFirst ? undefined : from }));
  actions.forEach(happen);
  return { steps, events, kase: current(), basis };
}

const handedOver = { kind: "handed_over" } as const;
const noDeliveryTold = { kind: "hopeless", code: "no_delivery_told" } as const;

/** What a machine does in one go: what falls due by what it has sent comes in a second pass, and nothing in a third. */
const passesOfAMachine = 3;

/** Only what is due is ever attempted; the result is known a moment later. */
function attemptOf(kase: Case, action: ActionOf<"attempt">, now: Instant): Command | undefined {
  const due = dueMessages(kase, now);
  const message = due[action.pick % Math.max(1, due.length)];
  if (message === undefined) return undefined;
  const attempt = Math.max(1, message.attempt + action.attemptOffset);
  const at = notBefore(kase.openedAt, plus(now, -action.ago));
  const results: Record<typeof action.result, RecordAttempt["result"]> = {
    delivered: message.channel === "mail" ? handedOver : { kind: "delivered", at },
    failed: { kind: "failed", code: "http_status", httpStatus: 503, retryAfterSeconds: action.pick * 60 },
    hopeless: { kind: "hopeless", code: "gone" },
  };
  const result = message.handedOverAt === undefined ? results[action.result] : noDeliveryTold;
  return { type: "record_attempt", messageId: message.messageId, attempt, result };
}

/** A letter that is under way, or that was the receipt. */
function mailEventOf(kase: Case, action: ActionOf<"mail_event">, now: Instant): Command | undefined {
  const letters = kase.outbox.filter(
    ({ channel, firstAttemptAt }) => channel === "mail" && firstAttemptAt !== undefined,
  );
  const known = [kase.delivery.messageId, ...letters.map(({ messageId }) => messageId)].filter(
    (id) => id !== undefined,
  );
  const messageId = known[action.pick % Math.max(1, known.length)];
  if (messageId === undefined) return undefined;
  const at = notBefore(kase.openedAt, plus(now, -action.ago));
  const outcome =
    action.outcome === "delivered"
      ? ({ kind: "delivered", at } as const)
      : ({ kind: "bounced", at, code: "unknown" } as const);
  return { type: "record_mail_event", messageId, outcome };
}

/** The authority's reply to something that the platform asked or declared. */
function replyOf({ questions }: Case, { pick: number, decision, lasts }: ActionOf<"reply">, now: Instant) {
  const question = questions[number % Math.max(1, questions.length)];
  if (question === undefined) return undefined;
  if (question.type === "clarification_requested") return officerActs.clarify;
  return decideQuestionCommand(question.type, decision, lasts === undefined ? undefined : plus(now, lasts));
}

/** An item of the case; sometimes one of another. */
function itemOf({ items }: Case, index: number): ItemId {
  return index === 9 ? idOf("itm", 99) : items[index % items.length]!.itemId;
}

/** A new version: one item less, one item more, or other measures on those that had been reported. */
function correctionOf(
  kase: Case,
  { drops, adds, reopens, secretFor: length }: ActionOf<"correct">,
  now: Instant,
): Command {
  const ids = kase.items.map(({ itemId }) => itemId);
  const kept = drops && ids.length > 1 ? ids.slice(1) : ids;
  const reported = kase.items.flatMap(({ itemId, outcome }) => (outcome === undefined ? [] : [itemId]));
  const reopened = reopens ? reported.filter((itemId) => kept.includes(itemId)) : [];
  return correctCommand(kase, {
    items: adds ? [...kept, idOf("itm", 10 + kase.noticeVersion)] : kept,
    reopened,
    addsObligation: adds || reopens,
    disclosure: secretFor(length, now),
  });
}

type ActionOf<K extends RandomAction["kind"]> = Extract<RandomAction, { kind: K }>;

function answerOf(kase: Case, action: ActionOf<"answer">, now: Instant): ReceiveAnswer {
  const receivedAt = action.ago === "at_due" ? lastDue(kase, now) : notBefore(kase.openedAt, plus(now, -action.ago));
  const items = action.reports.map(({ item, outcome, measuredAgo }) => ({
    itemId: itemOf(kase, item),
    outcome,
    ...(measuredAgo !== undefined && { measuredAt: plus(receivedAt, -measuredAgo) }),
  }));
  const concerned = action.concerned?.map((item) => itemOf(kase, item));
  return answerCommand(kase, action.answer, receivedAt, {
    ...(action.answer === "action_taken" ? { items } : { concerned }),
    ...(action.stale && { digest: digestNumber(99) }),
  });
}

/** The due instant that passed last: an answer that arrived just in time, however late it is decided. */
function lastDue({ clocks }: Case, now: Instant): Instant {
  const passed = [clocks.acknowledge.dueLegal, clocks.act.dueLegal].filter((due) => due !== undefined && due <= now);
  return passed.at(-1) ?? now;
}

function notBefore(earliest: Instant, instant: Instant): Instant {
  return instant < earliest ? earliest : instant;
}
