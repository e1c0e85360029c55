import { expect, it } from "vitest";
import type { Case } from "../../core/case/state.ts";
import { plus, type Instant } from "../../core/contract/instant.ts";
import type { InvocationResult } from "../../local/aws/lambda/invocation.ts";
import { describeWorlds } from "../support/workflow-server.ts";
import type { World } from "../support/workflow-world.ts";

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** A case whose act clock runs until another instant. */
const actDueAt =
  (dueLegal: Instant) =>
  (kase: Case): Case => {
    const act = { ...kase.clocks.act, state: "running", dueLegal, missedAt: undefined } as const;
    return { ...kase, clocks: { ...kase.clocks, act } };
  };

/** The next invocation of await-answer hangs just before it stores its token; the machine sees `seen` at once. */
function haunt(world: World, seen: InvocationResult) {
  const hanging = Promise.withResolvers<undefined>();
  const release = Promise.withResolvers<undefined>();
  let ghost: Promise<InvocationResult> | undefined;
  world.cases.beforeStoringToken(async () => {
    hanging.resolve(undefined);
    await release.promise;
  });
  world.insteadOfNext("await-answer", async (run) => {
    ghost = run();
    await hanging.promise;
    return seen;
  });
  return async () => {
    release.resolve(undefined);
    return ghost;
  };
}

describeWorlds("what is told between two steps is not lost:", (open) => {
  it.concurrent(
    "S8: an answer commits between read and store of await-answer, which then ends by itself: 4",
    async () => {
      await using world = await open();
      const caseId = await world.open();
      world.cases.beforeStoringToken(async () => {
        await world.answer(caseId, "action_taken");
        expect(world.workflow.told).toEqual([]);
      });
      await world.start(caseId);
      expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
      expect(world.cases.storings).toEqual(["stale"]);
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );

  it.concurrent(
    "S34: the token is stored between read and commit of an answer, which is decided anew and tells it: 4",
    async () => {
      await using world = await open();
      const caseId = await world.open();
      const hanging = Promise.withResolvers<undefined>();
      const release = Promise.withResolvers<undefined>();
      world.cases.beforeStoringToken(async () => {
        hanging.resolve(undefined);
        await release.promise;
      });
      await world.start(caseId);
      await hanging.promise;
      world.cases.beforeCommit(async () => {
        release.resolve(undefined);
        await world.engine().idle();
      });
      expect(await world.answer(caseId, "action_taken")).toMatchObject({ kind: "ok" });
      expect(world.cases.storings).toEqual(["stored"]);
      expect(world.workflow.told).toEqual([{ call: "succeed", arrived: "alive" }]);
      expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );

  it.concurrent("S9: the call that says so is lost, and the machine's own timer finds out: 6", async () => {
    await using world = await open();
    const caseId = await world.open({ acknowledge: "PT5S" });
    await world.start(caseId);
    await world.reaches(caseId, 2);
    world.workflow.lose("succeed");
    await world.answer(caseId, "action_taken");
    expect(world.workflow.told).toEqual([]);
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 6 });
    expect(world.sent).toHaveLength(1);
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S10: the call is lost, and the platform's repeat tells again, with the same words: 4", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    world.workflow.lose("succeed");
    const first = await world.answer(caseId, "action_taken", { webhookId: "wh_1" });
    const repeat = await world.answer(caseId, "action_taken", { webhookId: "wh_1" });
    expect(repeat).toEqual(first);
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent(
    "S12: an invocation that outlives the machine's retry adds its token; one is told, one is dead: 5",
    async () => {
      await using world = await open();
      const caseId = await world.open();
      const release = haunt(world, { error: { errorType: "Sandbox.Timedout", errorMessage: "" } });
      await world.start(caseId);
      await world.reaches(caseId, 3);
      expect(await release()).toEqual({ payload: null });
      expect((await world.recordOf(caseId)).wait?.tokens).toHaveLength(2);
      await world.answer(caseId, "action_taken");
      expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 5 });
      expect(world.workflow.told.map(({ arrived }) => arrived)).toEqual(["alive", "dead"]);
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );

  it.concurrent(
    "S13: an invocation of an older round comes late and leaves the newer round's token alone: 9",
    async () => {
      await using world = await open();
      const caseId = await world.open({ acknowledge: "PT1S" });
      const release = haunt(world, { payload: null });
      await world.start(caseId);
      await world.reaches(caseId, 4);
      const { wait } = await world.recordOf(caseId);
      expect(await release()).toEqual({ payload: null });
      expect((await world.recordOf(caseId)).wait).toEqual(wait);
      expect(wait?.tokens).toHaveLength(1);
      expect(world.cases.storings).toEqual(["stored", "stale"]);
      await world.act(caseId, "withdrawCase");
      expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 9 });
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );

  it.concurrent(
    "S17: a deadline moved earlier wakes the machine; later, or not before its wake, does not: 10",
    async () => {
      await using world = await open();
      const caseId = await world.open();
      await world.start(caseId);
      await world.reaches(caseId, 2);
      await world.answer(caseId, "acknowledged");
      await world.amend(caseId, actDueAt(plus(world.clock.now(), 5 * second)));
      await world.reaches(caseId, 4);
      await world.reaches(caseId, 6);
      expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.reminder"]);
      await world.amend(caseId, actDueAt(plus(world.clock.now(), 40 * day)));
      await world.amend(caseId, actDueAt(plus(world.clock.now(), 30 * day)));
      expect(world.workflow.told).toEqual([{ call: "fail", arrived: "alive" }]);
      await world.amend(caseId, actDueAt(plus(world.clock.now(), 10 * day)));
      await world.reaches(caseId, 8);
      await world.answer(caseId, "action_taken");
      expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 10 });
      expect(world.workflow.told.map(({ call }) => call)).toEqual(["fail", "fail", "succeed"]);
      expect(await world.isAtRest(caseId)).toBe(true);
    },
  );

  it.concurrent("S18: a deadline moved earlier between read and store makes await-answer look again: 6", async () => {
    await using world = await open();
    const caseId = await world.open();
    world.cases.beforeStoringToken(() => world.amend(caseId, actDueAt(plus(world.clock.now(), 10 * minute))));
    await world.start(caseId);
    await world.reaches(caseId, 4);
    expect(world.workflow.told).toEqual([{ call: "fail", arrived: "alive" }]);
    expect(world.cases.storings).toEqual(["stale", "stored"]);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 6 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S24: an answer that comes before the 2xx of its own delivery counts as the receipt: 4", async () => {
    await using world = await open();
    const caseId = await world.open();
    world.answerBy(async () => {
      await world.answer(caseId, "action_taken");
      return undefined;
    });
    await world.start(caseId);
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect((await world.eventsOf(caseId)).filter((type) => type === "notice.delivered")).toHaveLength(1);
    const { clocks } = (await world.recordOf(caseId)).case;
    expect([clocks.acknowledge.verdict, clocks.act.verdict]).toEqual(["met", "met"]);
    expect(await world.isAtRest(caseId)).toBe(true);
  });
});

