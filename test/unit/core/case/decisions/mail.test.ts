import { describe, expect, it } from "vitest";
import { nextWake } from "../../../../../core/case/next-wake.ts";
import { isOver, statusOf } from "../../../../../core/case/status.ts";
import type { Duration } from "../../../../../core/contract/duration.ts";
import { plus, type Instant } from "../../../../../core/contract/instant.ts";
import { platformIn } from "../../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../../core/law/directory/starting-directory.ts";
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
  type Play,
  type PlayOptions,
} from "../../../../support/cases.ts";

const failed = { kind: "failed", code: "http_status", httpStatus: 503 } as const;
const gone = { kind: "hopeless", code: "gone", httpStatus: 410 } as const;
const handedOver = { kind: "handed_over" } as const;
const shein = platformIn(startingDirectory, "shein")!;
const undesignated = { ...shein, webhookIsContactPoint: false };

/** Opened where mail is sent. */
const opened = (options: PlayOptions = {}, basisId = "eu-dsa-16") => play(basisId, { hasMail: true, ...options });

const letterOf = (table: Play) => table.pending("notice.issued", "mail");

describe("the letter in the place of a webhook", () => {
  it("is queued at the first failure, for a tenth of the delivery window after the first attempt", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), failed);
    expect(letterOf(table)).toMatchObject({
      messageId: idOf("msg", 2),
      insteadOf: idOf("msg", 1),
      sequence: 1,
      attempt: 1,
      nextAttemptAt: plus(start, 2.4 * hour),
      windowEndsAt: plus(start, 2.4 * hour + 3 * day),
    });
    expect(table.kase.sequence).toBe(1);
  });

  it("is a minute at least, and counts from the first attempt", () => {
    const within = { acknowledge: "PT5M" as Duration, act: "PT40M" as Duration };
    const table = opened({ open: { within } }, "sandbox");
    table.attempt(table.pending("notice.issued"), failed);
    expect(letterOf(table).nextAttemptAt).toBe(plus(start, minute));
  });

  it("is queued once, and the webhook goes on", () => {
    const table = opened();
    for (const wait of [0, 10 * second, 20 * second]) {
      table.wait(wait);
      table.attempt(table.pending("notice.issued", "webhook"), failed);
    }
    expect(table.kase.outbox.filter(({ channel }) => channel === "mail")).toHaveLength(1);
    expect(table.pending("notice.issued", "webhook")).toMatchObject({ attempt: 4, alsoByMail: true });
  });

  it.each([
    ["an endpoint that is gone", gone],
    ["a platform without an endpoint", { kind: "failed", code: "no_endpoint" }],
  ] as const)("goes at once for %s", (_, result) => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), result);
    expect(letterOf(table).nextAttemptAt).toBe(start);
    expect(statusOf(table.kase)).toBe("delivering");
  });

  it("is not needed any more once the webhook has arrived", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), failed);
    table.wait(10 * second);
    table.deliver("notice.issued", "webhook");
    expect(table.kase.outbox).toEqual([]);
    expect(table.kase.delivery).toMatchObject({ state: "delivered", means: "webhook" });
  });

  it("does not exist in a deployment without mail", () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), failed);
    expect(table.kase.outbox.map(({ channel }) => channel)).toEqual(["webhook"]);
  });
});

describe("a platform whose webhook is not its designated point of contact", () => {
  const options = { platform: undesignated };

  it("is written to at once, beside the webhook, under one number", () => {
    const { outbox, sequence } = opened(options).kase;
    expect(outbox.map(({ channel, sequence: number, nextAttemptAt }) => [channel, number, nextAttemptAt])).toEqual([
      ["webhook", 1, start],
      ["mail", 1, start],
    ]);
    expect(sequence).toBe(1);
  });

  it("has received the notice when the letter arrives, not when the webhook does", () => {
    const table = opened(options);
    table.deliver("notice.issued", "webhook");
    expect(table.kase.clocks.acknowledge.state).toBe("not_started");
    expect(pendingTypes(table.kase)).toEqual(["notice.issued"]);
    table.wait(minute);
    table.deliver("notice.issued", "mail");
    expect(table.kase.clocks.acknowledge).toMatchObject({ state: "running", startedAt: table.now });
  });

  it.each(["webhook", "mail"] as const)("cannot be reached when the letter has come back, the %s first", (first) => {
    const table = opened(options);
    const letter = letterOf(table);
    table.attempt(letter, handedOver);
    if (first === "webhook") table.deliver("notice.issued", "webhook");
    expect(statusOf(table.kase)).toBe("delivering");
    table.bounce(letter);
    if (first === "mail") table.deliver("notice.issued", "webhook");
    expect(statusOf(table.kase)).toBe("undeliverable");
    expect(pendingTypes(table.kase)).toContain("case.undeliverable");
  });

  it("is written to about everything else as well", () => {
    const table = opened(options);
    table.deliver("notice.issued", "mail");
    table.must(officerActs.withdraw);
    const told = table.kase.outbox.filter(({ type }) => type === "notice.withdrawn");
    expect(told.map(({ channel }) => channel)).toEqual(["webhook", "mail"]);
  });
});

