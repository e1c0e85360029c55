import { describe, expect, it } from "vitest";
import { statusOf } from "../../../../../core/case/status.ts";
import type { Duration } from "../../../../../core/contract/duration.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  contextOf,
  correctCommand,
  day,
  decideQuestionCommand,
  digestNumber,
  extendCommand,
  hour,
  idOf,
  officerActs,
  pendingTypes,
  play,
  receiptCommand,
  start,
  type Play,
  type PlayOptions,
} from "../../../../support/cases.ts";

const one = idOf("itm", 1);
const two = idOf("itm", 2);
const three = idOf("itm", 3);
const twoItems = { open: { facts: { items: [one, two] } } };
const removed = (...ids: (typeof one)[]) => ({ items: ids.map((itemId) => ({ itemId, outcome: "removed" as const })) });

function delivered(basisId = "eu-dsa-9"): Play {
  const table = play(basisId, twoItems);
  table.deliver();
  return table;
}

const added = (table: Play) => correctCommand(table.kase, { items: [one, two, three], addsObligation: true });

describe("a correction that adds nothing", () => {
  it("puts the new version in force and tells the platform; the clocks are untouched", () => {
    const table = delivered();
    const { clocks } = table.kase;
    table.wait(hour);
    const command = correctCommand(table.kase);
    table.must(command);
    expect(table.kase).toMatchObject({ noticeVersion: 2, digest: command.digest, clocks });
    expect(pendingTypes(table.kase)).toContain("notice.corrected");
    expect(table.last("notice.corrected")).toMatchObject({
      actor: { kind: "authority", person: "officer-1" },
      data: { noticeVersion: 2, addsObligation: false, by: "officer-1", document: digestNumber(28) },
    });
    table.deliver("notice.corrected");
    expect(table.kase.clocks).toEqual(clocks);
  });

  it("keeps what is on record of the items that stay", () => {
    const table = delivered();
    table.answer("action_taken", removed(one));
    const { items } = table.kase;
    table.must(correctCommand(table.kase));
    expect(table.kase.items).toEqual(items);
  });

  it("is the only version that can be answered from then on", () => {
    const table = delivered();
    const { digest, noticeVersion } = table.kase;
    table.must(correctCommand(table.kase));
    const stale = { kind: "refused", code: "not_current_version" };
    expect(table.refusedAnswer("acknowledged", { digest, noticeVersion })).toMatchObject(stale);
    expect(table.refusedAnswer("acknowledged", { noticeVersion })).toMatchObject(stale);
    expect(table.refusedAnswer("acknowledged").kind).toBe("decided");
  });

  it("may change how long the seller is not told", () => {
    const table = delivered();
    const disclosure = { mode: "withheld", until: plus(start, 10 * day) } as const;
    table.must(correctCommand(table.kase, { disclosure }));
    expect(table.kase.disclosure).toEqual(disclosure);
  });
});

