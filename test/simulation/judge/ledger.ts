import type { EventOf } from "../../../core/case/events.ts";
import { epochOf } from "../../../core/contract/instant.ts";

/** What the platform asked or declared, as long as nothing has come of it. Instants in legal milliseconds. */
export type Asked = {
  type: string;
  at: number;
  /** When the authority is to be reminded. */
  dueAt: number;
  /** Undefined: all items. */
  concerned?: readonly string[] | undefined;
  acceptedAt?: number;
  until?: number | undefined;
  /** Messages that carry the reply. */
  repliedBy?: readonly string[];
  reminded: boolean;
};

type Item = { outcome?: string | undefined; measuredAt?: string | undefined; released?: true };

/**
 * What a case has come to by what was said: which items something is owed of, what is asked, what has arrived. Kept by the
 * words of docs/life-cycle.md, from the facts on record alone; what the clocks make of it is not looked at.
 */
export type Ledger = {
  items: Map<string, Item>;
  /** What waits for the authority, by its type. */
  questions: Map<string, Asked>;
  /** What it has replied to, or accepted, by its type. */
  dealtWith: Map<string, Asked>;
  /** What keeps the clock to act still. */
  ground?: string | undefined;
  received: boolean;
  /** A correction asks for more, and has not arrived. */
  awaitsCorrection: boolean;
  withdrawn: boolean;
  closed: boolean;
  /** When nothing was owed any more, for the first time since something was. */
  answeredAt: number | undefined;
  /** Whether a clarification that arrives starts the clock to act anew. */
  clarificationStops: boolean;
};

/** A case as it was opened. */
export function ledgerOf({ data }: EventOf<"case.opened">): Ledger {
  return {
    items: new Map(data.items.map((itemId) => [itemId, {}])),
    questions: new Map(),
    dealtWith: new Map(),
    received: false,
    awaitsCorrection: false,
    withdrawn: false,
    closed: false,
    answeredAt: undefined,
    // LCEN art. 6-2; no other basis that is simulated says so.
    clarificationStops: data.basis.id === "fr-lcen-6-1-csam",
  };
}

/** Whether a measure is still expected of the platform. */
export function isOwed({ items, withdrawn, closed }: Ledger): boolean {
  return !withdrawn && !closed && [...items.values()].some(isOpenItem);
}

function isOpenItem({ outcome, released }: Item): boolean {
  return outcome === undefined && released === undefined;
}

/** Whether something of an item is still expected that a question is about. */
function isAboutOpen({ items }: Ledger, { concerned }: Asked): boolean {
  return [...items].some(([itemId, item]) => isOpenItem(item) && (concerned?.includes(itemId) ?? true));
}

/** All that the platform asked or declared, dealt with or not. */
function allAsked({ questions, dealtWith }: Ledger): Asked[] {
  return [...questions.values(), ...dealtWith.values()];
}

/** What stops the clock, if each item that something is owed of has a ground that does; none otherwise. */
export function groundsOf(ledger: Ledger): string[] {
  const grounds = allAsked(ledger).filter(({ type, acceptedAt }) =>
    type === "clarification_requested" ? ledger.clarificationStops : type === "impossible" && acceptedAt !== undefined,
  );
  const isStopped = [...ledger.items].every(
    ([itemId, item]) => !isOpenItem(item) || grounds.some(({ concerned }) => concerned?.includes(itemId) ?? true),
  );
  return isStopped ? grounds.map(({ type }) => type) : [];
}

/** Since when no step may be taken, for a clarification that is owed or an impossibility that was accepted. */
export function keptStillSince(ledger: Ledger): number | undefined {
  const since = allAsked(ledger).flatMap(({ type, at, acceptedAt }) =>
    type === "clarification_requested" ? [at] : acceptedAt === undefined ? [] : [acceptedAt],
  );
  return since.length === 0 ? undefined : Math.min(...since);
}

function bothOf(one: Asked["concerned"], other: Asked["concerned"]): Asked["concerned"] {
  return one === undefined || other === undefined ? undefined : [...one, ...other];
}

