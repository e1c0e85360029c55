import { decide, type Decision } from "../../core/case/decide.ts";
import { evolve } from "../../core/case/evolve.ts";
import { dueMessages } from "../../core/case/next-wake.ts";
import type { Command, Context, Open, ReceiveAnswer, RecordAttempt } from "../../core/case/commands.ts";
import type { CaseEvent, EventOf } from "../../core/case/events.ts";
import type { Case, Message, MessageType } from "../../core/case/state.ts";
import type { AnswerType } from "../../core/contract/answer-type.ts";
import type { Duration } from "../../core/contract/duration.ts";
import { plus, type Instant } from "../../core/contract/instant.ts";
import type { Digest } from "../../core/contract/ids.ts";
import { clockPeriod } from "../../core/law/clock-period.ts";
import { findLegalBasis, presets } from "../../core/law/legal-bases.ts";
import { mayUse } from "../../core/law/powers.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { platformIn, stateOf } from "../../core/law/directory/directory.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";

/** Monday 3 November 2025, 09:00 in Paris: the legal instant at which plays begin. */
export const start = "2025-11-03T08:00:00.000Z" as Instant;

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The `number`-th identifier of a kind, the same in every run. */
export function idOf<P extends string>(prefix: P, number: number): `${P}_${string}` {
  return `${prefix}_00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** The `number`-th digest. */
export function digestNumber(number: number): Digest {
  return `sha-256:${number.toString(16).padStart(64, "0")}`;
}

/** What a decision may look at under a basis: an authority that may use it, Shein, and ids that count up. */
export function contextOf(basisId: string, changes: Partial<Context> = {}): Context {
  const basis = findLegalBasis(presets, basisId)!;
  const authority = changes.authority ?? startingDirectory.authorities.find((candidate) => mayUse(candidate, basis))!;
  const platform = changes.platform ?? platformIn(startingDirectory, "shein")!;
  const { state, assumed } = stateOf(platform, authority);
  let messages = 0;
  return {
    now: start,
    basis,
    authority,
    platform,
    recipients: startingDirectory.recipients,
    state,
    stateIsAssumed: assumed,
    settleMilliseconds: 5 * second,
    outages: [],
    authorityIsTold: true,
    nextMessageId: () => idOf("msg", (messages += 1)),
    ...changes,
  };
}

/** The periods that a notice sets where its basis leaves them to it. */
const periodsInNotice = {
  orderedDelay: "PT48H" as Duration,
  acknowledgeWithin: "PT20M" as Duration,
  actWithin: "PT40M" as Duration,
};

/** A case of one item is opened in this context. */
export function openCommand(
  { basis, authority, platform }: Context,
  { facts, ...changes }: Partial<Omit<Open, "facts">> & { facts?: Partial<Open["facts"]> } = {},
): Open {
  return {
    type: "open",
    within: {
      acknowledge: clockPeriod(basis, "acknowledge", periodsInNotice)!,
      act: clockPeriod(basis, "act", periodsInNotice)!,
    },
    ...changes,
    facts: {
      caseId: idOf("case", 1),
      noticeId: idOf("ntc", 1),
      reference: "TEST-0001",
      authority: authority.id,
      platform: platform.id,
      noticeVersion: 1,
      digest: digestNumber(1),
      disclosure: { mode: "allowed" },
      items: [idOf("itm", 1)],
      ...facts,
    },
  };
}

/** A platform's answer to a case as it stands, received at an instant. */
export function answerCommand(
  kase: Case,
  answer: AnswerType,
  receivedAt: Instant,
  changes: Partial<ReceiveAnswer> = {},
): ReceiveAnswer {
  const removesAll = kase.items.map(({ itemId }) => ({ itemId, outcome: "removed" as const, measuredAt: receivedAt }));
  return {
    type: "receive_answer",
    answer,
    webhookId: "answer-1",
    receivedAt,
    noticeVersion: kase.noticeVersion,
    digest: kase.digest,
    document: digestNumber(2),
    ...(answer === "action_taken" && { items: removesAll }),
    ...changes,
  };
}

/** Acts of an officer. */
export const officerActs = {
  withdraw: { type: "withdraw", by: "officer-1", document: digestNumber(3) },
  close: { type: "close", by: "officer-1", document: digestNumber(4) },
  resumeDelivery: { type: "resume_delivery", by: "officer-1", document: digestNumber(5) },
} as const satisfies Record<string, Command>;

/** An officer signs or drops a step. */
export function decideStepCommand(step: string, decision: "sign" | "drop" = "sign"): Command {
  return { type: "decide_step", step, decision, by: "officer-1", document: digestNumber(6) };
}

/** What opens a play. */
export type PlayOptions = Partial<Context> & { open?: Parameters<typeof openCommand>[1] };

/** A case that is played command by command; its inputs are frozen, so a decision that changes them throws. */
export type Play = ReturnType<typeof play>;

/** Opens a case under a basis and lets commands be played on it. */
export function play(basisId: string, { open, ...changes }: PlayOptions = {}) {
  const scene = contextOf(basisId, changes);
  const events: CaseEvent[] = [];
  let { now, outages } = scene;
  let kase: Case | undefined;

  const context = (): Context => ({ ...scene, now, outages });

  /** Decides a command and puts what follows from it on record. */
  function send(command: Command): Decision {
    const decision = decide(kase, deepFreeze(command), context());
    if (decision.kind === "decided") {
      const decided = deepFreeze(decision.events);
      events.push(...decided);
      kase = deepFreeze(decided.reduce<Case | undefined>(evolve, kase));
    }
    return decision;
  }

  /** Plays a command that is accepted; returns its events. */
  function must(command: Command): CaseEvent[] {
    const decision = send(command);
    if (decision.kind === "refused") throw new Error(`${command.type} is refused: ${decision.code}`);
    return decision.events;
  }

  function current(): Case {
    if (kase === undefined) throw new Error("no case is open");
    return kase;
  }

  function pending(type: MessageType): Message {
    const message = current().outbox.find((one) => one.type === type);
    if (message === undefined) throw new Error(`no ${type} is pending`);
    return message;
  }

  /** Records the result of the attempt that a message waits for. */
  function attempt(message: Message, result: RecordAttempt["result"]): CaseEvent[] {
    return must({ type: "record_attempt", messageId: message.messageId, attempt: message.attempt, result });
  }

  const deliver = (message: Message) => attempt(message, { kind: "delivered", at: now, httpStatus: 200 });

  const self = {
    get kase() {
      return current();
    },
    get now() {
      return now;
    },
    events,
    context,
    send,
    must,
    pending,
    attempt,
    /** Lets time pass. */
    wait: (milliseconds: number) => {
      now = plus(now, milliseconds);
    },
    /** Lets time pass until an instant. */
    until: (instant: Instant) => {
      now = instant;
    },
    /** Our inbound side was, or is, down. */
    outage: (...all: Context["outages"]) => {
      outages = all;
    },
    /** The platform's endpoint, or another recipient's, takes the message of this type. */
    deliver: (type: MessageType = "notice.issued") => deliver(pending(type)),
    /** The platform's answer, received now. */
    answer: (answer: AnswerType, answerChanges: Partial<ReceiveAnswer> = {}) =>
      must(answerCommand(current(), answer, now, answerChanges)),
    /** Why an answer, received now, is refused. */
    refusedAnswer: (answer: AnswerType, answerChanges: Partial<ReceiveAnswer> = {}) =>
      send(answerCommand(current(), answer, now, answerChanges)),
    /** Does all that is due, as a machine does whose recipients take everything. */
    workOff: () => {
      while (send({ type: "take_due_step" }).kind === "decided");
      for (const message of dueMessages(current(), now)) deliver(message);
    },
    /** Takes every step that is due; sends nothing. */
    takeDueSteps: () => {
      while (send({ type: "take_due_step" }).kind === "decided");
    },
    /** The last event of a type. */
    last: <T extends CaseEvent["type"]>(type: T): EventOf<T> | undefined =>
      events.findLast((event): event is EventOf<T> => event.type === type),
  };
  must(openCommand(scene, open));
  return self;
}

/** State of a ladder step of a case; undefined while it has not begun. */
export function stepState(kase: Case, step: string): string | undefined {
  return kase.ladder.find((record) => record.step === step)?.state;
}

/** Types of the messages that wait, in order. */
export function pendingTypes(kase: Case): MessageType[] {
  return kase.outbox.map(({ type }) => type);
}