describe("a correction that asks for more", () => {
  it("lets the clock to act stand still until it has arrived, and start anew then", () => {
    const table = delivered();
    table.answer("acknowledged");
    table.wait(47 * hour);
    table.must(added(table));
    expect(table.kase.clocks.act).toMatchObject({
      state: "suspended",
      suspended: { at: table.now, ground: "obligation_added" },
    });
    table.wait(10 * hour);
    table.deliver("notice.corrected");
    expect(table.kase.clocks.act).toMatchObject({
      state: "running",
      dueLegal: plus(table.now, 48 * hour),
      moved: { kind: "reset", at: table.now, reason: "obligation_added" },
    });
  });

  it("starts the clock with an answer that is quicker than the 2xx of its delivery", () => {
    const table = delivered();
    table.must(added(table));
    table.wait(hour);
    const events = table.answer("action_taken", removed(one));
    expect(events.map(({ type }) => type)).toEqual(["clock.reset", "answer.received"]);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
  });

  it("that cannot be delivered is told to the authority: until it has arrived nothing runs", () => {
    const table = delivered();
    table.workOff();
    table.must(added(table));
    table.attempt(table.pending("notice.corrected"), { kind: "hopeless", code: "gone" });
    expect(pendingTypes(table.kase)).toEqual(["case.undeliverable"]);
    expect(table.kase.clocks.act.suspended?.ground).toBe("obligation_added");
    table.must(receiptCommand(table.now));
    expect(table.kase.clocks.act.state).toBe("running");
  });

  it("opens a settled case again: the items that were reported stay so", () => {
    const table = delivered();
    table.answer("action_taken");
    table.must(added(table));
    expect(table.kase.answeredAt).toBeUndefined();
    expect(statusOf(table.kase)).toBe("awaiting_action");
    expect(table.kase.items.map(({ outcome }) => outcome)).toEqual(["removed", "removed", undefined]);
    table.deliver("notice.corrected");
    expect(table.kase.clocks.act).toMatchObject({ state: "running" });
    expect(table.kase.clocks.act.verdict).toBeUndefined();
    table.answer("action_taken", removed(three));
    expect(table.kase.clocks.act.verdict).toBe("met");
  });

  it("of an item that was reported asks for its report anew", () => {
    const table = delivered();
    table.answer("action_taken");
    table.must(correctCommand(table.kase, { reopened: [one], addsObligation: true }));
    expect(table.kase.items).toMatchObject([{ itemId: one }, { itemId: two, outcome: "removed" }]);
    expect(table.kase.items[0]).toEqual({ itemId: one });
    expect(statusOf(table.kase)).toBe("awaiting_action");
  });

  it("while a clarification is owed lets the clock stand still until that has arrived, too", () => {
    const table = delivered("fr-lcen-6-1-csam");
    table.answer("clarification_requested", { reason: "authenticity" });
    table.must(added(table));
    table.deliver("notice.corrected");
    expect(table.kase.clocks.act.suspended?.ground).toBe("clarification_requested");
    table.must(officerActs.clarify);
    table.wait(hour);
    table.deliver("notice.clarified");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
  });

  it("followed by one that adds nothing, before either has arrived, still starts the clock at the receipt", () => {
    const table = delivered();
    table.must(added(table));
    table.must(correctCommand(table.kase));
    expect(pendingTypes(table.kase).filter((type) => type === "notice.corrected")).toHaveLength(1);
    expect(table.kase.clocks.act.suspended?.ground).toBe("obligation_added");
    table.deliver("notice.corrected");
    expect(table.kase.clocks.act.state).toBe("running");
  });
});

describe("a correction that asks for more, for a platform whose webhook is not its designated point of contact", () => {
  const undesignated = { ...contextOf("eu-dsa-9").platform, webhookIsContactPoint: false };

  function corrected(changes: PlayOptions = {}): Play {
    const table = play("eu-dsa-9", { ...twoItems, hasMail: true, platform: undesignated, ...changes });
    table.workOff();
    table.must(added(table));
    return table;
  }

  const awaitsReceipt = { state: "suspended", suspended: { ground: "obligation_added" } };

  it("is received by the letter, not by the webhook", () => {
    const table = corrected();
    table.wait(hour);
    expect(table.deliver("notice.corrected", "webhook").map(({ type }) => type)).toEqual(["message.delivered"]);
    expect(table.kase.clocks.act).toMatchObject(awaitsReceipt);
    expect(table.kase.outbox.map(({ type, channel }) => [type, channel])).toEqual([["notice.corrected", "mail"]]);
    table.wait(hour);
    table.deliver("notice.corrected", "mail");
    const since = table.now;
    const running = { state: "running", startedAt: since, dueLegal: plus(since, 48 * hour) };
    expect(table.kase.clocks.act).toMatchObject(running);
  });

  it("is received once: a webhook behind the letter moves nothing", () => {
    const table = corrected();
    table.deliver("notice.corrected", "mail");
    const { clocks } = table.kase;
    table.wait(hour);
    table.deliver("notice.corrected", "webhook");
    expect(table.kase.clocks).toEqual(clocks);
    expect(table.kase.outbox).toEqual([]);
  });

  it("is received by the webhook where no mail is sent", () => {
    const table = corrected({ hasMail: false });
    table.wait(hour);
    table.deliver("notice.corrected");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
  });

  it.each(["webhook", "mail"] as const)(
    "is known to nobody once the letter has come back, which the authority is told; the %s was first",
    (first) => {
      const table = corrected();
      const letter = table.pending("notice.corrected", "mail");
      table.attempt(letter, { kind: "handed_over" });
      const arrives = () => table.deliver("notice.corrected", "webhook");
      const comesBack = () => table.bounce(letter);
      const [former, latter] = first === "webhook" ? [arrives, comesBack] : [comesBack, arrives];
      former();
      expect(pendingTypes(table.kase)).toEqual(["notice.corrected"]);
      latter();
      expect(pendingTypes(table.kase)).toEqual(["case.undeliverable"]);
      expect(table.kase.clocks.act).toMatchObject(awaitsReceipt);
    },
  );

  it("is known to nobody where the designation was taken back while it went out, and no letter goes", () => {
    const platform = { ...undesignated, webhookIsContactPoint: true };
    const table = corrected({ platform });
    platform.webhookIsContactPoint = false;
    table.deliver("notice.corrected", "webhook");
    expect(pendingTypes(table.kase)).toEqual(["case.undeliverable"]);
    expect(table.kase.clocks.act).toMatchObject(awaitsReceipt);
  });

  it("tells nobody where the authority does not wish to be told", () => {
    const table = corrected({ authorityIsTold: [] });
    table.bounce(table.pending("notice.corrected", "mail"));
    const [delivered] = table.deliver("notice.corrected", "webhook");
    expect(delivered!.data).not.toHaveProperty("messages");
  });

  it("is received by the letter at the instant that the provider tells", () => {
    const table = corrected();
    const letter = table.pending("notice.corrected", "mail");
    table.attempt(letter, { kind: "handed_over" });
    table.wait(hour);
    const at = table.now;
    table.wait(hour);
    table.mailEvent(letter, { kind: "delivered", at });
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: at });
  });

  it("is received by hand, though the webhook has arrived", () => {
    const table = corrected();
    table.deliver("notice.corrected", "webhook");
    table.wait(hour);
    table.must(receiptCommand(table.now));
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
    expect(table.last("clock.reset")).toMatchObject({ data: { means: "bailiff", reason: "obligation_added" } });
  });

  it.each(["acknowledged", "clarification_requested", "contested"] as const)(
    "is received with an answer, though the webhook has arrived: %s",
    (answer) => {
      const table = corrected();
      table.deliver("notice.corrected", "webhook");
      table.wait(hour);
      const events = table.answer(answer, answer === "acknowledged" ? {} : { reason: "other" });
      expect(events.map(({ type }) => type).slice(0, 2)).toEqual(["clock.reset", "answer.received"]);
      expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
    },
  );
});

