import { decide, type Decision } from "../../core/case/decide.ts";
import { evolve } from "../../core/case/evolve.ts";
import { dueMessages, dueMilestone } from "../../core/case/next-wake.ts";
import type {
  Command,
  Context,
  Correct,
  DecideQuestion,
  Open,
  ReceiveAnswer,
  RecordAttempt,
  RecordMailEvent,
} from "../../core/case/commands.ts";
import type { CaseEvent, EventOf } from "../../core/case/events.ts";
import type { QuestionType } from "../../core/case/question.ts";
import type { Case, Message, MessageType, Recipient } from "../../core/case/state.ts";
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
    authorityIsTold: ["webhook"],
    hasMail: false,
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
    identified: "webhook",
    webhookId: "answer-1",
    receivedAt,
    noticeVersion: kase.noticeVersion,
    digest: kase.digest,
    document: digestNumber(2),
    ...(answer === "action_taken" && { items: removesAll }),
    ...changes,
  };
}

const officer = { by: "officer-1" } as const;

/** Acts of an officer that say no more than who and why. */
export const officerActs = {
  withdraw: { type: "withdraw", ...officer, document: digestNumber(3) },
  close: { type: "close", ...officer, document: digestNumber(4) },
  resumeDelivery: { type: "resume_delivery", ...officer, document: digestNumber(5) },
  clarify: { type: "clarify", content: digestNumber(20), ...officer, document: digestNumber(21) },
  hold: { type: "set_hold", on: true, ...officer, document: digestNumber(22) },
  revokeLinks: { type: "revoke_links", ...officer, document: digestNumber(23) },
} as const satisfies Record<string, Command>;

/** An officer signs or drops a step, or puts it off until an instant. */
export function decideStepCommand(step: string, decision: "sign" | "drop" | { until: Instant } = "sign"): Command {
  const words = { ...officer, document: digestNumber(6) };
  if (typeof decision === "string") return { type: "decide_step", step, decision: { kind: decision }, ...words };
  return { type: "decide_step", step, decision: { kind: "postpone", ...decision }, ...words };
}

/** An officer gives more time to act. */
export function extendCommand(until: Instant): Command {
  return { type: "extend", until, ...officer, document: digestNumber(24) };
}

/** An officer decides on what the platform declared. */
export function decideQuestionCommand(
  question: QuestionType,
  decision: DecideQuestion["decision"],
  until?: Instant,
): Command {
  const content = digestNumber(25);
  return { type: "decide_question", question, decision, until, content, ...officer, document: digestNumber(26) };
}

/** An officer puts a receipt on record that was served by a bailiff. */
export function receiptCommand(receivedAt: Instant): Command {
  return { type: "record_receipt", receivedAt, means: "bailiff", ...officer, document: digestNumber(27) };
}

/** The next version of a notice; without changes it asks for what the one before did. */
export function correctCommand(
  { noticeVersion, items, ordered, disclosure }: Case,
  changes: Partial<Omit<Correct, "type">> = {},
): Correct {
  return {
    type: "correct",
    noticeVersion: noticeVersion + 1,
    digest: digestNumber(100 + noticeVersion),
    items: items.map(({ itemId }) => itemId),
    reopened: [],
    ordered,
    disclosure,
    addsObligation: false,
    ...officer,
    document: digestNumber(28),
    ...changes,
  };
}

/** Whom a message goes to, by the name in the directory or the role of the ladder. */
export function recipientName(to: Recipient): string {
  return to.kind === "holder" ? to.role : to.id;
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

  function pending(type: MessageType, channel?: Message["channel"]): Message {
    const message = current().outbox.find(
      (one) => one.type === type && (channel === undefined || one.channel === channel),
    );
    if (message === undefined) throw new Error(`no ${type} is pending`);
    return message;
  }

  /** Records the result of the attempt that a message waits for. */
  function attempt(message: Message, result: RecordAttempt["result"]): CaseEvent[] {
    return must({ type: "record_attempt", messageId: message.messageId, attempt: message.attempt, result });
  }

  /** Records what the mail provider tells of a letter. */
  function mailEvent({ messageId }: Pick<Message, "messageId">, outcome: RecordMailEvent["outcome"]): CaseEvent[] {
    return must({ type: "record_mail_event", messageId, outcome });
  }

  function deliver(message: Message): CaseEvent[] {
    if (message.channel === "webhook") return attempt(message, { kind: "delivered", at: now, httpStatus: 200 });
    if (message.handedOverAt === undefined) attempt(message, { kind: "handed_over" });
    return mailEvent(message, { kind: "delivered", at: now });
  }

  function takeDueSteps(): void {
    while (send({ type: "take_due_step" }).kind === "decided");
  }

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
    mailEvent,
    /** A letter comes back. */
    bounce: (message: Pick<Message, "messageId">) => mailEvent(message, { kind: "bounced", at: now, code: "unknown" }),
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
    deliver: (type: MessageType = "notice.issued", channel?: Message["channel"]) => deliver(pending(type, channel)),
    /** The platform's answer, received now. */
    answer: (answer: AnswerType, answerChanges: Partial<ReceiveAnswer> = {}) =>
      must(answerCommand(current(), answer, now, answerChanges)),
    /** Why an answer, received now, is refused. */
    refusedAnswer: (answer: AnswerType, answerChanges: Partial<ReceiveAnswer> = {}) =>
      send(answerCommand(current(), answer, now, answerChanges)),
    /** Does all that is due, as a machine does whose recipients take everything. */
    workOff: () => {
      takeDueSteps();
      for (const message of dueMessages(current(), now)) {
        if (current().outbox.some(({ messageId }) => messageId === message.messageId)) deliver(message);
      }
    },
    /** Takes every step that is due; sends nothing. */
    takeDueSteps,
    /** Takes the warnings that are due, and nothing else; sends nothing. */
    passWarnings: () => {
      while (dueMilestone(current(), now)?.kind === "warning") must({ type: "take_due_step" });
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
