import { expect, it } from "vitest";
import { clockOf } from "../../../../core/case/token-protocol.ts";
import type { CaseId } from "../../../../core/contract/ids.ts";
import { makeAwaitAnswer, Retryable } from "../../../../functions/await-answer/handler.ts";
import { sendDue } from "../../../../functions/shared/cases/look-again.ts";
import type { CaseServices } from "../../../../functions/shared/cases/case-services.ts";
import { describeWorlds } from "../../../support/workflow-server.ts";
import type { World } from "../../../support/workflow-world.ts";

const token = "a".repeat(43);
const outage = Object.assign(new Error("down"), { name: "InternalServerError" });

/** A case that waits for its answer, and what await-answer is invoked with for it. */
async function waiting(world: World) {
  const caseId = await world.open();
  await sendDue(world.services, caseId);
  const record = await world.recordOf(caseId);
  return { caseId, clock: clockOf(record, { caseId, generation: 1, round: 0 }, world.clock.now()) };
}

/** Runs it with some of its services replaced. */
const run = (world: World, replaced: Partial<CaseServices>) => makeAwaitAnswer({ ...world.services, ...replaced });

describeWorlds("await-answer", (open) => {
  it("stores its token with the case and returns nothing", async () => {
    await using world = await open();
    const { caseId, clock } = await waiting(world);
    expect(await run(world, {})({ clock, token })).toBeNull();
    const { wait } = await world.recordOf(caseId);
    expect(wait).toEqual({ generation: 1, round: 1, wakeAt: clock.wakeAt, tokens: [token] });
  });

  it("asks to be tried again, whatever fails: reading, storing, or telling the machine", async () => {
    await using world = await open();
    const { caseId, clock } = await waiting(world);
    const { cases, workflow } = world.services;
    const fails = async () => Promise.reject(outage);
    const storeFails = run(world, { cases: { ...cases, update: fails } });
    const readFails = run(world, { cases: { ...cases, read: fails } });
    for (const call of [storeFails, readFails]) {
      await expect(call({ clock, token })).rejects.toMatchObject({ name: "Retryable", cause: outage });
    }
    await world.answer(caseId, "action_taken");
    const telling = run(world, { workflow: { ...workflow, succeed: fails } });
    await expect(telling({ clock, token })).rejects.toMatchObject({ name: "Retryable", cause: outage });
    expect((await world.recordOf(caseId)).wait).toBeUndefined();
  });

  it("asks to be tried again when there is no such case", async () => {
    await using world = await open();
    const { clock } = await waiting(world);
    const caseId: CaseId = "case_0198d3e0-0000-7000-8000-000000000000";
    await expect(run(world, {})({ clock: { ...clock, caseId }, token })).rejects.toBeInstanceOf(Retryable);
  });

  it("decides anew each time the case has moved, eight times, then asks to be tried again", async () => {
    await using world = await open();
    const { clock } = await waiting(world);
    const { cases } = world.services;
    let tries = 0;
    const movesFor =
      (times: number) =>
      async (...given: Parameters<typeof cases.update>) => {
        tries += 1;
        return tries <= times ? ("stale" as const) : cases.update(...given);
      };
    expect(await run(world, { cases: { ...cases, update: movesFor(7) } })({ clock, token })).toBeNull();
    expect(tries).toBe(8);
    tries = 0;
    const contended = run(world, { cases: { ...cases, update: movesFor(8) } });
    await expect(contended({ clock, token })).rejects.toBeInstanceOf(Retryable);
    expect(tries).toBe(8);
  });
});