describe("a correction that asks for more of items that the authority has released", () => {
  it("moves nothing: no measure is expected of them", () => {
    const table = delivered();
    table.answer("not_addressee");
    table.must(decideQuestionCommand("not_addressee", "accept"));
    const { clocks } = table.kase;
    table.must(correctCommand(table.kase, { addsObligation: true }));
    expect(table.kase.clocks).toEqual(clocks);
    expect(statusOf(table.kase)).toBe("answered");
  });
});

describe("a correction that asks for less", () => {
  it("settles the case where nothing is left, and stops the clock", () => {
    const table = delivered();
    table.answer("action_taken", removed(one));
    table.wait(hour);
    table.must(correctCommand(table.kase, { items: [one] }));
    expect(table.kase.answeredAt).toBe(table.now);
    expect(statusOf(table.kase)).toBe("answered");
    expect(table.kase.clocks.act).toMatchObject({ state: "stopped", endedAt: table.now });
    expect(table.last("clock.stopped")?.data.reason).toBe("obligation_removed");
  });

  it("leaves the clock running where something is", () => {
    const table = delivered();
    const { clocks } = table.kase;
    table.must(correctCommand(table.kase, { items: [two] }));
    expect(table.kase.clocks).toEqual(clocks);
    expect(table.kase.items).toEqual([{ itemId: two }]);
  });
});

describe("a correction before the receipt", () => {
  it("is served in the place of the version before, within its window, and moves no clock", () => {
    const table = play("eu-dsa-9", twoItems);
    const { windowEndsAt } = table.pending("notice.issued");
    table.wait(hour);
    table.must(added(table));
    const issued = table.kase.outbox.filter(({ type }) => type === "notice.issued");
    expect(issued).toMatchObject([{ attempt: 1, nextAttemptAt: table.now, windowEndsAt }]);
    expect(pendingTypes(table.kase)).not.toContain("notice.corrected");
    expect(table.kase.clocks.act.state).toBe("not_started");
    table.deliver();
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
  });

  it("goes out although only a letter was left to serve the version before", () => {
    const table = play("eu-dsa-9", { ...twoItems, hasMail: true });
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    table.must(added(table));
    expect(pendingTypes(table.kase)).toContain("notice.issued");
  });

  it("waits with its order for the end of the prior information", () => {
    const table = play("fr-lcen-6-1-csam", { open: { ...twoItems.open, prior: "PT12H" as Duration } });
    table.must(added(table));
    expect(pendingTypes(table.kase)).toEqual(["notice.prior_information"]);
    table.deliver("notice.prior_information");
    table.wait(hour);
    table.must(correctCommand(table.kase));
    expect(table.pending("notice.issued").nextAttemptAt).toBe(plus(start, 12 * hour));
  });

  it("of an undeliverable case is what is served once delivery is resumed", () => {
    const table = play("eu-dsa-9", twoItems);
    table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    table.must(added(table));
    expect(statusOf(table.kase)).toBe("undeliverable");
    table.must(officerActs.resumeDelivery);
    table.deliver();
    expect(table.kase.items.map(({ itemId }) => itemId)).toEqual([one, two, three]);
  });
});

