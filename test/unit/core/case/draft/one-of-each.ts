import type { CaseEvent, EventOf } from "../../../../../core/case/events.ts";
import type { Message, MessageType, Recipient } from "../../../../../core/case/state.ts";
import type { Duration } from "../../../../../core/contract/duration.ts";
import { plus, type Instant } from "../../../../../core/contract/instant.ts";
import { day, digestNumber, hour, idOf, minute, start } from "../../../../support/cases.ts";

const system = { kind: "system" } as const;
const officer = { kind: "authority", id: "dgccrf", person: "officer-1" } as const;
const platform = { kind: "platform", id: "shein" } as const;
const by = { by: "officer-1", document: digestNumber(7) } as const;

const pointOfContact: Recipient = { kind: "platform", id: "shein", contact: "point_of_contact" };

/** The instant so long after the case was opened. */
const after = (milliseconds: number): Instant => plus(start, milliseconds);

/** The `number`-th message of the case. */
function message(number: number, type: MessageType, to: Recipient = pointOfContact): Message {
  return {
    messageId: idOf("msg", number),
    type,
    to,
    channel: "webhook",
    sequence: number,
    queuedAt: start,
    attempt: 1,
    nextAttemptAt: start,
    windowEndsAt: after(3 * day),
  };
}

const running = {
  startedAt: after(minute),
  dueOperational: after(48 * hour),
  dueLegal: after(48 * hour),
};

