import { expect, it } from "vitest";
import { nextWake } from "../../../../core/case/next-wake.ts";
import { statusOf } from "../../../../core/case/status.ts";
import type { CaseId } from "../../../../core/contract/ids.ts";
import { plus, type Instant } from "../../../../core/contract/instant.ts";
import { makeReconcileCases } from "../../../../functions/reconcile-cases/handler.ts";
import { sendDue, type LookAgainServices } from "../../../../functions/shared/cases/look-again.ts";
import { systemChance } from "../../../../functions/shared/chance.ts";
import { describeWorlds } from "../../../support/workflow-server.ts";
import type { World } from "../../../support/workflow-world.ts";

const second = 1_000;
const minute = 60 * second;

const none = { worked_off: 0, started: 0, bumped: 0, failed: 0, gone: 0 };

/** Runs it with some of its services replaced; executions are only noted. */
function reconciler(world: World, replaced: Partial<LookAgainServices> = {}) {
  const starts: { caseId: CaseId; generation: number; at: number }[] = [];
  const workflow = {
    ...world.services.workflow,
    start: async (caseId: CaseId, generation: number) => {
      starts.push({ caseId, generation, at: performance.now() });
      return "started" as const;
    },
  };
  return { starts, run: makeReconcileCases({ ...world.services, workflow, ...replaced }) };
}

/** A case that waits for its acknowledgement, its machine's token stored as if it lived. */
async function waiting(world: World, options: Parameters<World["open"]>[0] = { acknowledge: "PT10M" }) {
  const caseId = await world.open(options);
  const record = await sendDue(world.services, caseId);
  const wakeAt = record && nextWake(record.case);
  if (record === undefined || wakeAt === undefined) throw new Error("it waits for nothing");
  await world.cases.update(record, { wait: { generation: 1, round: 1, wakeAt, tokens: ["a".repeat(43)] } });
  return { caseId, wakeAt };
}

/** A clock that stands still where it is put. */
function standing(world: World) {
  let now: Instant = world.clock.now();
  const put = (instant: Instant) => {
    now = instant;
  };
  return { clock: { ...world.clock, now: () => now }, put };
}

