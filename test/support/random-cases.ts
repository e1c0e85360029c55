import fc from "fast-check";
import { decide, type Decision } from "../../core/case/decide.ts";
import { evolve } from "../../core/case/evolve.ts";
import { dueMessages, nextWake } from "../../core/case/next-wake.ts";
import type { Command, Context, ReceiveAnswer, RecordAttempt } from "../../core/case/commands.ts";
import type { CaseEvent } from "../../core/case/events.ts";
import type { Case, Outage } from "../../core/case/state.ts";
import { AnswerType } from "../../core/contract/answer-type.ts";
import { Measure } from "../../core/contract/measures.ts";
import { plus, type Instant } from "../../core/contract/instant.ts";
import { presets } from "../../core/law/legal-bases.ts";
import type { LegalBasis } from "../../core/law/legal-basis.ts";
import { mayUse } from "../../core/law/powers.ts";
import {
  answerCommand,
  contextOf,
  day,
  decideStepCommand,
  digestNumber,
  hour,
  idOf,
  minute,
  officerActs,
  openCommand,
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
  authorityIsTold: boolean;
  settleMilliseconds: number;
  /** When our inbound side was down, in hours from the opening. */
  outages: { from: number; hours: number }[];
  items: number;
  notBefore: Instant | undefined;
};

/** One thing that happens in a random history. */
export type RandomAction =
  | { kind: "wait"; milliseconds: number }
  | { kind: "wait_for_wake"; offset: number }
  | { kind: "attempt"; pick: number; attemptOffset: number; result: "delivered" | "failed" | "hopeless"; ago: number }
  | { kind: "due_step" }
  | { kind: "work_off" }
  | { kind: "answer"; answer: AnswerType; ago: number | "at_due"; reports: Report[]; stale: boolean }
  | { kind: "withdraw" | "close" | "resume" }
  | { kind: "decide_step"; pick: number; decision: "sign" | "drop" };

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
    authorityIsTold: fc.boolean(),
    settleMilliseconds: fc.constantFrom(5 * second, 10 * hour),
    outages: fc.array(fc.record({ from: fc.integer({ min: 0, max: 60 }), hours: fc.constantFrom(0.1, 1, 12, 48) }), {
      maxLength: 2,
    }),
    items: fc.integer({ min: 1, max: 3 }),
    notBefore: fc.option(fc.constant(plus(start, 12 * hour)), { nil: undefined }),
  })
  .map(({ basis, authority, ...scene }) => {
    const able = startingDirectory.authorities.filter((candidate) => mayUse(candidate, basis));
    return { ...scene, basis: basis.id, authority: able[authority % able.length]!.id };
  });

/** What the decisions of a random history may look at. */
function contextOfScene({ basis, authority, platform, authorityIsTold, settleMilliseconds }: RandomScene): Context {
  return contextOf(basis, {
    authority: authorityIn(startingDirectory, authority)!,
    platform: platformIn(startingDirectory, platform)!,
    authorityIsTold,
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
  item: fc.nat({ max: 3 }),
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
  { weight: 3, arbitrary: fc.constant({ kind: "work_off" as const }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      answer: fc.oneof(fc.constantFrom("acknowledged" as const, "action_taken" as const), anyAnswer()),
      ago: fc.oneof({ weight: 3, arbitrary: ago }, { weight: 1, arbitrary: fc.constant("at_due" as const) }),
      reports: fc.array(report, { minLength: 1, maxLength: 3 }),
      stale: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("withdraw" as const, "close" as const, "resume" as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("decide_step" as const),
      pick,
      decision: fc.constantFrom("sign" as const, "drop" as const),
    }),
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

  function workOff(): void {
    while (send({ type: "take_due_step" }).kind === "decided");
    for (const { messageId, attempt } of dueMessages(current(), now)) {
      send({ type: "record_attempt", messageId, attempt, result: { kind: "delivered", at: now } });
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
        workOff();
        return;
      case "answer":
        send(answerOf(current(), action, now));
        return;
      case "withdraw":
        send(officerActs.withdraw);
        return;
      case "close":
        send(officerActs.close);
        return;
      case "resume":
        send(officerActs.resumeDelivery);
        return;
      case "decide_step": {
        const { ladder } = basis;
        send(decideStepCommand(ladder[action.pick % ladder.length]!.id, action.decision));
      }
    }
  }

  const items = Array.from({ length: scene.items }, (_, index) => idOf("itm", index));
  send(openCommand(opening, { facts: { items }, notBefore: scene.notBefore }));
  actions.forEach(happen);
  return { steps, events, kase: current(), basis };
}

/** Only what is due is ever attempted; the result is known a moment later. */
function attemptOf(
  kase: Case,
  action: Extract<RandomAction, { kind: "attempt" }>,
  now: Instant,
): RecordAttempt | undefined {
  const due = dueMessages(kase, now);
  const message = due[action.pick % Math.max(1, due.length)];
  if (message === undefined) return undefined;
  const attempt = Math.max(1, message.attempt + action.attemptOffset);
  const at = notBefore(kase.openedAt, plus(now, -action.ago));
  const results = {
    delivered: { kind: "delivered", at },
    failed: { kind: "failed", code: "http_status", httpStatus: 503, retryAfterSeconds: action.pick * 60 },
    hopeless: { kind: "hopeless", code: "gone" },
  } as const;
  return { type: "record_attempt", messageId: message.messageId, attempt, result: results[action.result] };
}

function answerOf(kase: Case, action: Extract<RandomAction, { kind: "answer" }>, now: Instant): ReceiveAnswer {
  const receivedAt = action.ago === "at_due" ? lastDue(kase, now) : notBefore(kase.openedAt, plus(now, -action.ago));
  const items = action.reports.map(({ item, outcome, measuredAgo }) => ({
    itemId: idOf("itm", item),
    outcome,
    ...(measuredAgo !== undefined && { measuredAt: plus(receivedAt, -measuredAgo) }),
  }));
  return answerCommand(kase, action.answer, receivedAt, {
    ...(action.answer === "action_taken" && { items }),
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
