import type { Command, Context, Refusal } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import type { Case } from "./state.ts";
import { evolve } from "./evolve.ts";
import { close, resumeDelivery, revokeLinks, setHold, withdraw } from "./decisions/authority-acts.ts";
import { correct } from "./decisions/correct.ts";
import { decideStep } from "./decisions/decide-step.ts";
import { extend } from "./decisions/extend.ts";
import { noteRelisting } from "./decisions/note-relisting.ts";
import { open } from "./decisions/open.ts";
import { receiveAnswer } from "./decisions/receive-answer.ts";
import { recordAttempt } from "./decisions/record-attempt.ts";
import { recordMailEvent } from "./decisions/record-mail-event.ts";
import { recordReceipt } from "./decisions/record-receipt.ts";
import { clarify, decideQuestion } from "./decisions/reply.ts";
import { takeDueStep } from "./decisions/take-due-step.ts";

/** What a command leads to: events to put on record, in order, or a reason why nothing changes. */
export type Decision = { kind: "decided"; events: CaseEvent[] } | Refusal;

/**
 * Decides a command on a case. Pure: the instant, the law and the ids come with the context, and neither argument is
 * changed. A refusal is an expected outcome; what throws is a broken record or a calendar that does not reach.
 */
export function decide(kase: Case | undefined, command: Command, context: Context): Decision {
  if (command.type === "open") {
    return kase === undefined
      ? { kind: "decided", events: open(command, context) }
      : { kind: "refused", code: "already_open" };
  }
  if (kase === undefined) return { kind: "refused", code: "unknown_case" };
  const outcome = decided(kase, command, context);
  return Array.isArray(outcome) ? { kind: "decided", events: outcome } : outcome;
}

/**
 * Decides commands on a case one after the other, at one instant. Those that are refused change nothing; where all are, so is
 * the whole, for the first reason.
 */
export function decideEach(kase: Case, commands: readonly Command[], context: Context): Decision {
  let after = kase;
  let refusal: Refusal | undefined;
  const events: CaseEvent[] = [];
  for (const command of commands) {
    const decision = decide(after, command, context);
    if (decision.kind === "refused") {
      refusal ??= decision;
      continue;
    }
    events.push(...decision.events);
    after = decision.events.reduce<Case>(evolve, after);
  }
  return events.length === 0 && refusal !== undefined ? refusal : { kind: "decided", events };
}

function decided(kase: Case, command: Exclude<Command, { type: "open" }>, context: Context): CaseEvent[] | Refusal {
  switch (command.type) {
    case "record_attempt":
      return recordAttempt(kase, command, context);
    case "receive_answer":
      return receiveAnswer(kase, command, context);
    case "take_due_step":
      return takeDueStep(kase, context);
    case "record_mail_event":
      return recordMailEvent(kase, command, context);
    case "note_relisting":
      return noteRelisting(kase, command, context);
    case "clarify":
      return clarify(kase, command, context);
    case "decide_question":
      return decideQuestion(kase, command, context);
    case "extend":
      return extend(kase, command, context);
    case "record_receipt":
      return recordReceipt(kase, command, context);
    case "correct":
      return correct(kase, command, context);
    case "set_hold":
      return setHold(kase, command, context);
    case "revoke_links":
      return revokeLinks(kase, command, context);
    case "withdraw":
      return withdraw(kase, command, context);
    case "close":
      return close(kase, command, context);
    case "resume_delivery":
      return resumeDelivery(kase, command, context);
    case "decide_step":
      return decideStep(kase, command, context);
  }
}
