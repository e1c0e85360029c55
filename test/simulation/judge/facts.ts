import type { CaseEvent, EventOf } from "../../../core/case/events.ts";
import type { Message } from "../../../core/case/state.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import type { Journal } from "../journal.ts";
import type { MailParties } from "../parties.ts";
import type { LegalTime } from "../ports.ts";
import { answer, stop, unbegun, type Expected } from "./expected-clock.ts";
import {
  dealWith,
  isOwed,
  keptStillSince,
  ledgerOf,
  measuredAt,
  putAnswer,
  putCorrection,
  putDecision,
  reopen,
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

  function putQuestion(event: CaseEvent): void {
    const at = epochOf(event.at);
    switch (event.type) {
      case "question.replied": {
        if (!ledger.questions.has(event.data.question)) say("a reply to what nobody asks");
        dealWith(ledger, event.data.question, { repliedBy: messagesIn(event).map(({ messageId }) => messageId) });
        break;
      }
      case "question.reopened":
        reopen(ledger, event.data.question);
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
      case "clock.missed":
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
