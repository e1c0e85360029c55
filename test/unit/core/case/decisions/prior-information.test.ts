import { describe, expect, it } from "vitest";
import type { CaseEvent } from "../../../../../core/case/events.ts";
import { nextWake } from "../../../../../core/case/next-wake.ts";
import { informsHost } from "../../../../../core/case/prior-information.ts";
import { isOver, statusOf } from "../../../../../core/case/status.ts";
import type { Duration } from "../../../../../core/contract/duration.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  contextOf,
  decideStepCommand,
  hour,
  minute,
  officerActs,
  pendingTypes,
  play,
  receiptCommand,
  second,
  start,
  stepState,
  type PlayOptions,
} from "../../../../support/cases.ts";

const prior = { prior: "PT12H" as Duration };

/** A first order to a host (LCEN art. 6-2), by a deployment without mail. */
const firstOrder = (options: PlayOptions = {}) => play("fr-lcen-6-1-csam", { open: prior, ...options });

describe("a first order to a host", () => {
  it("begins with what the host has to know: nothing else goes out, and no step is set off", () => {
    const { kase } = firstOrder();
    expect(pendingTypes(kase)).toEqual(["notice.prior_information"]);
    expect(kase.outbox[0]).toMatchObject({ nextAttemptAt: start, windowEndsAt: plus(start, 2 * hour) });
    expect(kase.ladder).toEqual([]);
    expect(statusOf(kase)).toBe("prior_information");
  });

  it("follows twelve hours after that has arrived, however late it was recorded", () => {
    const table = firstOrder();
    table.wait(20 * minute);
    const arrivedAt = plus(table.now, -second);
    table.attempt(table.pending("notice.prior_information"), { kind: "delivered", at: arrivedAt });
    const notBefore = plus(arrivedAt, 12 * hour);
    expect(table.kase.delivery).toMatchObject({ state: "pending", notBefore, attempted: false });
    expect(table.pending("notice.issued")).toMatchObject({
      nextAttemptAt: notBefore,
      windowEndsAt: plus(notBefore, 2 * hour),
    });
    expect(statusOf(table.kase)).toBe("prior_information");
    expect(nextWake(table.kase)).toBe(notBefore);
  });

  it("is never attempted before, nor are the messages of the steps that go with it", () => {
    const table = firstOrder();
    table.deliver("notice.prior_information");
    const notBefore = plus(start, 12 * hour);
    expect(stepState(table.kase, "issued-public-prosecutor")).toBe("proposed");
    expect(table.kase.outbox.map(({ nextAttemptAt }) => nextAttemptAt)).toEqual(table.kase.outbox.map(() => notBefore));
    table.until(plus(notBefore, -1));
    table.workOff();
    expect(table.kase.delivery.attempted).toBe(false);
    table.wait(1);
    table.workOff();
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: notBefore });
  });

  it("may be preceded by the information by mail, where the webhook fails", () => {
    const table = firstOrder({ hasMail: true });
    table.attempt(table.pending("notice.prior_information"), { kind: "hopeless", code: "gone" });
    table.wait(minute);
    table.deliver("notice.prior_information", "mail");
    expect(table.kase.delivery.notBefore).toBe(plus(table.now, 12 * hour));
    expect(pendingTypes(table.kase)).not.toContain("notice.prior_information");
  });

  it("whose information cannot be delivered is undeliverable; resumed, it begins with the information again", () => {
    const table = firstOrder();
    table.attempt(table.pending("notice.prior_information"), { kind: "hopeless", code: "gone" });
    expect(statusOf(table.kase)).toBe("undeliverable");
    expect(pendingTypes(table.kase)).toEqual(["case.undeliverable"]);
    table.must(officerActs.resumeDelivery);
    expect(pendingTypes(table.kase)).toEqual(["case.undeliverable", "notice.prior_information"]);
    expect(statusOf(table.kase)).toBe("prior_information");
  });

  it("that could not be served after the information is resumed without it", () => {
    const table = firstOrder();
    table.deliver("notice.prior_information");
    table.wait(12 * hour);
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    table.must(officerActs.resumeDelivery);
    expect(table.pending("notice.issued")).toMatchObject({ nextAttemptAt: table.now });
  });

  it("withdrawn during the twelve hours sends nothing: neither the order, nor its copies, nor that it is withdrawn", () => {
    for (const options of [{}, { hasMail: true }]) {
      const table = firstOrder(options);
      table.deliver("notice.prior_information");
      table.wait(5 * hour);
      table.must(officerActs.withdraw);
      expect(table.kase.outbox).toEqual([]);
      expect(isOver(table.kase)).toBe(true);
    }
  });

  it("withdrawn before the information has gone out sends not even that", () => {
    const table = firstOrder();
    table.must(officerActs.withdraw);
    expect(table.kase.outbox).toEqual([]);
  });

  it("withdrawn during the twelve hours is told to whom a signed step has reached already", () => {
    const table = firstOrder();
    table.deliver("notice.prior_information");
    table.must(decideStepCommand("issued-public-prosecutor"));
    table.deliver("escalation.referral");
    table.must(officerActs.withdraw);
    expect(table.kase.outbox).toMatchObject([{ type: "escalation.follow_up", to: { id: "parquet-paris" } }]);
  });

  it("served by hand meanwhile needs no information any more, and is not served once more", () => {
    const table = firstOrder();
    table.must(receiptCommand(start));
    expect(pendingTypes(table.kase)).not.toContain("notice.prior_information");
    expect(table.kase.clocks.act.state).toBe("running");
  });
});