/** A question is replied to, or what it declares is accepted; with what was dealt with of its type before it is one. */
export function dealWith({ questions, dealtWith }: Ledger, type: string, how: Partial<Asked>): void {
  const asked = questions.get(type);
  if (asked === undefined) return;
  questions.delete(type);
  const before = dealtWith.get(type);
  if (before === undefined) {
    dealtWith.set(type, { ...asked, ...how });
    return;
  }
  const lasts = before.until === undefined || how.until === undefined ? undefined : Math.max(before.until, how.until);
  dealtWith.set(type, {
    ...asked,
    ...how,
    at: before.at,
    concerned: bothOf(before.concerned, asked.concerned),
    ...(before.acceptedAt !== undefined && { acceptedAt: before.acceptedAt, until: lasts }),
  });
}

/** A reply is lost: its question waits again, together with what has been asked since. */
export function reopen(ledger: Ledger, type: string): void {
  const lost = ledger.dealtWith.get(type);
  if (lost === undefined) return;
  ledger.dealtWith.delete(type);
  askAgain(ledger, lost);
}

/** What was asked once waits again, together with what has been asked since. */
export function askAgain({ questions }: Ledger, lost: Asked): void {
  const { type } = lost;
  const since = questions.get(type);
  const { repliedBy: _repliedBy, ...asked } = lost;
  questions.set(type, {
    ...asked,
    concerned: since === undefined ? lost.concerned : bothOf(lost.concerned, since.concerned),
  });
}

/** What was said is put down; questions about what is dealt with go, but for a contest, whose redress goes on. */
function settle(ledger: Ledger, at: number): void {
  for (const asked of [ledger.questions, ledger.dealtWith]) {
    for (const [type, question] of asked) {
      if (type !== "contested" && !isAboutOpen(ledger, question)) asked.delete(type);
    }
  }
  const isWhole = ![...ledger.items.values()].some(isOpenItem);
  ledger.answeredAt = isWhole ? (ledger.answeredAt ?? at) : undefined;
}

/** What the platform said. */
export function putAnswer(ledger: Ledger, { at, data }: EventOf<"answer.received">): void {
  // What is reported was done by then.
  for (const { itemId, outcome, measuredAt = at } of data.items ?? [])
    ledger.items.set(itemId, { outcome, measuredAt });
  const asks = ["clarification_requested", "impossible", "contested", "refused", "not_addressee"];
  if (asks.includes(data.answer)) {
    // Asked again, it keeps its age, and is about the other items as well.
    const kept = ledger.questions.get(data.answer);
    ledger.questions.set(data.answer, {
      type: data.answer,
      at: kept?.at ?? epochOf(at),
      dueAt: kept?.dueAt ?? (data.question === undefined ? NaN : epochOf(data.question.dueAt)),
      concerned: kept === undefined ? data.concerned : bothOf(kept.concerned, data.concerned),
      reminded: kept?.reminded ?? false,
    });
  }
  settle(ledger, epochOf(at));
}

/** What the authority decided about it. */
export function putDecision(ledger: Ledger, { at, data }: EventOf<"question.decided">): void {
  if (data.decision === "ended") {
    ledger.dealtWith.delete(data.question);
    settle(ledger, epochOf(at));
    return;
  }
  const asked = ledger.questions.get(data.question);
  if (asked === undefined) return;
  if (data.decision === "accepted" && data.question === "impossible") {
    const until = data.until === undefined ? undefined : epochOf(data.until);
    dealWith(ledger, data.question, { acceptedAt: epochOf(at), until });
    return;
  }
  if (data.decision === "accepted") {
    for (const [itemId, item] of ledger.items) {
      if (isOpenItem(item) && (asked.concerned?.includes(itemId) ?? true)) item.released = true;
    }
  }
  ledger.questions.delete(data.question);
  settle(ledger, epochOf(at));
}

function isPosition({ type }: Asked): boolean {
  return type === "contested" || type === "refused" || type === "not_addressee";
}

/** A new version is in force: items that stay keep what was said of them, unless they are asked about anew. */
export function putCorrection(ledger: Ledger, { at, data }: EventOf<"notice.corrected">): void {
  const before = ledger.items;
  // A position on all items is one on those there were.
  if (data.items.some((itemId) => !before.has(itemId))) {
    for (const asked of allAsked(ledger).filter(isPosition)) asked.concerned ??= [...before.keys()];
  }
  ledger.items = new Map(
    data.items.map((itemId) => [itemId, data.reopened?.includes(itemId) === true ? {} : (before.get(itemId) ?? {})]),
  );
  settle(ledger, epochOf(at));
}

/** The measures that end the clock to act: what was released needs none. */
export function measuredAt({ items }: Ledger): (string | undefined)[] {
  return [...items.values()].filter(({ released }) => released === undefined).map((item) => item.measuredAt);
}