describe("a correction that leaves nothing owed", () => {
  const basis = "eu-dsa-9";

  it("settles the case: the authority and whoever received a step are told, and the effect is", () => {
    const table = delivered(basis);
    table.answer("action_taken", removed(one));
    table.wait(30 * day);
    table.takeDueSteps();
    const steps = table.kase.ladder.filter(({ state }) => state === "taken").length;
    expect(steps).toBeGreaterThan(0);
    table.must(correctCommand(table.kase, { items: [one] }));
    expect(statusOf(table.kase)).toBe("answered");
    expect(pendingTypes(table.kase)).toEqual(expect.arrayContaining(["notice.corrected", "case.settled"]));
    expect(table.kase.outbox.some(({ type }) => type.startsWith("escalation."))).toBe(true);
  });
});

describe("a position on all items", () => {
  it("is none on an item that a correction adds", () => {
    const table = delivered();
    table.answer("contested", { reason: "not_illegal" });
    table.must(added(table));
    expect(table.kase.questions).toMatchObject([{ concerned: [one, two] }]);
    table.must(decideQuestionCommand("contested", "accept"));
    expect(table.kase.items.map(({ released }) => released)).toEqual(["contested", "contested", undefined]);
    expect(statusOf(table.kase)).not.toBe("answered");
  });
});

describe("an explicit acknowledgement", () => {
  it("has a place for each version", () => {
    const table = delivered();
    table.answer("acknowledged");
    const { acknowledgedAt } = table.kase;
    expect(table.refusedAnswer("acknowledged")).toEqual({ kind: "refused", code: "already_acknowledged" });
    table.must(added(table));
    table.wait(hour);
    table.answer("acknowledged");
    expect(table.kase).toMatchObject({ acknowledgedAt, acknowledgedVersion: 2 });
    // Who acknowledges a correction has received it: what was added runs from then.
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
    expect(table.refusedAnswer("acknowledged")).toEqual({ kind: "refused", code: "already_acknowledged" });
  });
});

describe("more time that the authority has given", () => {
  it("is not taken back by a correction that asks for more", () => {
    const table = delivered();
    const until = plus(start, 60 * day);
    table.must(extendCommand(until));
    table.must(added(table));
    table.deliver("notice.corrected");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now, dueLegal: until });
  });

  it("gives way to a later due instant", () => {
    const table = delivered();
    const { dueLegal } = table.kase.clocks.act;
    table.must(extendCommand(plus(dueLegal!, 1_000)));
    table.wait(2 * day);
    table.must(added(table));
    table.deliver("notice.corrected");
    expect(table.kase.clocks.act.dueLegal! > plus(dueLegal!, day)).toBe(true);
  });
});

describe("a correction is refused", () => {
  it("where its version is in force already, or older", () => {
    const table = delivered();
    const command = correctCommand(table.kase);
    table.must(command);
    expect(table.send(command)).toEqual({ kind: "refused", code: "already_so" });
    expect(table.send({ ...command, noticeVersion: 1 })).toEqual({ kind: "refused", code: "already_so" });
  });

  it("where it asks for more once the time to act has passed: the breach stays on record, and so do its steps", () => {
    const table = delivered();
    table.until(plus(table.kase.clocks.act.dueLegal!, 1));
    const refused = { kind: "refused", code: "time_has_passed" };
    expect(table.send(added(table))).toEqual(refused);
    table.wait(2 * hour);
    table.takeDueSteps();
    expect(table.kase.clocks.act.state).toBe("missed");
    expect(table.send(added(table))).toEqual(refused);
    table.answer("action_taken");
    expect(table.send(added(table))).toEqual(refused);
    expect(table.send(correctCommand(table.kase)).kind).toBe("decided");
  });

  it("not at the due instant yet", () => {
    const table = delivered();
    table.until(table.kase.clocks.act.dueLegal!);
    expect(table.send(added(table)).kind).toBe("decided");
  });

  it("no more once the authority has given more time", () => {
    const table = delivered();
    table.wait(50 * hour);
    table.takeDueSteps();
    table.must(extendCommand(plus(table.now, day)));
    expect(table.send(added(table)).kind).toBe("decided");
  });

  it("after a withdrawal and after the closure", () => {
    const table = delivered();
    table.must(officerActs.withdraw);
    expect(table.send(correctCommand(table.kase))).toEqual({ kind: "refused", code: "case_withdrawn" });
    table.must(officerActs.close);
    expect(table.send(correctCommand(table.kase))).toEqual({ kind: "refused", code: "case_closed" });
  });
});
