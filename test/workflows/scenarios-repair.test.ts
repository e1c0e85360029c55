import { expect, it } from "vitest";
import { clockOf } from "../../core/case/token-protocol.ts";
import { steps } from "../../workflows/takedown-case.steps.ts";
import { down, meetingOf } from "../support/workflow-sender.ts";
import { describeWorlds } from "../support/workflow-server.ts";

const second = 1_000;
const minute = 60 * second;
/** After so long the reconciler takes a wake-up for missed. */
const grace = 61 * second;

describeWorlds("the reconciler makes good", (open) => {
  it.concurrent("S11: a lost call that there is something to send: it sends and tells the end: 4", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    world.workflow.lose("succeed");
    await world.act(caseId, "withdrawCase");
    expect(await world.reconcile({ scope: "due" })).toMatchObject({ worked_off: 0 });
    world.clock.skip(grace);
    expect(await world.reconcile({ scope: "due" })).toMatchObject({ worked_off: 1 });
    expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.withdrawn"]);
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S30: … and when its own attempt fails, it tells the machine to look again: 8", async () => {
    await using world = await open({ scale: 3 });
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    world.workflow.lose("succeed");
    await world.act(caseId, "withdrawCase");
    world.clock.skip(grace);
    world.answerBy(async ({ attempt }) => (attempt === 1 ? down : undefined));
    await world.reconcile({ scope: "due" });
    expect(world.workflow.told).toEqual([{ call: "fail", arrived: "alive" }]);
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 8 });
    expect(world.sent.map(({ type, attempt }) => [type, attempt])).toEqual([
      ["notice.issued", 1],
      ["notice.withdrawn", 1],
      ["notice.withdrawn", 2],
    ]);
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent(
    "S16: a restart after the deadline: what is due happens at once, without waiting: 4 so far",
    async () => {
      await using world = await open();
      const caseId = await world.open({ act: "PT50M" });
      await world.start(caseId);
      await world.reaches(caseId, 2);
      await world.crash();
      world.clock.skip(30 * minute + 10 * second);
      await world.start(caseId);
      await world.reaches(caseId, 4);
      expect(world.workflow.told).toContainEqual({ call: "fail", arrived: "alive" });
      expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.reminder"]);
      expect(world.engine().livingTokens()).toBe(1);
    },
  );

  it.concurrent(
    "a restart of everything after the deadline: what is due is done before its machine begins",
    async () => {
      await using world = await open();
      const [late, early] = [
        await world.open({ act: "PT50M" }),
        await world.open({ acknowledge: "PT45M", act: "PT50M" }),
      ];
      for (const caseId of [late, early]) await world.start(caseId);
      for (const caseId of [late, early]) await world.reaches(caseId, 2);
      await world.crash();
      world.clock.skip(30 * minute + 10 * second);
      expect(await world.reconcile({ scope: "all" })).toMatchObject({ bumped: 2, worked_off: 0 });
      for (const caseId of [late, early]) await world.reaches(caseId, 2, 2);
      expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.issued", "notice.reminder"]);
      expect(await world.eventsOf(early)).not.toContain("clock.missed");
      expect(world.engine().livingTokens()).toBe(2);
    },
  );

  it.concurrent("S27: a machine that is gone: its work at the first miss, a new one only at the later: 4", async () => {
    await using world = await open();
    const caseId = await world.open({ acknowledge: "PT10M", act: "PT30M" });
    await world.start(caseId);
    await world.reaches(caseId, 2);
    await world.crash();
    world.clock.skip(10 * minute + grace);
    expect(await world.reconcile({ scope: "due" })).toMatchObject({ worked_off: 1, bumped: 0 });
    expect((await world.recordOf(caseId)).generation).toBe(1);
    expect(world.sent).toHaveLength(2);
    world.clock.skip(20 * minute);
    expect(await world.reconcile({ scope: "due" })).toMatchObject({ worked_off: 0, bumped: 1 });
    expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.reminder", "notice.reminder"]);
    await world.reaches(caseId, 2, 2);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId, 2)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S28: a machine that is only slower: both send one reminder, one result is recorded: 6", async () => {
    await using world = await open();
    const caseId = await world.open({ acknowledge: "PT4S" });
    await world.start(caseId);
    await world.reaches(caseId, 2);
    const bothAtIt = meetingOf(2);
    // The machine's own wake-up begins its work only when the reconciler is in the middle of its own.
    const { promise: reconcilerSends, resolve } = Promise.withResolvers<undefined>();
    world.insteadOfNext("escalate-case", async (run) => {
      await reconcilerSends;
      return run();
    });
    world.answerBy(async ({ type }) => {
      resolve(undefined);
      if (type === "notice.reminder") await bothAtIt();
      return undefined;
    });
    world.clock.skip(4 * second + grace);
    expect(await world.reconcile({ scope: "due" })).toMatchObject({ worked_off: 1, bumped: 0 });
    await world.reaches(caseId, 4);
    const reminders = world.sent.filter(({ type }) => type === "notice.reminder");
    expect(reminders).toHaveLength(2);
    expect(new Set(reminders.map(({ messageId }) => messageId)).size).toBe(1);
    expect((await world.eventsOf(caseId)).filter((type) => type === "message.delivered")).toHaveLength(1);
    expect((await world.recordOf(caseId)).generation).toBe(1);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 6 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S29: two runs of it at once give one new machine, and record one result: 4", async () => {
    await using world = await open();
    const caseId = await world.open({ acknowledge: "PT1M" });
    await world.start(caseId);
    await world.reaches(caseId, 2);
    await world.crash();
    world.clock.skip(20 * minute);
    const bothCommit = meetingOf(2);
    const bothSend = meetingOf(2);
    // Neither writes before the other has read: at once, however long either is kept by anything else.
    for (let run = 0; run < 2; run += 1) world.cases.beforeCommit(bothCommit);
    world.answerBy(async () => {
      await bothSend();
      return undefined;
    });
    const runs = await Promise.all([world.reconcile({ scope: "due" }), world.reconcile({ scope: "due" })]);
    expect(runs.map(({ bumped }) => bumped).sort()).toEqual([0, 1]);
    expect(runs.map(({ failed }) => failed)).toEqual([0, 0]);
    expect((await world.recordOf(caseId)).generation).toBe(2);
    expect(world.sent.filter(({ type }) => type === "notice.reminder")).toHaveLength(2);
    expect((await world.eventsOf(caseId)).filter((type) => type === "message.delivered")).toHaveLength(1);
    await world.reaches(caseId, 2, 2);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId, 2)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent(
    "S31: a case whose execution was never started: it sends and starts the same generation: 4",
    async () => {
      await using world = await open();
      const caseId = await world.open();
      world.clock.skip(grace);
      expect(await world.reconcile({ scope: "due" })).toMatchObject({ started: 1 });
      expect(world.sent).toHaveLength(1);
      await world.reaches(caseId, 2);
      expect(world.sent).toHaveLength(1);
      await world.answer(caseId, "action_taken");
      expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
      expect((await world.recordOf(caseId)).generation).toBe(1);
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );

  it.concurrent(
    "S32: an execution that failed by a fault of the code: its name is used, so a new generation: 2 and 4",
    async () => {
      await using world = await open();
      const caseId = await world.open({ acknowledge: "PT10M" });
      world.insteadOfNext("await-answer", async () => ({ error: { errorType: "TypeError", errorMessage: "" } }));
      await world.start(caseId);
      expect(await world.endOf(caseId)).toEqual({ status: "FAILED", states: 2 });
      world.clock.skip(10 * minute + grace);
      expect(await world.reconcile({ scope: "due" })).toMatchObject({ bumped: 1, started: 0 });
      await world.reaches(caseId, 2, 2);
      await world.answer(caseId, "action_taken");
      expect(await world.endOf(caseId, 2)).toEqual({ status: "SUCCEEDED", states: 4 });
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );

  it.concurrent(
    "S33: something due that is never done: the cap on rounds ends the execution, a new one does it: 22",
    async () => {
      await using world = await open();
      const caseId = await world.open({ acknowledge: "PT1S" });
      const putBack = world.insteadOf("escalate-case", async (_run, event) => {
        const { clock } = steps.escalateCase.input.parse(event);
        return { payload: clockOf(await world.recordOf(caseId), clock, world.clock.now()) };
      });
      // Ten rounds are left of its 1,500.
      const input = JSON.stringify({ Payload: { caseId, generation: 1, round: 1_490 } });
      world.engine().startExecution({ name: `${caseId}-1`, input });
      expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 22 });
      expect(world.sent).toHaveLength(1);
      putBack();
      world.clock.skip(16 * minute);
      expect(await world.reconcile({ scope: "due" })).toMatchObject({ bumped: 1 });
      expect(world.sent).toHaveLength(2);
      await world.reaches(caseId, 2, 2);
      await world.answer(caseId, "action_taken");
      expect(await world.endOf(caseId, 2)).toEqual({ status: "SUCCEEDED", states: 4 });
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );
});
