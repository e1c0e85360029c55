import { evolve } from "../../../../core/case/evolve.ts";
import type { CaseEvent } from "../../../../core/case/events.ts";
import type { Case } from "../../../../core/case/state.ts";
import type { RecordedEvent } from "../../../../local/campaign/read-record.ts";
import { hour, idOf, minute, play, type Play } from "../../../support/cases.ts";
import { authorityIn, platformIn } from "../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

/** Events with the case before and after each. */
export function recorded(events: readonly CaseEvent[]): RecordedEvent[] {
  let before: Case | undefined;
  return events.map((event, index) => {
    const after = evolve(before, event);
    const one = { sequence: index + 1, event, before, after };
    before = after;
    return one;
  });
}

function requisition(platformId: string, items = 1, hasMail = false): Play {
  return play("fr-conso-521-3-1", {
    authority: authorityIn(startingDirectory, "dgccrf")!,
    platform: platformIn(startingDirectory, platformId)!,
    settleMilliseconds: 10 * hour,
    hasMail,
    open: { facts: { items: Array.from({ length: items }, (_, index) => idOf("itm", index + 1)) } },
  });
}

/** Answers in time. */
export function inTime(): Play {
  const story = requisition("shein", 2);
  story.deliver();
  story.workOff();
  story.wait(40 * minute);
  story.answer("acknowledged");
  story.wait(5 * hour);
  story.answer("action_taken");
  story.workOff();
  return story;
}

/** Silent through both reminders; an officer signs; a late answer. */
export function silentThenLate(): Play {
  const story = requisition("temu");
  story.deliver();
  story.wait(23 * hour);
  story.workOff();
  story.wait(36 * hour);
  story.workOff();
  story.must({
    type: "decide_step",
    step: "overdue-act-public-prosecutor",
    decision: { kind: "sign" },
    by: "agent-417",
    document: story.kase.digest,
  });
  story.workOff();
  story.wait(8 * hour);
  story.answer("action_taken");
  story.workOff();
  return story;
}

/** Reminded before the due instant of the clock to act; the reminder arrives so long after it was queued. */
export function warned(delay: number): Play {
  const story = requisition("shein");
  story.deliver();
  story.answer("acknowledged");
  story.until(story.kase.clocks.act.warnAt!);
  story.takeDueSteps();
  story.wait(delay);
  story.deliver("notice.reminder");
  return story;
}

/** Its endpoint fails: the notice goes by mail, and is answered late by the link in it. */
export function byMail(): Play {
  const story = requisition("wish", 1, true);
  const webhook = story.pending("notice.issued");
  story.attempt(webhook, { kind: "failed", code: "status", httpStatus: 503 });
  story.wait(2 * hour);
  const mail = story.kase.outbox.find(({ channel }) => channel === "mail")!;
  story.attempt(mail, { kind: "handed_over" });
  story.wait(minute);
  story.must({
    type: "record_mail_event",
    messageId: mail.messageId,
    outcome: { kind: "delivered", at: story.now },
  });
  while (story.kase.outbox.some(({ messageId }) => messageId === webhook.messageId)) {
    const message = story.pending("notice.issued");
    story.until(message.nextAttemptAt);
    story.attempt(message, { kind: "failed", code: "status", httpStatus: 503 });
  }
  story.wait(44 * hour);
  story.answer("action_taken", { identified: "link" });
  return story;
}

/** Asks for a clarification, has it, and answers in time. */
export function withQuestion(): Play {
  const story = requisition("aliexpress");
  story.deliver();
  story.workOff();
  story.wait(3 * hour);
  story.answer("clarification_requested", { reason: "insufficient_information" });
  story.workOff();
  story.wait(2 * hour);
  story.must({ type: "clarify", by: "agent-417", document: story.kase.digest, content: story.kase.digest });
  story.workOff();
  story.wait(5 * hour);
  story.answer("action_taken");
  story.workOff();
  return story;
}

/** An item is back after it had been taken away: another case for it. */
export function relisted(): Play {
  const story = inTime();
  story.must({ type: "note_relisting", caseId: idOf("case", 2) });
  return story;
}

/** Out of reach until every attempt is used up, then closed by hand. */
export function outOfReach(): Play {
  const story = requisition("wish");
  while (story.kase.outbox.some(({ type }) => type === "notice.issued")) {
    const message = story.pending("notice.issued");
    story.until(message.nextAttemptAt);
    story.attempt(message, { kind: "failed", code: "connect" });
  }
  story.workOff();
  return story;
}

/** Could not reach us when its acknowledgement was due, and answers in the time that is given back. */
export function outOfOurReach(): Play {
  const story = requisition("vinted");
  story.deliver();
  story.workOff();
  story.wait(11 * hour);
  const from = story.now;
  story.wait(12 * hour);
  story.outage({ from, to: story.now });
  story.workOff();
  story.wait(hour);
  story.answer("acknowledged");
  story.workOff();
  return story;
}

/** What the campaign does not show: a delivery resumed, a question, a dropped step, a withdrawal, a closure. */
export function otherwise(): Play {
  const story = outOfReach();
  story.must({ type: "resume_delivery", by: "agent-1", document: story.kase.digest });
  story.answer("impossible", { reason: "technical" });
  story.must({
    type: "decide_step",
    step: "issued-public-prosecutor",
    decision: { kind: "drop" },
    by: "agent-1",
    document: story.kase.digest,
  });
  story.wait(60 * hour);
  story.takeDueSteps();
  story.must({ type: "withdraw", by: "agent-1", document: story.kase.digest });
  story.attempt(story.pending("notice.withdrawn"), { kind: "failed", code: "status", httpStatus: 503 });
  story.workOff();
  story.must({ type: "close", by: "agent-1", document: story.kase.digest });
  return story;
}
