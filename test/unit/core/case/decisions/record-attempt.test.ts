import { describe, expect, it } from "vitest";
import { nextWake } from "../../../../../core/case/next-wake.ts";
import { statusOf } from "../../../../../core/case/status.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  day,
  hour,
  idOf,
  minute,
  officerActs,
  pendingTypes,
  play,
  second,
  start,
  stepState,
} from "../../../../support/cases.ts";

const refused = { kind: "failed", code: "http_status", httpStatus: 503 } as const;
const gone = { kind: "hopeless", code: "gone", httpStatus: 410 } as const;

describe("the result of an attempt", () => {
  it("that delivered the notice starts both clocks from the receipt, not from when we put it on record", () => {
    const table = play("fr-conso-521-3-1");
    const receivedAt = plus(start, 3 * second);
    table.wait(10 * second);
    table.attempt(table.pending("notice.issued"), { kind: "delivered", at: receivedAt });
    const { acknowledge, act } = table.kase.clocks;
    expect(acknowledge).toMatchObject({
      state: "running",
      startedAt: receivedAt,
      dueLegal: plus(receivedAt, 12 * hour),
      dueOperational: plus(receivedAt, 12 * hour),
    });
    expect(act).toMatchObject({ state: "running", startedAt: receivedAt, dueLegal: plus(receivedAt, 48 * hour) });
    expect(table.kase.delivery).toEqual({
      state: "delivered",
      attempted: true,
      deliveredAt: receivedAt,
      means: "webhook",
    });
    expect(statusOf(table.kase)).toBe("awaiting_acknowledgement");
    expect(pendingTypes(table.kase)).not.toContain("notice.issued");
  });

  it("counts working days by the calendar of the State of the platform", () => {
    const table = play("eu-gpsr-22-order");
    table.deliver();
    // Received on Monday 3 November in Dublin: two working days end on Wednesday at 24:00.
    expect(table.kase.clocks.act.dueLegal).toBe("2025-11-06T00:00:00.000Z");
  });

  it("that failed moves the message to the next published instant and counts the attempt", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), refused);
    expect(table.pending("notice.issued")).toMatchObject({
      attempt: 2,
      firstAttemptAt: start,
      nextAttemptAt: plus(start, 10 * second),
    });
    table.wait(10 * second);
    table.attempt(table.pending("notice.issued"), refused);
    expect(table.pending("notice.issued")).toMatchObject({
      attempt: 3,
      firstAttemptAt: start,
      nextAttemptAt: plus(start, 30 * second),
    });
    expect(statusOf(table.kase)).toBe("delivering");
    expect(table.kase.clocks.acknowledge.state).toBe("not_started");
  });

  it("that failed leaves the other messages as they are", () => {
    const table = play("fr-conso-521-3-1");
    const others = table.kase.outbox.slice(1);
    table.attempt(table.pending("notice.issued"), refused);
    expect(table.kase.outbox.slice(1)).toEqual(others);
  });

  it("waits as long as the endpoint asks", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), { ...refused, retryAfterSeconds: 600 });
    expect(table.pending("notice.issued").nextAttemptAt).toBe(plus(start, 10 * minute));
  });

  it("is recorded once per message and attempt, whoever made it", () => {
    const table = play("eu-dsa-16");
    const { messageId } = table.pending("notice.issued");
    const first = { type: "record_attempt", messageId, attempt: 1, result: refused } as const;
    table.must(first);
    const pending = { kind: "refused", code: "attempt_not_pending" };
    expect(table.send(first)).toEqual(pending);
    expect(table.send({ ...first, attempt: 3 })).toEqual(pending);
    expect(table.send({ ...first, messageId: idOf("msg", 99), attempt: 2 })).toEqual(pending);
    table.must({ ...first, attempt: 2, result: { kind: "delivered", at: table.now } });
    expect(table.send({ ...first, attempt: 2, result: { kind: "delivered", at: table.now } })).toEqual(pending);
  });

  it("past the delivery window leaves the case undeliverable, without a clock, and the authority is told", () => {
    const table = play("eu-dsa-16");
    table.until(table.pending("notice.issued").windowEndsAt);
    table.attempt(table.pending("notice.issued"), refused);
    expect(statusOf(table.kase)).toBe("undeliverable");
    expect(table.kase.clocks.acknowledge.state).toBe("not_started");
    expect(stepState(table.kase, "undeliverable-authority")).toBe("taken");
    expect(pendingTypes(table.kase)).toEqual(["case.undeliverable"]);
    expect(table.kase.outbox[0]?.windowEndsAt).toBe(plus(table.now, 3 * day));
    table.deliver("case.undeliverable");
    expect(nextWake(table.kase)).toBeUndefined();
  });

  it("from an endpoint that is gone gives up at once", () => {
    const table = play("eu-dsa-16");
    const events = table.attempt(table.pending("notice.issued"), gone);
    expect(events.map(({ type }) => type)).toEqual(["message.abandoned", "case.undeliverable", "step.taken"]);
    expect(events[0]?.data).toEqual({ messageId: idOf("msg", 1), attempts: 1, code: "gone", httpStatus: 410 });
    expect(statusOf(table.kase)).toBe("undeliverable");
  });

  it("can be had again once delivery is resumed, and given up a second time", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), gone);
    table.wait(2 * day);
    table.must(officerActs.resumeDelivery);
    table.attempt(table.pending("notice.issued"), gone);
    expect(statusOf(table.kase)).toBe("undeliverable");
    expect(pendingTypes(table.kase)).toEqual(["case.undeliverable", "case.undeliverable"]);
    expect(table.kase.ladder).toHaveLength(1);
  });

  it("that delivered another message takes it out of the outbox and starts no clock", () => {
    const table = play("fr-conso-521-3-1");
    table.deliver("escalation.copy");
    expect(pendingTypes(table.kase)).toEqual(["notice.issued", "case.decision_needed"]);
    expect(table.kase.delivery.state).toBe("pending");
    expect(table.last("message.delivered")?.data).toEqual({
      messageId: idOf("msg", 2),
      attempt: 1,
      httpStatus: 200,
    });
  });

  it("that gives a step's message up makes the step a task for the officer", () => {
    const table = play("fr-conso-521-3-1");
    table.attempt(table.pending("escalation.copy"), gone);
    expect(stepState(table.kase, "issued-own-coordinator")).toBe("task");
    expect(table.last("message.abandoned")?.data.task).toBe("issued-own-coordinator");
  });

  it("that gives a reminder or a message to the authority up makes nothing a task", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.wait(25 * hour);
    table.takeDueSteps();
    table.attempt(table.pending("notice.reminder"), gone);
    table.attempt(table.pending("case.overdue"), gone);
    expect(table.kase.outbox).toEqual([]);
    expect(table.kase.ladder.map(({ state }) => state)).toEqual(["taken", "taken"]);
  });

  it("says that the platform may know of the notice only when it is the notice that was attempted", () => {
    const notBefore = plus(start, 12 * hour);
    const table = play("fr-conso-521-3-1", { open: { notBefore } });
    table.attempt(table.pending("escalation.copy"), gone);
    expect(table.kase.delivery.attempted).toBe(false);
    expect(statusOf(table.kase)).toBe("prior_information");
    table.until(notBefore);
    table.attempt(table.pending("notice.issued"), refused);
    expect(table.kase.delivery.attempted).toBe(true);
    expect(statusOf(table.kase)).toBe("delivering");
  });
});
