import type { CaseEvent, EventOf } from "../../../core/case/events.ts";
import type { Message } from "../../../core/case/state.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import type { Journal } from "../journal.ts";
import type { MailParties } from "../parties.ts";
import type { LegalTime } from "../ports.ts";
import { answer, stop, unbegun, type Expected } from "./expected-clock.ts";
import {
  askAgain,
  dealWith,
  groundsOf,
  isOwed,
  keptStillSince,
  ledgerOf,
  measuredAt,
  putAnswer,
  putCorrection,
  putDecision,
  reopen,
  type Asked,
  type Ledger,
} from "./ledger.ts";
import { messagesIn } from "./messages.ts";
import { forget, movesOf, type Move } from "./moves.ts";
import { arrivalsOf, isUndesignated } from "./receipts.ts";
import type { CaseFile } from "./record.ts";

const day = 86_400_000;

/** What was said and done about a case, event by event, and what its clocks have to come to by it. */
export type Facts = {
  ledger: Ledger;
  clocks: Record<"acknowledge" | "act", Expected>;
  /** What cannot be so. */
  faults: string[];
  put: (event: CaseEvent) => void;
  /** How the clock to act has to move by what was put since this was asked last. */
  takeMoves: () => Move[];
};

/** What stood before a letter arrived, and when a webhook that counts brought the same. */
type Brought = {
  messageId: string;
  sequence: number;
  since: number;
  asked: Asked | undefined;
  ground: string | undefined;
  alsoAt?: number[];
};

