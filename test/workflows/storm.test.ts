import { describe, expect, it } from "vitest";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { inLanes, openStorm, type Storm } from "../support/storm.ts";

/** Of a storm that has been worked off: each case once, and each side told once. */
async function expectEachOnce({ silent, eventsOf, arrivals }: Storm): Promise<void> {
  await inLanes(silent, async ({ caseId }) => {
    const [, , ...events] = await eventsOf(caseId);
    expect(events).toEqual(["clock.missed", "step.taken", "step.taken", "message.delivered", "message.delivered"]);
  });
  const messages = new Set(arrivals.map(({ id, type, caseId }) => `${caseId} ${type} ${id}`));
  const sides = new Set(arrivals.map(({ type, caseId }) => `${caseId} ${type}`));
  expect(new Set(arrivals.map(({ type }) => type))).toEqual(new Set(["notice.reminder", "case.overdue"]));
  expect(messages.size).toBe(2 * silent.length);
  expect(sides.size).toBe(2 * silent.length);
}

describe.skipIf(findDynamoDbBinary() === undefined)("a storm of deadlines that no machine saw", () => {
  it("at one instant is worked off once each, fairly, and leaves late machines nothing to do", async () => {
    await using storm = await openStorm({ shares: { dgccrf: 390, arcom: 7, "haut-commissariat": 3 } });
    const { silent, begun, starts, arrivals, lines } = storm;
    expect(await storm.reconcile({ scope: "due" })).toMatchObject({ bumped: 400, failed: 0 });
    await expectEachOnce(storm);
    expect(arrivals).toHaveLength(2 * silent.length);
    expect(starts).toHaveLength(silent.length);

    // A case of each authority in turn: three rounds of three, then four of two.
    const authorityOf = new Map(silent.map(({ caseId, authority }) => [caseId, authority]));
    const turns = begun.map((caseId) => authorityOf.get(caseId));
    expect(turns.slice(0, 9).filter((one) => one === "haut-commissariat")).toHaveLength(3);
    expect(turns.slice(0, 17).filter((one) => one === "arcom")).toHaveLength(7);

    const records = async () => {
      const found = new Map<string, string[]>();
      await inLanes(silent, async ({ caseId }) => {
        found.set(caseId, await storm.eventsOf(caseId));
      });
      return found;
    };
    const events = await records();
    await inLanes(silent, async ({ caseId }) => {
      expect((await storm.wakeMachine(caseId)).next).toBe("end");
    });
    expect(await records()).toEqual(events);
    expect(await storm.reconcile({ scope: "due" })).toEqual({
      worked_off: 0,
      started: 0,
      bumped: 0,
      failed: 0,
      gone: 0,
    });
    expect(arrivals).toHaveLength(2 * silent.length);
    expect(lines).toEqual([]);
  });

  it("over some seconds is begun in the order in which it was due", async () => {
    await using storm = await openStorm({ shares: { dgccrf: 150, arcom: 10 }, overSeconds: 3 });
    await storm.reconcile({ scope: "due" });
    const dueOf = new Map(storm.silent.map(({ caseId, dueAt }) => [caseId, dueAt]));
    const begun = storm.begun.map((caseId) => dueOf.get(caseId));
    expect(new Set(begun).size).toBe(4);
    expect(begun).toEqual([...begun].sort());
    await expectEachOnce(storm);
  });

  it("meets machines that wake late at the same moment: still once each on record, and one message to each side", async () => {
    await using storm = await openStorm({ shares: { dgccrf: 200 } });
    const { silent, reconcile, wakeMachine } = storm;
    await Promise.all([
      reconcile({ scope: "due" }),
      inLanes([...silent].reverse(), async ({ caseId }) => {
        await wakeMachine(caseId);
      }),
    ]);
    await expectEachOnce(storm);
  });
});