describeWorlds("two at once:", (open) => {
  it.concurrent("S19: acknowledgement and action are both kept, the second decided anew: 4", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    let action: unknown;
    world.cases.beforeCommit(async () => {
      action = await world.answer(caseId, "action_taken");
    });
    expect(await world.answer(caseId, "acknowledged")).toMatchObject({ kind: "ok" });
    expect(action).toMatchObject({ kind: "ok" });
    const { acknowledgedAt, answeredAt } = (await world.recordOf(caseId)).case;
    expect([acknowledgedAt, answeredAt]).toEqual([expect.any(String), expect.any(String)]);
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S20: the same action twice is recorded once; the second is told that it is answered: 4", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    world.cases.beforeCommit(async () => {
      expect(await world.answer(caseId, "action_taken")).toMatchObject({ kind: "ok" });
    });
    expect(await world.answer(caseId, "action_taken")).toMatchObject({ kind: "problem", key: "already-answered" });
    expect((await world.eventsOf(caseId)).filter((type) => type === "answer.received")).toHaveLength(1);
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S20: the same message twice is recorded once, and both are answered alike: 4", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    let inner: unknown;
    world.cases.beforeCommit(async () => {
      inner = await world.answer(caseId, "action_taken", { webhookId: "wh_1" });
    });
    expect(await world.answer(caseId, "action_taken", { webhookId: "wh_1" })).toEqual(inner);
    expect(inner).toMatchObject({ kind: "ok" });
    expect((await world.eventsOf(caseId)).filter((type) => type === "answer.received")).toHaveLength(1);
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
  });

  it.concurrent("S21: an execution's name is good for one execution, running or ended: 4", async () => {
    await using world = await open();
    const caseId = await world.open();
    expect(await world.start(caseId)).toBe("started");
    expect(await world.start(caseId)).toBe("started");
    const other = world.engine().startExecution({ name: `${caseId}-1`, input: "{}" });
    expect(other).toMatchObject({ kind: "refused", type: "ExecutionAlreadyExists" });
    await world.reaches(caseId, 2);
    expect(world.engine().openExecutions()).toBe(1);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.start(caseId)).toBe("exists");
    expect(await world.isAtRest(caseId)).toBe(true);
  });
});

describeWorlds("of two generations the older one ends:", (open) => {
  it.concurrent("S14: it is told so: 4 states each", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    expect(await world.reconcile({ scope: "all" })).toMatchObject({ bumped: 1 });
    expect(await world.endOf(caseId, 1)).toEqual({ status: "SUCCEEDED", states: 4 });
    await world.reaches(caseId, 2, 2);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId, 2)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(world.sent).toHaveLength(1);
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S15: it was not told and ends by its own timer, sending nothing twice: 6 and 4", async () => {
    await using world = await open();
    const caseId = await world.open({ acknowledge: "PT5S" });
    await world.start(caseId);
    await world.reaches(caseId, 2);
    await world.answer(caseId, "acknowledged");
    world.workflow.lose("succeed");
    await world.reconcile({ scope: "all" });
    expect(world.engine().status(`${caseId}-1`)).toBe("RUNNING");
    expect(await world.endOf(caseId, 1)).toEqual({ status: "SUCCEEDED", states: 6 });
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId, 2)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(world.sent).toHaveLength(1);
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S25: an answered case that is withdrawn gets a second one by that commit: 4 and 4", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    await world.answer(caseId, "action_taken");
    expect(await world.endOf(caseId, 1)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.act(caseId, "withdrawCase")).toMatchObject({ kind: "ok" });
    expect(await world.endOf(caseId, 2)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.withdrawn"]);
    expect(await world.isAtRest(caseId)).toBe(true);
  });

  it.concurrent("S26: … also when the first was not told of its end: 4 and 4", async () => {
    await using world = await open();
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    world.workflow.lose("succeed");
    await world.answer(caseId, "action_taken");
    expect(world.engine().status(`${caseId}-1`)).toBe("RUNNING");
    await world.act(caseId, "withdrawCase");
    expect(await world.endOf(caseId, 1)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.endOf(caseId, 2)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.withdrawn"]);
    expect(await world.isAtRest(caseId)).toBe(true);
  });
});