describeWorlds("reconcile-cases, of what is due,", (open) => {
  it.each([1, 60])("leaves a wake-up alone for 60 s of wall time, at scale %i", async (scale) => {
    await using world = await open({ scale });
    const { wakeAt } = await waiting(world, { acknowledge: "PT50M" });
    const { clock, put } = standing(world);
    const { run } = reconciler(world, { clock });
    put(plus(wakeAt, 60 * second * scale));
    expect(await run({ scope: "due" })).toEqual(none);
    put(plus(wakeAt, 60 * second * scale + 1));
    expect(await run({ scope: "due" })).toEqual({ ...none, worked_off: 1 });
  });

  it("puts a case that stands too early in its place, and does nothing else for it", async () => {
    await using world = await open();
    const caseId = await world.open({ acknowledge: "PT50M" });
    const record = await sendDue(world.services, caseId);
    const { clock, put } = standing(world);
    const { starts, run } = reconciler(world, { clock });
    // Sent, and no token stored yet: the wake-up has moved, its place has not.
    expect(record?.wakeAt).not.toBe(nextWake(record!.case));
    put(plus(record!.wakeAt!, 10 * minute));
    const before = await world.eventsOf(caseId);
    expect(await run({ scope: "due" })).toEqual({ ...none, worked_off: 1 });
    expect(await run({ scope: "due" })).toEqual(none);
    expect((await world.recordOf(caseId)).wakeAt).toBe(nextWake(record!.case));
    expect(await world.eventsOf(caseId)).toEqual(before);
    expect(starts).toEqual([]);
  });

  it.each([1, 10])("takes a machine for gone after 15 min of wall time, not before, at scale %i", async (scale) => {
    await using world = await open({ scale });
    const { caseId, wakeAt } = await waiting(world, { acknowledge: "PT10M", act: "PT300H" });
    const { clock, put } = standing(world);
    const { starts, run } = reconciler(world, { clock });
    put(plus(wakeAt, 15 * minute * scale));
    expect(await run({ scope: "due" })).toEqual({ ...none, worked_off: 1 });
    expect(starts).toEqual([]);

    const gone = await waiting(world, { acknowledge: "PT10M", act: "PT300H" });
    put(plus(gone.wakeAt, 15 * minute * scale + 1));
    expect(await run({ scope: "due" })).toEqual({ ...none, bumped: 1 });
    expect(starts).toMatchObject([{ caseId: gone.caseId, generation: 2 }]);
    expect((await world.recordOf(caseId)).generation).toBe(1);
    expect((await world.recordOf(gone.caseId)).generation).toBe(2);
  });

  it("looks after a machine that is late again when it is known to be gone, though nothing is due any more", async () => {
    await using world = await open();
    const { caseId, wakeAt } = await waiting(world, { acknowledge: "PT10M", act: "PT11M" });
    const { clock, put } = standing(world);
    const { starts, run } = reconciler(world, { clock });
    put(plus(wakeAt, 14 * minute));
    expect(await run({ scope: "due" })).toEqual({ ...none, worked_off: 1 });
    const record = await world.recordOf(caseId);
    expect(nextWake(record.case)).toBeUndefined();
    expect(starts).toEqual([]);
    put(plus(wakeAt, 16 * minute));
    expect(await run({ scope: "due" })).toEqual(none);
    put(plus(wakeAt, 16 * minute + 2));
    expect(await run({ scope: "due" })).toEqual({ ...none, bumped: 1 });
    expect(starts).toMatchObject([{ caseId, generation: 2 }]);
    // Its new machine has nothing to wait for: the case is in nobody's list.
    await world.cases.update(await world.recordOf(caseId), {});
    expect((await world.recordOf(caseId)).wakeAt).toBeUndefined();
    expect(await run({ scope: "due" })).toEqual(none);
  });

  it("starts no other machine when somebody else was quicker to give the case a new one", async () => {
    await using world = await open();
    const { caseId, wakeAt } = await waiting(world);
    const { clock, put } = standing(world);
    const { cases } = world.services;
    const { starts, run } = reconciler(world, {
      clock,
      cases: {
        ...cases,
        update: async (record, set) => {
          if (set.generation !== undefined) await cases.update(record, { generation: 2 });
          return cases.update(record, set);
        },
      },
    });
    put(plus(wakeAt, 16 * minute));
    expect(await run({ scope: "due" })).toEqual({ ...none, worked_off: 1 });
    // By the name it has already: whoever was quicker may have been this call, and have lost its answer.
    expect(starts).toMatchObject([{ caseId, generation: 2 }]);
    expect((await world.recordOf(caseId)).generation).toBe(2);
  });

  it("gives a case its new machine though somebody wrote in between", async () => {
    await using world = await open();
    const { caseId, wakeAt } = await waiting(world);
    const { clock, put } = standing(world);
    const { cases } = world.services;
    let isFirst = true;
    const { starts, run } = reconciler(world, {
      clock,
      cases: {
        ...cases,
        update: async (record, set) => {
          if (set.generation !== undefined && isFirst) await cases.update(record, {});
          if (set.generation !== undefined) isFirst = false;
          return cases.update(record, set);
        },
      },
    });
    put(plus(wakeAt, 16 * minute));
    expect(await run({ scope: "due" })).toEqual({ ...none, bumped: 1 });
    expect(starts).toMatchObject([{ caseId, generation: 2 }]);
    expect((await world.recordOf(caseId)).generation).toBe(2);
  });

  it("takes the oldest first", async () => {
    await using world = await open();
    const cases = [];
    for (const minutes of [30, 10, 20])
      cases.push(await waiting(world, { acknowledge: `PT${minutes}M`, act: "PT50M" }));
    const [third, first, second] = cases.map(({ caseId }) => caseId);
    const { clock, put } = standing(world);
    const seen: CaseId[] = [];
    const { read } = world.services.cases;
    const reading = async (caseId: CaseId) => {
      if (!seen.includes(caseId)) seen.push(caseId);
      return read(caseId);
    };
    const { run } = reconciler(world, { clock, cases: { ...world.services.cases, read: reading } });
    put(plus(world.clock.now(), 32 * minute));
    await run({ scope: "due" });
    expect(seen).toEqual([first, second, third]);
  });

  it("tries a case that cannot be worked off again after 2^n minutes, 6 h at most, and names it from the fifth", async () => {
    await using world = await open();
    const caseId = await world.open();
    const { clock, put } = standing(world);
    const sender = { send: async () => Promise.reject(new Error("no document")) };
    const { run } = reconciler(world, { clock, sender });
    put(plus(world.clock.now(), 61 * second));
    const pauses: number[] = [];
    for (let failures = 1; failures <= 10; failures += 1) {
      expect(await run({ scope: "due" })).toEqual({ ...none, failed: 1 });
      const record = await world.recordOf(caseId);
      expect(record.failures).toBe(failures);
      pauses.push((Date.parse(record.wakeAt!) - Date.parse(clock.now())) / minute);
      put(plus(record.wakeAt!, 60 * second));
      expect(await run({ scope: "due" })).toEqual(none);
      put(plus(record.wakeAt!, 61 * second));
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
    const named = world.lines.filter(({ code }) => code === "case.poisoned" || code === "case.not_worked_off");
    expect(named.map(({ level, code }) => `${level} ${code}`)).toEqual([
      ...Array.from({ length: 4 }, () => "warn case.not_worked_off"),
      ...Array.from({ length: 6 }, () => "error case.poisoned"),
    ]);
    expect(named.every(({ fields }) => (fields as { caseId?: string }).caseId === caseId)).toBe(true);
  });

  it("forgets the failures of a case as soon as it moves", async () => {
    await using world = await open();
    const caseId = await world.open();
    world.clock.skip(61 * second);
    await reconciler(world, { sender: { send: async () => Promise.reject(new Error("no document")) } }).run({
      scope: "due",
    });
    expect((await world.recordOf(caseId)).failures).toBe(1);
    await world.answer(caseId, "acknowledged");
    const record = await world.recordOf(caseId);
    expect(record.failures).toBe(0);
    expect(record.wakeAt).toBe(nextWake(record.case));
  });

  it("repairs the others when one cannot be repaired", async () => {
    await using world = await open();
    const [bad, good] = [await world.open(), await world.open()];
    world.clock.skip(61 * second);
    const start = async (caseId: CaseId) =>
      caseId === bad ? Promise.reject(new Error("throttled")) : ("started" as const);
    const { run } = reconciler(world, { workflow: { ...world.services.workflow, start } });
    expect(await run({ scope: "due" })).toEqual({ ...none, started: 1, failed: 1 });
    expect(world.lines).toContainEqual(
      expect.objectContaining({
        level: "error",
        code: "case.not_reconciled",
        fields: expect.objectContaining({ caseId: bad }) as object,
      }),
    );
    expect((await world.recordOf(good)).case.outbox).toEqual([]);
  });

  it.each([
    { cases: 5_000, started: 1, alarms: 0 },
    { cases: 5_001, started: 0, alarms: 1 },
  ])("of a backlog of $cases starts $started, and still works all off", async ({ cases: backlog, started, alarms }) => {
    await using world = await open();
    const caseId = await world.open();
    world.clock.skip(61 * second);
    const { cases } = world.services;
    const wakeAt = world.clock.now();
    async function* due() {
      yield* cases.due(wakeAt);
      for (let index = 1; index < backlog; index += 1)
        yield { caseId: systemChance.id("case"), authority: "dgccrf", wakeAt };
    }
    const read = async (asked: CaseId) => (asked === caseId ? cases.read(asked) : undefined);
    const { starts, run } = reconciler(world, { cases: { ...cases, due, read } });
    expect(await run({ scope: "due" })).toEqual({ ...none, started, worked_off: 1 - started, gone: backlog - 1 });
    expect(starts).toHaveLength(started);
    expect(world.lines.filter(({ code }) => code === "reconcile.backlog")).toHaveLength(alarms);
    expect(world.sent).toHaveLength(1);
  });
});

describeWorlds("reconcile-cases, of all cases,", (open) => {
  it("gives every one that is not over a new machine, whether or not it waits for an instant", async () => {
    await using world = await open();
    const owed = await waiting(world);
    const early = await world.open({ notBefore: plus(world.clock.now(), 60 * minute) });
    const undeliverable = await world.open();
    world.answerBy(async () => ({ kind: "hopeless", code: "gone" }));
    await sendDue(world.services, undeliverable);
    expect(statusOf((await world.recordOf(undeliverable)).case)).toBe("undeliverable");
    expect((await world.recordOf(undeliverable)).wakeAt).toBeUndefined();
    const [answered, closed] = [await world.open(), await world.open()];
    for (const caseId of [answered, closed]) await world.answer(caseId, "action_taken");
    expect(await world.act(closed, "closeCase")).toMatchObject({ kind: "ok" });

    const { starts, run } = reconciler(world);
    expect(await run({ scope: "all" })).toEqual({ ...none, bumped: 3, worked_off: 1 });
    expect(new Set(starts.map(({ caseId }) => caseId))).toEqual(new Set([owed.caseId, early, undeliverable]));
    expect(starts.every(({ generation }) => generation === 2)).toBe(true);
    expect((await world.recordOf(answered)).generation).toBe(1);
  });

  it("goes through every page of them, and starts fifty a second, however many at once", async () => {
    await using world = await open();
    const opened = await Promise.all(Array.from({ length: 105 }, async () => world.open()));
    const pauses: number[] = [];
    const wall = world.clock.wall();
    const clock = {
      ...world.clock,
      wall: () => wall,
      pause: async (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds)),
    };
    const { starts, run } = reconciler(world, { clock });
    expect(await run({ scope: "all" })).toEqual({ ...none, bumped: opened.length });
    expect(new Set(starts.map(({ caseId }) => caseId))).toEqual(new Set(opened));
    // On a clock that stands still each waits for its own turn, a fiftieth of a second after the one before.
    expect(pauses.map(Math.round)).toEqual(opened.slice(1).map((_, index) => (index + 1) * 20));
  });

  it("leaves alone what is opened while it runs: that has a machine of its own", async () => {
    await using world = await open();
    const caseId = await world.open();
    const { clock, put } = standing(world);
    put(plus((await world.recordOf(caseId)).case.openedAt, -1));
    expect(await reconciler(world, { clock }).run({ scope: "all" })).toEqual(none);
    put(plus(clock.now(), 1));
    expect(await reconciler(world, { clock }).run({ scope: "all" })).toEqual({ ...none, bumped: 1 });
  });

  it("does what is due before it gives the rest a machine, and starts no machine in vain", async () => {
    await using world = await open();
    const { caseId: early } = await waiting(world, { acknowledge: "PT40M", act: "PT50M" });
    const { caseId: late } = await waiting(world, { acknowledge: "PT10M", act: "PT50M" });
    world.clock.skip(11 * minute);
    const sent = world.sent.length;
    const sentBefore: number[] = [];
    const start = async () => {
      sentBefore.push(world.sent.length - sent);
      return Promise.resolve("started" as const);
    };
    const { run } = reconciler(world, { workflow: { ...world.services.workflow, start } });
    expect(await run({ scope: "all" })).toEqual({ ...none, bumped: 2 });
    expect(sentBefore).toEqual([1, 1]);
    expect((await world.recordOf(late)).case.clocks.acknowledge.state).toBe("missed");
    expect((await world.recordOf(early)).case.clocks.acknowledge.state).toBe("running");
  });
});