describe("a first order to a host whose webhook is not its designated point of contact", () => {
  const undesignated = { ...contextOf("fr-lcen-6-1-csam").platform, webhookIsContactPoint: false };
  const byLetter = (options: PlayOptions = {}) => firstOrder({ hasMail: true, platform: undesignated, ...options });

  it("follows twelve hours after the letter has arrived, not the webhook", () => {
    const table = byLetter();
    const events = table.deliver("notice.prior_information", "webhook");
    expect(events.map(({ type }) => type)).toEqual(["message.delivered"]);
    expect(table.kase.delivery.notBefore).toBeUndefined();
    expect(statusOf(table.kase)).toBe("prior_information");
    table.wait(hour);
    table.deliver("notice.prior_information", "mail");
    expect(table.kase.delivery.notBefore).toBe(plus(table.now, 12 * hour));
  });

  it("follows twelve hours after the webhook where no mail is sent", () => {
    const table = byLetter({ hasMail: false });
    table.deliver("notice.prior_information");
    expect(table.kase.delivery.notBefore).toBe(plus(start, 12 * hour));
  });

  it.each(["webhook", "mail"] as const)(
    "is undeliverable once the letter has come back, the %s first; resumed, it begins with the information again",
    (first) => {
      const table = byLetter();
      const letter = table.pending("notice.prior_information", "mail");
      table.attempt(letter, { kind: "handed_over" });
      const arrives = () => table.deliver("notice.prior_information", "webhook");
      const comesBack = () => table.bounce(letter);
      const [former, latter] = first === "webhook" ? [arrives, comesBack] : [comesBack, arrives];
      former();
      expect(statusOf(table.kase)).toBe("prior_information");
      latter();
      expect(statusOf(table.kase)).toBe("undeliverable");
      expect(pendingTypes(table.kase)).toEqual(["case.undeliverable"]);
      table.must(officerActs.resumeDelivery);
      expect(table.pending("notice.prior_information", "mail")).toBeDefined();
    },
  );
});

describe("what a later order to the same host is told", () => {
  const told = (table: ReturnType<typeof play>, type: CaseEvent["type"]) =>
    informsHost(table.last(type as "notice.delivered")!, table.kase);

  it("is the instant of a receipt by hand, with which the officer has informed the host", () => {
    const table = firstOrder();
    table.wait(5 * minute);
    table.must(receiptCommand(plus(table.now, -minute)));
    expect(told(table, "notice.delivered")).toBe(plus(start, 4 * minute));
  });

  it("stays the end of the twelve hours where those had begun before the receipt by hand", () => {
    const table = firstOrder();
    table.deliver("notice.prior_information");
    expect(told(table, "prior_information.given")).toBe(plus(start, 12 * hour));
    table.wait(hour);
    table.must(receiptCommand(table.now));
    expect(told(table, "notice.delivered")).toBeUndefined();
  });

  it("is nothing where the host had been informed for another order, or need not be", () => {
    for (const open of [{}, { notBefore: plus(start, 4 * hour) }]) {
      const table = play("fr-lcen-6-1-csam", { open });
      table.must(receiptCommand(start));
      expect(told(table, "notice.delivered")).toBeUndefined();
    }
  });

  it("is the opening of an order that an emergency has served at once", () => {
    const table = play("fr-lcen-6-1-csam", { open: { waived: true } });
    expect(told(table, "case.opened")).toBe(start);
    table.deliver();
    expect(told(table, "notice.delivered")).toBeUndefined();
  });
});

describe("an order to a host that was informed for another a short while ago", () => {
  it("waits for what is left of the twelve hours, and is not preceded by anything", () => {
    const notBefore = plus(start, 4 * hour);
    const { kase } = play("fr-lcen-6-1-csam", { open: { notBefore }, authorityIsTold: [] });
    expect(kase.outbox).toMatchObject([{ type: "notice.issued", nextAttemptAt: notBefore }]);
  });
});