describe("a letter that the provider has", () => {
  it("is not delivered: no clock starts, and no attempt follows before its window ends", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), gone);
    const letter = letterOf(table);
    expect(table.attempt(letter, handedOver).map(({ type }) => type)).toEqual(["message.handed_over"]);
    expect(table.kase.clocks.acknowledge.state).toBe("not_started");
    expect(table.kase.delivery).toMatchObject({ state: "pending", attempted: true });
    expect(letterOf(table)).toMatchObject({ handedOverAt: start, nextAttemptAt: letter.windowEndsAt });
    expect(nextWake(table.kase)).toBe(letter.windowEndsAt);
  });

  it("starts the clocks when it arrives, at the instant that the provider tells", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), gone);
    const letter = letterOf(table);
    table.attempt(letter, handedOver);
    table.wait(minute);
    const at = plus(start, 20 * second);
    table.mailEvent(letter, { kind: "delivered", at });
    expect(table.kase.delivery).toMatchObject({
      state: "delivered",
      means: "mail",
      deliveredAt: at,
      messageId: letter.messageId,
    });
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: at });
  });

  it("and a webhook, both on their way, start the clocks with the first that arrives", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), failed);
    table.wait(2.4 * hour);
    const letter = letterOf(table);
    table.attempt(letter, handedOver);
    table.deliver("notice.issued", "mail");
    const { clocks } = table.kase;
    expect(pendingTypes(table.kase)).toEqual(["notice.issued"]);
    table.wait(hour);
    expect(table.deliver("notice.issued", "webhook").map(({ type }) => type)).toEqual(["message.delivered"]);
    expect(table.kase.clocks).toEqual(clocks);
  });

  it("of which no word comes before its window ends is given up: the case is undeliverable", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), gone);
    table.attempt(letterOf(table), handedOver);
    table.until(letterOf(table).windowEndsAt);
    table.attempt(letterOf(table), { kind: "hopeless", code: "no_delivery_told" });
    expect(statusOf(table.kase)).toBe("undeliverable");
  });

  it("is told of once: what the provider repeats changes nothing", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), gone);
    const { messageId } = letterOf(table);
    table.deliver("notice.issued", "mail");
    const again = { type: "record_mail_event", messageId, outcome: { kind: "delivered", at: table.now } } as const;
    expect(table.send(again)).toEqual({ kind: "refused", code: "message_not_awaited" });
  });

  it("is never a webhook: what a mail provider tells of one is refused", () => {
    const table = opened();
    const { messageId } = table.pending("notice.issued", "webhook");
    const told = { type: "record_mail_event", messageId, outcome: { kind: "delivered", at: table.now } } as const;
    expect(table.send(told)).toEqual({ kind: "refused", code: "message_not_awaited" });
  });
});

