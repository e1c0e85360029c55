import { describe, expect, it } from "vitest";
import { decide } from "../../../../../core/case/decide.ts";
import { nextWake } from "../../../../../core/case/next-wake.ts";
import { statusOf } from "../../../../../core/case/status.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  answerCommand,
  contextOf,
  decideStepCommand,
  hour,
  idOf,
  officerActs,
  openCommand,
  pendingTypes,
  play,
  recipientName,
  second,
  start,
  stepState,
} from "../../../../support/cases.ts";

describe("opening a case", () => {
  it("puts the served notice into the outbox, due at once, for as long as the acknowledge window", () => {
    const { kase } = play("eu-dsa-16");
    expect(kase.outbox).toEqual([
      {
        messageId: idOf("msg", 1),
        type: "notice.issued",
        to: { kind: "platform", id: "shein", contact: "point_of_contact" },
        channel: "webhook",
        sequence: 1,
        queuedAt: start,
        attempt: 1,
        nextAttemptAt: start,
        windowEndsAt: plus(start, 24 * hour),
      },
    ]);
    expect(statusOf(kase)).toBe("delivering");
  });

  it("starts no clock: the platform has received nothing", () => {
    const { kase } = play("eu-dsa-16");
    expect(kase.clocks.acknowledge).toEqual({
      basis: "sla",
      rule: "elapsed",
      within: "PT24H",
      settleMilliseconds: 5 * second,
      state: "not_started",
    });
    expect(kase.clocks.act.state).toBe("not_started");
  });

  it("keeps the periods that the order itself sets, and says that it is the order that sets them", () => {
    const { act } = play("fr-conso-521-3-1").kase.clocks;
    expect(act).toMatchObject({ within: "PT48H", basis: "set_in_order" });
  });

  it("pauses five wall seconds after the due instant of an hour or more, and not at all after a shorter one", () => {
    const settle = 7_200 * second;
    const long = play("eu-dsa-16", { settleMilliseconds: settle }).kase.clocks;
    const short = play("sandbox", { settleMilliseconds: settle }).kase.clocks;
    expect([long.acknowledge.settleMilliseconds, long.act.settleMilliseconds]).toEqual([settle, settle]);
    expect([short.acknowledge.settleMilliseconds, short.act.settleMilliseconds]).toEqual([0, 0]);
  });

  it("counts a window of working days as long", () => {
    expect(play("eu-gpsr-22-order").kase.clocks.acknowledge.settleMilliseconds).toBe(5 * second);
  });

  it("takes the copies that go with issuing and proposes what states a legal consequence", () => {
    const { kase, last } = play("fr-conso-521-3-1");
    expect(stepState(kase, "issued-own-coordinator")).toBe("taken");
    expect(stepState(kase, "issued-public-prosecutor")).toBe("proposed");
    expect(last("step.taken")?.data.recipient).toEqual({ kind: "authority", id: "arcom" });
    expect(kase.outbox.map(({ type, to, step }) => [type, recipientName(to), step])).toEqual([
      ["notice.issued", "shein", undefined],
      ["escalation.copy", "arcom", "issued-own-coordinator"],
      ["case.decision_needed", "dgccrf", "issued-public-prosecutor"],
    ]);
  });

  it("makes a step whose recipient has no address a task for the officer, who is told", () => {
    const { kase } = play("fr-lcen-6-1-csam");
    expect(stepState(kase, "issued-arcom-qualified-person")).toBe("task");
    const told = kase.outbox.find(({ step }) => step === "issued-arcom-qualified-person");
    expect(told).toMatchObject({ type: "case.decision_needed", task: "no_address" });
  });

  it("tells nothing to an authority without a webhook; its steps come up all the same", () => {
    const { kase } = play("fr-conso-521-3-1", { authorityIsTold: [] });
    expect(pendingTypes(kase)).toEqual(["notice.issued", "escalation.copy"]);
    expect(stepState(kase, "issued-public-prosecutor")).toBe("proposed");
  });

  it("holds the first order to a host back until its prior information has run", () => {
    const notBefore = plus(start, 12 * hour);
    const { kase } = play("fr-lcen-6-1-csam", { open: { notBefore }, authorityIsTold: [] });
    expect(statusOf(kase)).toBe("prior_information");
    expect(kase.outbox[0]).toMatchObject({ nextAttemptAt: notBefore, windowEndsAt: plus(notBefore, 2 * hour) });
    expect(nextWake(kase)).toBe(notBefore);
  });

  it("is refused for a case that exists", () => {
    const { kase, context } = play("eu-dsa-16");
    expect(decide(kase, openCommand(context()), context())).toEqual({ kind: "refused", code: "already_open" });
  });

  it("comes before every other command", () => {
    const context = contextOf("eu-dsa-16");
    const commands = [
      officerActs.withdraw,
      officerActs.close,
      officerActs.resumeDelivery,
      decideStepCommand("issued-public-prosecutor"),
      { type: "take_due_step" } as const,
      answerCommand(play("eu-dsa-16").kase, "acknowledged", start),
    ];
    for (const command of commands) {
      expect(decide(undefined, command, context)).toEqual({ kind: "refused", code: "unknown_case" });
    }
  });
});