describeWorlds("reconcile-cases, of a case that fails,", (open) => {
  const failing = { send: async () => Promise.reject(new Error("no document")) };

  it("does not look at it before its time, though it has long been due", async () => {
    await using world = await open();
    const caseId = await world.open();
    const { clock, put } = standing(world);
    put(plus(world.clock.now(), 61 * second));
    await reconciler(world, { clock, sender: failing }).run({ scope: "due" });
    const { wakeAt, case: kase } = await world.recordOf(caseId);
    expect(nextWake(kase)! < clock.now()).toBe(true);
    const read = async () => Promise.reject(new Error("looked at"));
    const { run } = reconciler(world, { clock, cases: { ...world.services.cases, read } });
    put(plus(wakeAt!, 60 * second));
    expect(await run({ scope: "due" })).toEqual(none);
  });

  it("keeps it put off when its machine parks a token", async () => {
    await using world = await open();
    const caseId = await world.open();
    const { clock, put } = standing(world);
    put(plus(world.clock.now(), 61 * second));
    await reconciler(world, { clock, sender: failing }).run({ scope: "due" });
    const record = await world.recordOf(caseId);
    const wait = { generation: 1, round: 1, wakeAt: record.wakeAt!, tokens: ["a".repeat(43)] };
    await world.cases.update(record, { wait });
    expect(await world.recordOf(caseId)).toMatchObject({ wakeAt: record.wakeAt, failures: 1, wait });
  });

  it("counts on though it does something before it fails each time", async () => {
    await using world = await open();
    const { caseId } = await waiting(world, { acknowledge: "PT10M", act: "PT20M" });
    const { clock, put } = standing(world);
    const { run } = reconciler(world, { clock, sender: failing });
    // The acknowledge clock runs out before the first failure, the act clock before the second.
    for (const [minutes, failures] of [
      [12, 1],
      [22, 2],
      [40, 3],
    ] as const) {
      put(plus(world.clock.now(), minutes * minute));
      expect(await run({ scope: "due" })).toEqual({ ...none, failed: 1 });
      expect((await world.recordOf(caseId)).failures).toBe(failures);
    }
    const { act } = (await world.recordOf(caseId)).case.clocks;
    expect(act.state).toBe("missed");
  });

  it("forgets its failures when it succeeds", async () => {
    await using world = await open();
    const { caseId, wakeAt } = await waiting(world, { acknowledge: "PT30M", act: "PT50M" });
    await world.cases.update(await world.recordOf(caseId), { failures: 4, wakeAt: plus(wakeAt, 10 * minute) });
    const { clock, put } = standing(world);
    put(plus(wakeAt, 12 * minute));
    expect(await reconciler(world, { clock }).run({ scope: "due" })).toMatchObject({ failed: 0 });
    const record = await world.recordOf(caseId);
    expect(record.failures).toBe(0);
    expect(record.wakeAt).toBe(nextWake(record.case));
  });
});