describe("a letter that comes back", () => {
  it("before it arrived leaves the case undeliverable when nothing else is left, and not before", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), failed);
    const letter = letterOf(table);
    table.attempt(letter, handedOver);
    table.bounce(letter);
    expect(statusOf(table.kase)).toBe("delivering");
    table.attempt(table.pending("notice.issued", "webhook"), gone);
    expect(statusOf(table.kase)).toBe("undeliverable");
    expect(stepState(table.kase, "undeliverable-authority")).toBe("taken");
  });

  /** Received by mail, then given back. */
  function taken(until: (table: Play) => void = () => undefined): Play {
    const table = opened({ authorityIsTold: ["webhook", "mail"] });
    table.attempt(table.pending("notice.issued"), gone);
    const letter = letterOf(table);
    table.deliver("notice.issued", "mail");
    until(table);
    table.bounce(letter);
    return table;
  }

  it("after it had arrived takes the receipt back: no clock has started, and the authority is told", () => {
    const table = taken();
    expect(table.kase.clocks.acknowledge).toEqual({
      basis: "sla",
      rule: "elapsed",
      within: "PT24H",
      settleMilliseconds: 5 * second,
      state: "not_started",
    });
    expect(table.last("receipt.taken_back")?.data.code).toBe("unknown");
    const told = table.kase.outbox.filter(({ type }) => type === "case.receipt_taken_back");
    expect(told.map(({ channel }) => channel)).toEqual(["webhook", "mail"]);
    expect(statusOf(table.kase)).toBe("undeliverable");
    expect(table.kase.delivery.deliveredAt).toBeUndefined();
  });

  it("after it had arrived is followed by no escalation, however long nobody answers", () => {
    const table = taken((before) => {
      before.wait(20 * hour);
      before.takeDueSteps();
      expect(pendingTypes(before.kase)).toContain("notice.reminder");
    });
    expect(pendingTypes(table.kase)).not.toContain("notice.reminder");
    table.wait(100 * day);
    table.takeDueSteps();
    expect(table.last("clock.missed")).toBeUndefined();
  });

  it("while the webhook is still on its way leaves the case to that", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), failed);
    const letter = letterOf(table);
    table.deliver("notice.issued", "mail");
    table.bounce(letter);
    expect(statusOf(table.kase)).toBe("delivering");
    table.wait(minute);
    table.deliver("notice.issued", "webhook");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
  });

  /** Received by mail, then by webhook as well, before the letter comes back. */
  function takenBehind(changes: PlayOptions = {}): { table: Play; came: Instant } {
    const table = opened({ authorityIsTold: ["webhook"], ...changes });
    if (changes.platform === undefined) table.attempt(table.pending("notice.issued"), failed);
    const letter = letterOf(table);
    table.deliver("notice.issued", "mail");
    table.wait(hour);
    table.deliver("notice.issued", "webhook");
    const came = table.now;
    table.wait(30 * hour);
    table.takeDueSteps();
    expect(table.kase.clocks.acknowledge.state).toBe("missed");
    table.bounce(letter);
    return { table, came };
  }

  it("after the designated webhook has brought the notice as well leaves it received, when that did", () => {
    const { table, came } = takenBehind();
    expect(table.kase.delivery).toEqual({ state: "delivered", attempted: true, means: "webhook", deliveredAt: came });
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: came });
    expect(table.kase.clocks.acknowledge).toMatchObject({ state: "running", startedAt: came });
    expect(table.last("case.undeliverable")).toBeUndefined();
    expect(pendingTypes(table.kase)).not.toContain("case.receipt_taken_back");
    table.takeDueSteps();
    expect(table.kase.clocks.acknowledge).toMatchObject({ state: "missed", startedAt: came });
  });

  it("after a webhook that nobody has designated has brought the notice leaves the case undeliverable", () => {
    const { table } = takenBehind({ platform: undesignated });
    expect(statusOf(table.kase)).toBe("undeliverable");
    expect(pendingTypes(table.kase)).toContain("case.receipt_taken_back");
  });

  it("after the platform has answered takes nothing back: who answers has received it", () => {
    const table = opened();
    table.attempt(table.pending("notice.issued"), gone);
    const { messageId } = letterOf(table);
    table.deliver("notice.issued", "mail");
    table.answer("acknowledged");
    const bounce = {
      type: "record_mail_event",
      messageId,
      outcome: { kind: "bounced", at: table.now, code: "unknown" },
    } as const;
    expect(table.send(bounce)).toEqual({ kind: "refused", code: "message_not_awaited" });
  });
});

