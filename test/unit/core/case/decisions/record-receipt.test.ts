import { describe, expect, it } from "vitest";
import { plus } from "../../../../../core/contract/instant.ts";
import { statusOf } from "../../../../../core/case/status.ts";
import {
  correctCommand,
  day,
  digestNumber,
  hour,
  officerActs,
  pendingTypes,
  play,
  receiptCommand,
  start,
} from "../../../../support/cases.ts";

describe("a receipt that was served by other means", () => {
  it("starts the clocks of an undeliverable case, at the instant that the officer names", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    table.wait(3 * day);
    const receivedAt = plus(start, 2 * day);
    table.must(receiptCommand(receivedAt));
    expect(table.kase.delivery).toEqual({
      state: "delivered",
      attempted: true,
      deliveredAt: receivedAt,
      means: "bailiff",
    });
    expect(table.kase.clocks.acknowledge).toMatchObject({ state: "running", dueLegal: plus(receivedAt, 24 * hour) });
    expect(statusOf(table.kase)).toBe("awaiting_acknowledgement");
    expect(table.last("notice.delivered")).toMatchObject({
      at: receivedAt,
      actor: { kind: "authority", id: "dgccrf", person: "officer-1" },
      data: { by: "hand", officer: "officer-1", document: digestNumber(27) },
    });
  });

  it("leaves the webhook on its way: the platform's system is to have the notice, too", () => {
    const table = play("eu-dsa-16");
    table.must(receiptCommand(start));
    expect(pendingTypes(table.kase)).toEqual(["notice.issued"]);
    const { clocks } = table.kase;
    table.wait(hour);
    expect(table.deliver().map(({ type }) => type)).toEqual(["message.delivered"]);
    expect(table.kase.clocks).toEqual(clocks);
  });

  it("takes the letter in its place back", () => {
    const table = play("eu-dsa-16", { hasMail: true });
    table.attempt(table.pending("notice.issued"), { kind: "failed", code: "timeout" });
    expect(table.kase.outbox.map(({ channel }) => channel)).toEqual(["webhook", "mail"]);
    table.must(receiptCommand(start));
    expect(table.kase.outbox.map(({ channel }) => channel)).toEqual(["webhook"]);
  });

  it("is refused for an instant to come, and for one before the notice", () => {
    const table = play("eu-dsa-16");
    table.wait(hour);
    expect(table.send(receiptCommand(plus(table.now, 1)))).toEqual({ kind: "refused", code: "received_in_future" });
    expect(table.send(receiptCommand(plus(start, -1)))).toEqual({ kind: "refused", code: "received_before_notice" });
    expect(table.send(receiptCommand(start)).kind).toBe("decided");
  });

  it("is refused once the notice has been delivered, and once the case is over", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    expect(table.send(receiptCommand(start))).toEqual({ kind: "refused", code: "already_delivered" });
    table.must(officerActs.withdraw);
    expect(table.send(receiptCommand(start))).toEqual({ kind: "refused", code: "case_withdrawn" });
    table.must(officerActs.close);
    expect(table.send(receiptCommand(start))).toEqual({ kind: "refused", code: "case_closed" });
  });

  it("may be that of a correction which has not arrived: the clock starts with it", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.wait(hour);
    table.must(correctCommand(table.kase, { addsObligation: true }));
    table.wait(day);
    // Nobody has received what had not been written.
    expect(table.send(receiptCommand(plus(start, hour - 1)))).toEqual({
      kind: "refused",
      code: "received_before_notice",
    });
    const receivedAt = plus(start, hour);
    expect(table.must(receiptCommand(receivedAt))).toMatchObject([
      { type: "clock.reset", actor: { person: "officer-1" }, data: { means: "bailiff", document: digestNumber(27) } },
    ]);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: receivedAt });
    expect(table.send(receiptCommand(receivedAt))).toEqual({ kind: "refused", code: "already_delivered" });
  });
});
