import { describe, expect, it } from "vitest";
import { instantOf } from "../../core/contract/instant.ts";
import { digestOfJson } from "../support/e2e-record.ts";
import { newJournal, type Accepted, type Delivery, type Journal } from "./journal.ts";
import { faultsOfCase, seenByCase } from "./kill-checks.ts";
import type { CaseRecord } from "./kill-records.ts";

const caseId = "case_1";
const start = Date.parse("2025-11-03T08:00:00.000Z");
const second = 1_000;

type Happened = { type: string; at: number; data: Record<string, unknown> };

/** A notice that was delivered, acknowledged in time, and never acted on; the legal clock is the wall's. */
const events = {
  opened: {
    type: "case.opened",
    at: start,
    data: {
      clocks: { acknowledge: { settleMilliseconds: 5_000 }, act: { settleMilliseconds: 5_000 } },
      messages: [{ messageId: "msg_1", type: "notice.issued", to: { kind: "platform", id: "shein" } }],
    },
  },
  delivered: {
    type: "notice.delivered",
    at: start + second,
    data: {
      messageId: "msg_1",
      clocks: {
        acknowledge: { dueLegal: instantOf(start + 60 * second) },
        act: { dueLegal: instantOf(start + 90 * second) },
      },
    },
  },
  answered: {
    type: "answer.received",
    at: start + 30 * second,
    data: { webhookId: "answer-1", late: false, ended: { acknowledge: { verdict: "met" } } },
  },
  missed: { type: "clock.missed", at: start + 96 * second, data: { clock: "act" } },
  reminded: {
    type: "step.taken",
    at: start + 96 * second,
    data: {
      step: "overdue-act-platform-legal-representative",
      clock: "act",
      messages: [{ messageId: "msg_2", type: "notice.reminder", to: { kind: "platform", id: "shein" }, clock: "act" }],
    },
  },
  told: { type: "message.delivered", at: start + 97 * second, data: { messageId: "msg_2" } },
} as const satisfies Record<string, Happened>;

const accepted: Accepted = {
  platform: "shein",
  caseId,
  id: "answer-1",
  late: false,
  firstWrittenAt: start + 30 * second,
  answeredAt: start + 31 * second,
};

const arrival = { party: "shein", caseId, body: "", status: 204, about: "" };
const notice: Delivery = { ...arrival, id: "msg_1", type: "notice.issued", at: start + second };
const reminder: Delivery = { ...arrival, id: "msg_2", type: "notice.reminder", at: start + 97 * second, about: "act" };

function recordOf(happened: readonly Happened[]): CaseRecord {
  let head = `sha-256:${"0".repeat(64)}`;
  return happened.map(({ type, at, data }, index) => {
    const sequence = index + 1;
    const hashed = { sequence, type, at: instantOf(at), actor: { kind: "system" }, data, previousHash: head };
    head = digestOfJson(hashed);
    return { eventId: `${caseId}/${sequence}`, ...hashed, hash: head } as CaseRecord[number];
  });
}

function journalOf(answers: readonly Accepted[], deliveries: readonly Delivery[]): Journal {
  return {
    ...newJournal(),
    accepted: new Map(answers.map((answer) => [answer.id, answer])),
    deliveries: [...deliveries],
  };
}

function found(
  happened: readonly Happened[],
  answers: readonly Accepted[] = [accepted],
  deliveries: readonly Delivery[] = [notice, reminder],
): string[] {
  const journal = journalOf(answers, deliveries);
  const faults = faultsOfCase(recordOf(happened), seenByCase(journal)(caseId), { journal, toLegal: (wall) => wall });
  return faults.map(({ kind, what }) => `${kind}: ${what}`);
}

const whole = Object.values(events);
const { opened, delivered, answered, missed, reminded, told } = events;

describe("the checks of the soak", () => {
  it("find nothing wrong with a case that went as it should", () => {
    expect(found(whole)).toEqual([]);
  });

  it("allow a message to arrive twice, under one webhook-id", () => {
    expect(found(whole, [accepted], [notice, notice, reminder, reminder])).toEqual([]);
  });

  it.each<[string, readonly Happened[], string]>([
    ["an answer that is gone", [opened, delivered, missed, reminded, told], "lost: the answer answer-1 that got a 2xx"],
    [
      "an answer that is there twice",
      [opened, delivered, answered, answered, missed, reminded, told],
      "twice: the answer",
    ],
    [
      "a message without a fate",
      [opened, delivered, answered, missed, reminded],
      "lost: notice.reminder msg_2 was neither",
    ],
    [
      "an escalation before its time",
      [opened, delivered, answered, { ...missed, at: start + 95 * second }, reminded, told],
      "wrong: act: escalated before",
    ],
    ["a second escalation", [...whole, missed], "twice: act escalated"],
    [
      "a clock both met and escalated",
      [...whole, { ...missed, data: { clock: "acknowledge" } }],
      "wrong: acknowledge: met and escalated",
    ],
    [
      "a step that is taken twice",
      [...whole, { ...reminded, data: { step: reminded.data.step } }],
      "twice: step.taken",
    ],
    [
      "a second message of the same kind",
      [...whole, { ...opened, type: "case.resumed" }],
      "twice: 2 messages notice.issued shein",
    ],
    [
      "a clock met after due",
      [opened, delivered, { ...answered, at: start + 61 * second }, missed, reminded, told],
      "wrong: acknowledge: met after due",
    ],
    [
      "an answer on record when it was not under way",
      [opened, delivered, { ...answered, at: start + 40 * second }, missed, reminded, told],
      "wrong: the answer answer-1 is on record at",
    ],
    [
      "an escalation in spite of an outage of ours",
      [
        ...whole.slice(0, 3),
        {
          type: "clock.service_interrupted",
          at: start,
          data: { clock: "act", until: instantOf(start + 100 * second) },
        },
        missed,
        reminded,
        told,
      ],
      "wrong: act: escalated in spite of an outage of ours",
    ],
  ])("find %s", (_, happened, expected) => {
    expect(found(happened).some((fault) => fault.startsWith(expected))).toBe(true);
  });

  it("find an answer that nobody got a 2xx for", () => {
    expect(found(whole, [])).toEqual(["wrong: an answer on record that had no 2xx: answer-1"]);
  });

  it("find an answer that was told late, and is in time on record", () => {
    expect(found(whole, [{ ...accepted, late: true }])).toHaveLength(1);
  });

  it("find a message that is on record as delivered, and never arrived", () => {
    expect(found(whole, [accepted], [notice])).toEqual(["lost: notice.reminder msg_2 is on record, and never arrived"]);
  });

  it("find a message that is on no record", () => {
    expect(found(whole, [accepted], [notice, reminder, { ...reminder, id: "msg_3" }])).toEqual([
      "wrong: notice.reminder msg_3 is on no record",
    ]);
  });

  it("find a record that is no longer what was read", () => {
    const journal = journalOf([accepted], [notice, reminder]);
    journal.sightings.push({ caseId, sequence: 2, hash: "sha-256:another" });
    const faults = faultsOfCase(recordOf(whole), seenByCase(journal)(caseId), { journal, toLegal: (wall) => wall });
    expect(faults).toEqual([{ kind: "lost", what: "event 2 is not the one that was read" }]);
  });
});