describe("a step to somebody outside the directory", () => {
  const copy = "issued-arcom-qualified-person";

  it("goes by mail to the holder of the role, whose address is known", () => {
    const { kase } = opened({}, "fr-lcen-6-1-csam");
    const message = kase.outbox.find(({ step }) => step === copy);
    expect(message).toMatchObject({
      type: "escalation.copy",
      channel: "mail",
      to: { kind: "holder", role: "arcom_qualified_person" },
    });
    expect(stepState(kase, copy)).toBe("taken");
  });

  it("is a task where no address is known, or no mail is sent", () => {
    const recipients = startingDirectory.recipients.map((recipient) =>
      recipient.role === "arcom_qualified_person"
        ? { ...recipient, holder: { kind: "person" as const, name: "Personnalité qualifiée" } }
        : recipient,
    );
    const tables = [opened({ recipients }, "fr-lcen-6-1-csam"), play("fr-lcen-6-1-csam")];
    for (const { kase } of tables) expect(stepState(kase, copy)).toBe("task");
  });

  it("becomes a task when the letter comes back, and the authority is told on each channel that it wishes", () => {
    const table = opened({ authorityIsTold: ["webhook", "mail"] }, "fr-lcen-6-1-csam");
    const message = table.kase.outbox.find(({ step }) => step === copy)!;
    table.attempt(message, handedOver);
    table.bounce(message);
    expect(stepState(table.kase, copy)).toBe("task");
    const told = table.kase.outbox.filter(({ type, step }) => type === "case.decision_needed" && step === copy);
    expect(told.map(({ step, task, channel }) => [step, task, channel])).toEqual([
      [copy, "undelivered", "webhook"],
      [copy, "undelivered", "mail"],
    ]);
  });

  it("is followed up by mail", () => {
    const table = opened({}, "fr-lcen-6-1-csam");
    table.workOff();
    table.answer("action_taken");
    const followUps = table.kase.outbox.filter(({ type }) => type === "escalation.follow_up");
    expect(followUps).toMatchObject([{ to: { kind: "holder", role: "arcom_qualified_person" }, channel: "mail" }]);
  });
});

describe("a step to an authority of the directory", () => {
  const copy = "issued-own-coordinator";

  /** Its webhook fails until a mail of the same words is with the provider. */
  function onBothChannels(): Play {
    const table = opened({}, "fr-conso-521-3-1");
    table.attempt(table.pending("escalation.copy"), failed);
    table.attempt(table.pending("escalation.copy", "mail"), handedOver);
    return table;
  }

  it("is no task where the mail has arrived, when its webhook is given up", () => {
    const table = onBothChannels();
    table.deliver("escalation.copy", "mail");
    table.attempt(table.pending("escalation.copy", "webhook"), gone);
    expect(stepState(table.kase, copy)).toBe("taken");
  });

  it("is no task where the webhook has arrived, when its mail comes back", () => {
    const table = onBothChannels();
    const letter = table.pending("escalation.copy", "mail");
    table.deliver("escalation.copy", "webhook");
    table.bounce(letter);
    expect(stepState(table.kase, copy)).toBe("taken");
  });

  it("is a task where the mail comes back and the webhook is given up after that", () => {
    const table = onBothChannels();
    const asks = () => table.kase.outbox.filter(({ task, step }) => task === "undelivered" && step === copy);
    table.bounce(table.pending("escalation.copy", "mail"));
    expect(stepState(table.kase, copy)).toBe("taken");
    expect(asks()).toEqual([]);
    table.attempt(table.pending("escalation.copy", "webhook"), gone);
    expect(stepState(table.kase, copy)).toBe("task");
    expect(asks()).toHaveLength(1);
  });

  it("goes by mail where its endpoint is not there, and is a task only when that fails, too", () => {
    const table = opened({}, "fr-conso-521-3-1");
    table.attempt(table.pending("escalation.copy"), { kind: "hopeless", code: "no_endpoint" });
    expect(stepState(table.kase, "issued-own-coordinator")).toBe("taken");
    const letter = table.pending("escalation.copy", "mail");
    table.attempt(letter, { kind: "hopeless", code: "no_address" });
    expect(stepState(table.kase, "issued-own-coordinator")).toBe("task");
  });
});

describe("the issuing authority", () => {
  it("is told on each channel that it wishes, each with a number of its own", () => {
    const table = play("eu-dsa-16", { authorityIsTold: ["webhook", "mail"] });
    table.deliver();
    table.answer("action_taken");
    expect(table.kase.outbox.map(({ type, channel, sequence }) => [type, channel, sequence])).toEqual([
      ["case.settled", "webhook", 2],
      ["case.settled", "mail", 3],
    ]);
    table.workOff();
    expect(isOver(table.kase)).toBe(true);
  });
});
