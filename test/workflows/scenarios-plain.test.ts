import { expect, it } from "vitest";
import { plus } from "../../core/contract/instant.ts";
import { statusOf } from "../../core/case/status.ts";
import { down } from "../support/workflow-sender.ts";
import { describeWorlds } from "../support/workflow-server.ts";

const hour = 3_600_000;
/** Legal milliseconds to a real one, at which a day takes three seconds. */
const dayInThreeSeconds = 28_800;

describeWorlds("a case without trouble", (open) => {
  it.concurrent("S1: is answered before the first timer in 4 states, and an acknowledgement tells nobody", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    expect(await world.answer(caseId, "acknowledged")).toMatchObject({ kind: "ok", body: { late: false } });
    expect(world.workflow.told).toEqual([]);
    expect(await world.answer(caseId, "action_taken")).toMatchObject({ kind: "ok", body: { status: "answered" } });
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S2: acknowledged early, wakes once for nothing when that period ends: 6 states", async () => {
    await using world = await open();
    const caseId = await world.open({ acknowledge: "PT5S" });
    await world.start(caseId);
    await world.reaches(caseId, 2);
    await world.answer(caseId, "acknowledged");
    await world.reaches(caseId, 4);
    expect(world.sent).toHaveLength(1);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 6 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent(
    "S3: silent through both periods of a trial order, answered late: 4 states and 2 a round, 8",
    async () => {
      await using world = await open();
      const caseId = await world.open({ acknowledge: "PT1S", act: "PT6S" });
      await world.start(caseId);
      await world.reaches(caseId, 6);
      expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.reminder", "notice.reminder"]);
      expect(await world.answer(caseId, "action_taken")).toMatchObject({ kind: "ok", body: { late: true } });
      expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 8 });
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );

  it.concurrent("S3: three rounds, of an order whose ladder goes on by itself: 10 states", async () => {
    await using world = await open({ scale: dayInThreeSeconds });
    // Arcom is the coordinator of this ladder itself: nobody else is written to.
    const caseId = await world.open({ basis: "eu-dsa-9", authority: "arcom", acknowledge: "PT240H" });
    await world.start(caseId);
    await world.reaches(caseId, 8);
    expect((await world.eventsOf(caseId)).filter((type) => type === "step.proposed")).toHaveLength(2);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 10 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S4: the late answer is passed on to who received a step: 3 states more, 13", async () => {
    await using world = await open({ scale: dayInThreeSeconds });
    const caseId = await world.open({ basis: "eu-dsa-9", acknowledge: "PT240H" });
    await world.start(caseId);
    await world.reaches(caseId, 8);
    const before = world.sent.length;
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 13 });
    expect(world.sent.slice(before).map(({ type, to }) => [type, to])).toEqual([["escalation.copy", "arcom"]]);
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S5: an endpoint that is down three times costs 2 states an attempt: 10", async () => {
    await using world = await open({ scale: 60 });
    world.answerBy(async ({ attempt }) => (attempt <= 3 ? down : undefined));
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 8);
    expect(world.sent.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
    expect(new Set(world.sent.map(({ messageId }) => messageId)).size).toBe(1);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 10 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S6: undeliverable, it waits for a person; delivery taken up again costs 3 states: 11", async () => {
    await using world = await open({ scale: 6 });
    world.answerBy(async () => down);
    const caseId = await world.open({ acknowledge: "PT30S" });
    await world.start(caseId);
    await world.reaches(caseId, 6);
    const record = await world.recordOf(caseId);
    expect(statusOf(record.case)).toBe("undeliverable");
    expect(record.wakeAt).toBeUndefined();
    expect(world.engine().livingTokens()).toBe(1);
    world.answerBy(() => undefined);
    expect(await world.act(caseId, "resumeDelivery")).toMatchObject({ kind: "ok" });
    await world.reaches(caseId, 9);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 11 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S7: withdrawn while it waits, it tells the platform and settles: 7 states", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    expect(await world.act(caseId, "withdrawCase")).toMatchObject({ kind: "ok" });
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 7 });
    expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.withdrawn"]);
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent(
    "S22: twelve hours of prior information pass before the first send, never fewer: 6 states",
    async () => {
      await using world = await open({ scale: 8_640 });
      const notBefore = plus(world.clock.now(), 12 * hour);
      const caseId = await world.open({ acknowledge: "PT72H", act: "PT72H", notBefore });
      await world.start(caseId);
      await world.reaches(caseId, 2);
      expect(world.sent).toEqual([]);
      await world.reaches(caseId, 4);
      expect(world.sent).toHaveLength(1);
      expect(world.sent[0]!.at >= notBefore).toBe(true);
      await world.answer(caseId, "action_taken");
      expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 6 });
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );

  it.concurrent("S23: answered within those twelve hours, it is never sent: 4 states", async () => {
    await using world = await open({ scale: 8_640 });
    const notBefore = plus(world.clock.now(), 240 * hour);
    const caseId = await world.open({ acknowledge: "PT72H", act: "PT72H", notBefore });
    await world.start(caseId);
    await world.reaches(caseId, 2);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(world.sent).toEqual([]);
    expect(await world.isAtRest(caseId)).toBe(true);
  });
});

describeWorlds("an authority that has a webhook is told by messages, and", (open) => {
  it.concurrent("a case answered in time then takes 7 states: 3 for the message that says so", async () => {
    await using world = await open({ authorityIsTold: true });
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    await world.answer(caseId, "acknowledged");
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 7 });
    expect(world.sent.map(({ type, to }) => [type, to])).toEqual([
      ["notice.issued", "shein"],
      ["case.settled", "dgccrf"],
    ]);
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("a late round sends to both sides at once and still costs 2: 9 states", async () => {
    await using world = await open({ authorityIsTold: true });
    const caseId = await world.open({ acknowledge: "PT1S" });
    await world.start(caseId);
    await world.reaches(caseId, 4);
    expect(world.sent.map(({ type }) => type).sort()).toEqual(["case.overdue", "notice.issued", "notice.reminder"]);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 9 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });
});