/** One event of each type, so that a type without words, or words without a type, cannot be. */
export const oneOfEach: { readonly [T in CaseEvent["type"]]: EventOf<T> } = {
  "case.opened": {
    type: "case.opened",
    at: start,
    actor: system,
    data: {
      caseId: idOf("case", 1),
      noticeId: idOf("ntc", 1),
      reference: "TEST-0001",
      authority: "dgccrf",
      platform: "shein",
      basis: { id: "fr-conso-521-3-1", version: 1 },
      noticeVersion: 1,
      digest: digestNumber(1),
      ordered: ["removed"],
      disclosure: { mode: "allowed" },
      items: [idOf("itm", 1), idOf("itm", 2)],
      clocks: {
        acknowledge: { basis: "sla", rule: "elapsed", within: "PT12H" as Duration, settleMilliseconds: 5_000 },
        act: { basis: "set_in_order", rule: "elapsed", within: "PT48H" as Duration, settleMilliseconds: 5_000 },
      },
      messages: [message(1, "notice.issued")],
    },
  },
  "prior_information.given": {
    type: "prior_information.given",
    at: after(1),
    actor: system,
    data: { messageId: idOf("msg", 2), notBefore: after(12 * hour) },
  },
  "notice.delivered": {
    type: "notice.delivered",
    at: after(minute),
    actor: system,
    data: {
      by: "receipt",
      means: "webhook",
      messageId: idOf("msg", 1),
      attempt: 2,
      clocks: { acknowledge: { ...running, dueLegal: after(12 * hour) }, act: running },
      calendar: { state: "IE", assumed: false },
    },
  },
  "receipt.taken_back": {
    type: "receipt.taken_back",
    at: after(2 * minute),
    actor: system,
    data: { messageId: idOf("msg", 1), code: "bounced" },
  },
  "message.handed_over": {
    type: "message.handed_over",
    at: after(3 * minute),
    actor: system,
    data: { messageId: idOf("msg", 1), attempt: 1 },
  },
  "message.delivered": {
    type: "message.delivered",
    at: after(4 * minute),
    actor: system,
    data: { messageId: idOf("msg", 3), attempt: 1 },
  },
  "message.attempt_failed": {
    type: "message.attempt_failed",
    at: after(5 * minute),
    actor: system,
    data: {
      messageId: idOf("msg", 1),
      attempt: 1,
      code: "http_status",
      httpStatus: 503,
      nextAttemptAt: after(6 * minute),
    },
  },
  "message.abandoned": {
    type: "message.abandoned",
    at: after(7 * minute),
    actor: system,
    data: { messageId: idOf("msg", 1), attempts: 3, code: "timeout", task: "overdue-act-court" },
  },
  "case.undeliverable": { type: "case.undeliverable", at: after(8 * minute), actor: system, data: {} },
  "delivery.resumed": {
    type: "delivery.resumed",
    at: after(9 * minute),
    actor: officer,
    data: { document: digestNumber(8) },
  },
  "answer.received": {
    type: "answer.received",
    at: after(10 * minute),
    actor: platform,
    data: {
      answer: "action_taken",
      webhookId: "answer-1",
      document: digestNumber(2),
      items: [{ itemId: idOf("itm", 1), outcome: "removed", measuredAt: after(9 * minute) }],
      identified: "link",
      late: true,
      ended: { acknowledge: { verdict: "missed", lateCause: "after_due" } },
    },
  },
  "clock.service_interrupted": {
    type: "clock.service_interrupted",
    at: after(11 * minute),
    actor: system,
    data: { clock: "act", from: after(47 * hour), to: after(49 * hour), until: after(51 * hour) },
  },
  "clock.missed": {
    type: "clock.missed",
    at: after(12 * minute),
    actor: system,
    data: { clock: "act", dueLegal: after(48 * hour) },
  },
  "clock.warned": { type: "clock.warned", at: after(13 * minute), actor: system, data: { clock: "act", sent: true } },
  "clock.suspended": {
    type: "clock.suspended",
    at: after(14 * minute),
    actor: system,
    data: { clock: "act", ground: "impossible" },
  },
  "clock.reset": {
    type: "clock.reset",
    at: after(15 * minute),
    actor: system,
    data: { clock: "act", reason: "impossibility_ended", ...running },
  },
  "clock.extended": {
    type: "clock.extended",
    at: after(16 * minute),
    actor: officer,
    data: { clock: "act", from: after(48 * hour), dueOperational: after(72 * hour), dueLegal: after(72 * hour), ...by },
  },
  "clock.held": {
    type: "clock.held",
    at: after(17 * minute),
    actor: system,
    data: { clock: "act", until: after(50 * hour) },
  },
  "clock.stopped": {
    type: "clock.stopped",
    at: after(18 * minute),
    actor: system,
    data: { clock: "act", reason: "released" },
  },
  "question.replied": {
    type: "question.replied",
    at: after(19 * minute),
    actor: officer,
    data: { question: "clarification_requested", ...by },
  },
  "question.reopened": {
    type: "question.reopened",
    at: after(20 * minute),
    actor: system,
    data: { question: "clarification_requested" },
  },
  "question.settled": {
    type: "question.settled",
    at: after(21 * minute),
    actor: system,
    data: { question: "contested" },
  },
  "question.overdue": {
    type: "question.overdue",
    at: after(22 * minute),
    actor: system,
    data: { question: "refused" },
  },
  "question.decided": {
    type: "question.decided",
    at: after(23 * minute),
    actor: officer,
    data: { question: "impossible", decision: "accepted", until: after(3 * day), released: [idOf("itm", 2)], ...by },
  },
  "impossibility.ended": { type: "impossibility.ended", at: after(24 * minute), actor: system, data: {} },
  "notice.corrected": {
    type: "notice.corrected",
    at: after(25 * minute),
    actor: officer,
    data: {
      noticeVersion: 2,
      digest: digestNumber(9),
      items: [idOf("itm", 1), idOf("itm", 2)],
      ordered: ["removed"],
      disclosure: { mode: "allowed" },
      addsObligation: true,
      dropped: [],
      ...by,
    },
  },
  "step.taken": {
    type: "step.taken",
    at: after(26 * minute),
    actor: system,
    data: {
      step: "overdue-act-platform-legal-representative",
      clock: "act",
      recipient: { kind: "platform", id: "shein", contact: "legal_representative" },
      messages: [message(3, "notice.reminder", { kind: "platform", id: "shein", contact: "legal_representative" })],
    },
  },
  "step.proposed": {
    type: "step.proposed",
    at: after(27 * minute),
    actor: system,
    data: { step: "overdue-act-court", clock: "act" },
  },
  "step.task": { type: "step.task", at: after(28 * minute), actor: system, data: { step: "overdue-act-court" } },
  "step.signed": {
    type: "step.signed",
    at: after(29 * minute),
    actor: officer,
    data: {
      step: "issued-public-prosecutor",
      ...by,
      draft: digestNumber(10),
      recipient: { kind: "holder", role: "arcom_qualified_person" },
    },
  },
  "step.postponed": {
    type: "step.postponed",
    at: after(30 * minute),
    actor: officer,
    data: { step: "overdue-act-court", until: after(5 * day), ...by },
  },
  "step.dropped": {
    type: "step.dropped",
    at: after(31 * minute),
    actor: officer,
    data: { step: "overdue-act-court", ...by },
  },
  "step.lapsed": { type: "step.lapsed", at: after(32 * minute), actor: system, data: { steps: ["overdue-act-court"] } },
  "case.withdrawn": { type: "case.withdrawn", at: after(33 * minute), actor: officer, data: { ...by, dropped: [] } },
  "case.closed": { type: "case.closed", at: after(34 * minute), actor: officer, data: by },
  "disclosure.ended": { type: "disclosure.ended", at: after(35 * minute), actor: system, data: {} },
  "hold.set": { type: "hold.set", at: after(36 * minute), actor: officer, data: { on: true, ...by } },
  "links.revoked": { type: "links.revoked", at: after(37 * minute), actor: officer, data: { epoch: 1, ...by } },
  "case.relisted": { type: "case.relisted", at: after(38 * minute), actor: system, data: { caseId: idOf("case", 2) } },
};