/** The facts of a case as it was opened. */
export function factsOf(
  opened: EventOf<"case.opened">,
  file: CaseFile,
  journal: Journal,
  { legal, mail }: { legal: LegalTime; mail: MailParties | undefined },
): Facts {
  const ledger = ledgerOf(opened);
  const clocks = { acknowledge: unbegun(opened.data.clocks.acknowledge), act: unbegun(opened.data.clocks.act) };
  const { act, acknowledge } = clocks;
  const faults: string[] = [];
  const say = (fault: string) => void faults.push(fault);
  /** Messages that the record has queued; a letter has the words of the webhook that it takes the place of. */
  const queued = new Map(file.events.flatMap(({ event }) => messagesIn(event)).map((one) => [one.messageId, one]));
  let moves: Move[] = [];
  /** Letters whose delivery counts as long as they do not come back; each as it stood before that delivery. */
  const brought = new Map<"correction" | "clarification", Brought>();
  /** When the clock to act began anew last. */
  let begun: { receivedAt: number; due: number } | undefined;

  /** DSA art. 11: only what the platform has designated, for a correction or a clarification as for the notice. */
  function counts({ channel }: Pick<Message, "channel">): boolean {
    return channel === "mail" || !isUndesignated(opened.data.platform, mail);
  }

  /** After something was said, the clock to act moves, or not. */
  function saying(at: number, put: () => void): void {
    const since = keptStillSince(ledger);
    put();
    moves.push(...movesOf(ledger, act, at, since));
  }

  /** What a correction adds is known now. */
  function knowsCorrection(at: readonly number[]): void {
    if (!ledger.awaitsCorrection) return;
    ledger.awaitsCorrection = false;
    forget(act);
    // An answer that says so stands behind the beginning that it makes.
    if (begun !== undefined && at.includes(begun.receivedAt)) Object.assign(act, begun);
    moves.push({ what: "starts anew", at }, ...movesOf(ledger, act, at[0] ?? NaN, undefined));
  }

  /** A letter comes back that had been delivered: what it brought does not count, but where a webhook brought it as well. */
  function comesBack(what: "correction" | "clarification", letterId: string, at: number): void {
    const one = brought.get(what);
    const isTold = journal.mailEvents.some(
      ({ messageId, what: how }) => messageId === letterId && (how === "Bounce" || how === "Reject"),
    );
    if (one?.messageId !== letterId || !isTold) {
      say(`${letterId} is taken back, and nothing came back`);
      return;
    }
    brought.delete(what);
    const hadStarted = one.ground !== undefined;
    if (what === "clarification" && one.alsoAt === undefined) {
      if (one.asked !== undefined) askAgain(ledger, one.asked);
      if (hadStarted && !ledger.awaitsCorrection) standsStillAgain(at);
      else if (!hadStarted && act.missed && (missedAt ?? 0) >= one.since) act.missed = false;
      return;
    }
    forget(act);
    act.still = true;
    moves.push({ what: "stands still", at: [at] });
    if (one.alsoAt === undefined) ledger.awaitsCorrection = true;
    else if (what === "clarification") {
      ledger.ground = "clarification_requested";
      moves.push(...movesOf(ledger, act, one.alsoAt[0] ?? NaN, undefined));
    } else {
      forget(act);
      moves.push({ what: "starts anew", at: one.alsoAt }, ...movesOf(ledger, act, one.alsoAt[0] ?? NaN, undefined));
    }
  }

  function standsStillAgain(at: number): void {
    const [ground] = groundsOf(ledger);
    if (ground === undefined || (act.still && groundsOf(ledger).includes(ledger.ground ?? ""))) return;
    forget(act);
    act.still = true;
    ledger.ground = ground;
    moves.push({ what: "stands still", at: [at] });
  }

  /** What a message brings: by letter until that comes back, by webhook for good. */
  function brings({ messageId, type, channel, sequence }: Message, at: number): void {
    if (type !== "notice.corrected" && type !== "notice.clarified") return;
    const what = type === "notice.corrected" ? "correction" : "clarification";
    const known = brought.get(what);
    if (channel === "webhook") {
      if (known?.sequence === sequence) known.alsoAt ??= arrivalsOf(messageId, journal, legal);
      return;
    }
    const asked = ledger.dealtWith.get("clarification_requested");
    const isReply = what === "clarification" && asked?.repliedBy?.some((id) => sequenceOf(id) === sequence) === true;
    const isAwaited = what === "correction" ? ledger.awaitsCorrection : isReply;
    if (!isAwaited) return;
    const ground = ledger.awaitsCorrection ? "correction" : act.still ? ledger.ground : undefined;
    const isGround = what === "correction" || ground === "clarification_requested";
    brought.set(what, { messageId, sequence, since: at, asked, ground: isGround ? ground : undefined });
  }

  const sequenceOf = (id: string) => [...queued.values()].find(({ messageId }) => messageId === id)?.sequence;

  function putQuestion(event: CaseEvent): void {
    const at = epochOf(event.at);
    switch (event.type) {
      case "question.replied": {
        if (!ledger.questions.has(event.data.question)) say("a reply to what nobody asks");
        dealWith(ledger, event.data.question, { repliedBy: messagesIn(event).map(({ messageId }) => messageId) });
        break;
      }
      case "question.reopened":
        if (event.data.letter === undefined) reopen(ledger, event.data.question);
        else comesBack("clarification", event.data.letter.messageId, at);
        break;
      case "question.settled": {
        const ids = ledger.dealtWith.get(event.data.question)?.repliedBy ?? [];
        const carriers = [...queued.values()].filter(({ messageId, insteadOf = messageId }) =>
          [messageId, insteadOf].some((id) => ids.includes(id)),
        );
        const arrivals = carriers.filter(counts).flatMap(({ messageId }) => arrivalsOf(messageId, journal, legal));
        if (!arrivals.includes(at)) say(`a clarification arrived at ${event.at}, when none did`);
        saying(at, () => ledger.dealtWith.delete(event.data.question));
        break;
      }
      case "question.overdue": {
        const asked = ledger.questions.get(event.data.question);
        if (asked === undefined) say("the authority is reminded of nothing");
        else if (asked.reminded) say(`the authority is reminded twice of ${asked.type}`);
        else if (at < asked.dueAt) say(`the authority is reminded early of ${asked.type}`);
        if (asked !== undefined) asked.reminded = true;
        break;
      }
      case "question.decided": {
        const wasOwed = isOwed(ledger);
        saying(at, () => {
          putDecision(ledger, event);
        });
        if (wasOwed && !isOwed(ledger)) stops(at);
        break;
      }
      case "impossibility.ended": {
        const until = ledger.dealtWith.get("impossible")?.until;
        if (until === undefined || at < until) say("an impossibility ends before it was to");
        saying(at, () => ledger.dealtWith.delete("impossible"));
        break;
      }
      default:
        break;
    }
  }

  function stops(at: number): void {
    if (act.endedAt === undefined && act.receivedAt !== undefined) moves.push({ what: "stops", at: [at] });
    stop(act, at);
    ledger.awaitsCorrection = false;
  }

  /** What is asked besides gives the whole period anew, once it has arrived; until then nothing runs for it. */
  function putNewVersion(event: EventOf<"notice.corrected">): void {
    const at = epochOf(event.at);
    const wasOwed = isOwed(ledger);
    const since = keptStillSince(ledger);
    putCorrection(ledger, event);
    if (event.data.addsObligation) brought.delete("correction");
    if (!ledger.received) return;
    if (event.data.addsObligation && isOwed(ledger)) {
      forget(act);
      act.still = true;
      ledger.awaitsCorrection = true;
      moves.push({ what: "stands still", at: [at] });
    } else if (wasOwed && !isOwed(ledger)) stops(at);
    else moves.push(...movesOf(ledger, act, at, since));
  }

  function putClock(event: CaseEvent): void {
    switch (event.type) {
      case "receipt.taken_back":
        if (acknowledge.endedAt !== undefined) say("a receipt is taken back of a platform that has answered");
        ledger.received = false;
        ledger.awaitsCorrection = false;
        brought.clear();
        for (const clock of [acknowledge, act]) {
          forget(clock);
          delete clock.receivedAt;
        }
        break;
      case "notice.delivered":
        ledger.received = true;
        for (const name of ["acknowledge", "act"] as const) {
          clocks[name].receivedAt = epochOf(event.data.clocks[name].startedAt);
          clocks[name].due = epochOf(event.data.clocks[name].dueLegal);
        }
        break;
      case "clock.reset":
        begun = { receivedAt: epochOf(event.data.startedAt), due: epochOf(event.data.dueLegal) };
        Object.assign(act, begun);
        break;
      case "clock.suspended": {
        const letterId = event.data.letter?.messageId;
        const what = [...brought.keys()].find((key) => brought.get(key)?.messageId === letterId) ?? "correction";
        if (letterId !== undefined) comesBack(what, letterId, epochOf(event.at));
        break;
      }
      case "clock.missed":
        if (event.data.clock === "act") missedAt = epochOf(event.at);
        clocks[event.data.clock].missed = true;
        break;
      case "clock.service_interrupted":
        clocks[event.data.clock].givenBackUntil = epochOf(event.data.until);
        break;
      case "clock.extended":
        if (act.due === undefined || act.endedAt !== undefined) say("a clock is extended that does not run");
        forget(act);
        act.due = epochOf(event.data.dueLegal);
        act.extendedTo = act.due;
        break;
      default:
        break;
    }
  }

  function put(event: CaseEvent): void {
    const at = epochOf(event.at);
    putClock(event);
    putQuestion(event);
    switch (event.type) {
      case "answer.received":
        if (ledger.withdrawn) break;
        brought.delete("correction");
        knowsCorrection([at]);
        answer(acknowledge, at);
        saying(at, () => {
          putAnswer(ledger, event);
          if (!isOwed(ledger)) answer(act, at, measuredAt(ledger));
        });
        break;
      case "notice.corrected":
        putNewVersion(event);
        break;
      case "prior_information.given": {
        const message = queued.get(event.data.messageId);
        const isKnown = message !== undefined && counts(message);
        if (!isKnown || !arrivalsOf(message.messageId, journal, legal).includes(at))
          say(`a host was informed at ${event.at}, when it was not`);
        break;
      }
      case "message.delivered": {
        const message = queued.get(event.data.messageId);
        if (message !== undefined && counts(message)) brings(message, at);
        if (message?.type === "notice.corrected" && counts(message))
          knowsCorrection(arrivalsOf(message.messageId, journal, legal));
        break;
      }
      case "case.withdrawn":
        ledger.withdrawn = true;
        ledger.awaitsCorrection = false;
        ledger.questions.clear();
        ledger.dealtWith.clear();
        stop(acknowledge, at);
        stop(act, at);
        break;
      case "case.closed": {
        const isBySelf = event.data.by === undefined;
        const isOpen = ledger.questions.size > 0;
        if (isBySelf && (isOpen || !isLongSettled(at))) say("the case is closed by nobody, before its time");
        ledger.closed = true;
        break;
      }
      default:
        break;
    }
    const isSaid = event.type === "answer.received" || event.type === "question.decided";
    if (event.type === "case.withdrawn") settledAt = at;
    else if (!isOwed(ledger)) settledAt = settledAt === undefined ? (ledger.answeredAt ?? at) : isSaid ? at : settledAt;
    else settledAt = undefined;
  }

  let missedAt: number | undefined;
  let settledAt: number | undefined;
  const isLongSettled = (at: number) => settledAt !== undefined && at >= settledAt + 30 * day;

  return {
    ledger,
    clocks,
    faults,
    put,
    takeMoves: () => {
      const taken = moves;
      moves = [];
      return taken;
    },
  };
}
