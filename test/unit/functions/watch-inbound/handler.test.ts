import { expect, it } from "vitest";
import { inboundStore } from "../../../../functions/shared/dynamo/inbound-store.ts";
import { makeWatchInbound } from "../../../../functions/watch-inbound/handler.ts";
import { describeWorlds } from "../../../support/workflow-server.ts";
import type { World } from "../../../support/workflow-world.ts";

function watch(world: World, reached: () => boolean) {
  const store = inboundStore(world.services.table);
  const { clock, log } = world.services;
  return { store, look: makeWatchInbound({ store, reach: async () => reached(), clock, log, beatSeconds: 60 }) };
}

describeWorlds("watch-inbound", (open) => {
  it.each([1, 60])("keeps when it was last there and when it was not, in legal time, at scale %i", async (scale) => {
    await using world = await open({ scale });
    let isThere = true;
    const { store, look } = watch(world, () => isThere);
    expect(await look()).toEqual({ reached: true });
    const first = await store.read();
    expect(first).toMatchObject({ beatMilliseconds: 60_000 * scale, outages: [] });
    isThere = false;
    world.clock.skip(100_000 * scale);
    expect(await look()).toEqual({ reached: false });
    expect(await store.read()).toEqual(first);
    isThere = true;
    world.clock.skip(100_000 * scale);
    await look();
    const second = await store.read();
    expect(second!.outages).toEqual([{ from: first!.seenAt, to: second!.seenAt }]);
    expect(world.lines.map(({ level, code }) => `${level} ${code}`)).toEqual([
      "info inbound.seen",
      "warn inbound.unreachable",
      "info inbound.seen",
    ]);
  });

  it("writes over nobody: of two that saw it from the same record, one is kept", async () => {
    await using world = await open();
    const { store, look } = watch(world, () => true);
    await look();
    const before = await store.read();
    world.clock.skip(1_000);
    const seenAt = world.clock.now();
    expect(await store.replace(before, { ...before!, seenAt })).toBe("stored");
    expect(await store.replace(before, { ...before!, outages: [{ from: seenAt, to: seenAt }] })).toBe("stale");
    expect(await store.replace(undefined, before!)).toBe("stale");
    expect(await store.read()).toEqual({ ...before!, seenAt });
  });
});
