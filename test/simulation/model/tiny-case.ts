import { nextWake, milestonesOf } from "../../../core/case/next-wake.ts";
import type { Case, Clock, Message, MessageType } from "../../../core/case/state.ts";
import { isOver, isOwed } from "../../../core/case/status.ts";
import { plus, type Instant } from "../../../core/contract/instant.ts";
import { hour, idOf, play, start } from "../../support/cases.ts";

/** Time in the model: a few instants, an hour apart. Every wait of the protocol is shorter than one or longer than all. */
export type Tick = number;

const instants = Array.from({ length: 10 }, (_, tick) => plus(start, tick * hour));
const ticks = new Map(instants.map((instant, tick) => [instant, tick]));

/** The instant of a tick. */
export function at(tick: Tick): Instant {
  const instant = instants[tick];
  if (instant === undefined) throw new Error(`the model's time ends before tick ${tick}`);
  return instant;
}

/** The tick of an instant; Infinity beyond the model's time, where a machine sleeps that has nothing to wake for. */
export function tickOf(instant: Instant | undefined): Tick {
  return instant === undefined ? Infinity : (ticks.get(instant) ?? Infinity);
}

const keys = new WeakMap<Case, string>();
const cases = new Map<string, Case>();

/** What the platform or a person does in the model. Each becomes one commit, or two where its kind is written twice. */
export const commands = {
  /** Everything is answered, nobody is to be told. */
  end: (kase) =>
    isOwed(kase) ? { ...kase, answeredAt: kase.openedAt, outbox: [], clocks: withAct(kase, "stopped") } : undefined,
  /** A message is to be sent now; the case goes on. */
  deliver: (kase, now) =>
    isOwed(kase) && !has(kase, "case.answer_received") ? queued(kase, "case.answer_received", now) : undefined,
  /** The notice is withdrawn: a last message is to be sent. */
  withdraw: (kase, now) => (isOwed(kase) ? withdrawn(kase, now) : undefined),
  /** A person moves a case again that was over. */
  reopen: (kase, now) => (isOver(kase) && kase.withdrawnAt === undefined ? withdrawn(kase, now) : undefined),
  /** The deadline moves to after the one the machine was given. */
  later: (kase) => moved(kase, 3),
  /** … to before it. */
  earlier: (kase) => moved(kase, 1),
  /** … to now: a step is due at once. */
  due: (kase, now) => moved(kase, now),
  /** A message is queued that may not be sent before a later instant. */
  notBefore: (kase, now) =>
    isOwed(kase) && !has(kase, "escalation.copy") ? queued(kase, "escalation.copy", now + 1) : undefined,
} as const satisfies Record<string, (kase: Case, now: Tick) => Case | undefined>;

export type CommandName = keyof typeof commands;

/** The case as it is opened: its notice is to be sent now. */
export const opened: Case = interned(
  (() => {
    const { kase } = play("eu-dsa-16", { authorityIsTold: [] });
    return { ...kase, outbox: kase.outbox.map((message) => ({ ...message, nextAttemptAt: at(0) })) };
  })(),
);

/** When a clock that starts in time is due; one that starts later is due a tick after its receipt. */
const deadline: Tick = 2;

/** A command decided on a case; undefined: refused. */
export function commanded(kase: Case, command: CommandName, now: Tick): Case | undefined {
  const after = commands[command](kase, now);
  return after === undefined ? undefined : interned(after);
}

/** The step that is due: the breach is put on record, a reminder queued. Undefined: none is. */
export function withDueStep(kase: Case, now: Tick): Case | undefined {
  const milestone = milestonesOf(kase)[0];
  if (milestone === undefined || milestone.at > at(now)) return undefined;
  return interned(queued({ ...kase, clocks: withAct(kase, "missed") }, "notice.reminder", now));
}

/** The result of an attempt put on record. Undefined: somebody has recorded it, or the message is wanted no more. */
export function withAttempt(
  kase: Case,
  { messageId, attempt, taken }: { messageId: string; attempt: number; taken: boolean },
  now: Tick,
): Case | undefined {
  const message = kase.outbox.find((one) => one.messageId === messageId && one.attempt === attempt);
  if (message === undefined) return undefined;
  const others = kase.outbox.filter((one) => one !== message);
  if (!taken) {
    const again = { ...message, attempt: attempt + 1, nextAttemptAt: at(now + 1) };
    return interned({ ...kase, outbox: kase.outbox.map((one) => (one === message ? again : one)) });
  }
  if (message.type !== "notice.issued") return interned({ ...kase, outbox: others });
  const delivery = { ...kase.delivery, state: "delivered" as const, attempted: true };
  return interned({ ...kase, outbox: others, delivery, clocks: withAct(kase, "running", Math.max(deadline, now + 1)) });
}

/** A case in a few characters, equal for cases that the protocol cannot tell apart. */
export function keyOfCase(kase: Case): string {
  const key = keys.get(kase);
  if (key === undefined) throw new Error("a case that was not made here");
  return key;
}

/** One object for all equal cases. */
function interned(kase: Case): Case {
  const messages = kase.outbox.map(({ type, attempt, nextAttemptAt }) => `${type}${attempt}@${tickOf(nextAttemptAt)}`);
  const owed = [kase.answeredAt, kase.withdrawnAt].map((ended) => (ended === undefined ? "-" : "x"));
  const { state } = kase.clocks.act;
  const full = [...owed, kase.delivery.state, state, tickOf(nextWake({ ...kase, outbox: [] })), ...messages].join();
  const known = cases.get(full);
  if (known !== undefined) return known;
  keys.set(kase, String.fromCharCode(cases.size + 0x100));
  cases.set(full, kase);
  return kase;
}

function withAct(kase: Case, state: Clock["state"], breach?: Tick): Case["clocks"] {
  // A breach may be recorded strictly after the due instant: a millisecond later.
  const due = breach === undefined ? {} : { dueLegal: plus(at(breach), -1) };
  return { ...kase.clocks, act: { ...kase.clocks.act, settleMilliseconds: 0, state, ...due } };
}

function moved(kase: Case, breach: Tick): Case | undefined {
  if (!isOwed(kase) || kase.clocks.act.state !== "running") return undefined;
  return { ...kase, clocks: withAct(kase, "running", breach) };
}

function withdrawn(kase: Case, now: Tick): Case {
  const clocks = withAct(kase, "stopped");
  return queued({ ...kase, withdrawnAt: kase.openedAt, outbox: [], clocks }, "notice.withdrawn", now);
}

function has(kase: Case, type: MessageType): boolean {
  return kase.outbox.some((message) => message.type === type);
}

const numbers: Partial<Record<MessageType, number>> = {
  "notice.reminder": 2,
  "notice.withdrawn": 3,
  "case.answer_received": 4,
  "escalation.copy": 5,
};

function queued(kase: Case, type: MessageType, from: Tick): Case {
  const [pattern] = opened.outbox;
  const message: Message = {
    ...pattern!,
    messageId: idOf("msg", numbers[type]!),
    type,
    nextAttemptAt: at(from),
  };
  return { ...kase, outbox: [...kase.outbox, message] };
}
