import { expect, it } from "vitest";
import { lookAgain, sendDue } from "../../../../../functions/shared/cases/look-again.ts";
import type { MessageSender } from "../../../../../functions/shared/messages/send-message.ts";
import { describeWorlds } from "../../../../support/workflow-server.ts";

const minute = 60_000;

describeWorlds("working a case off", (open) => {
  it("records what came of the other messages when one could not be sent, and sends only that one again", async () => {
    await using world = await open({ authorityIsTold: true });
    const { services } = world;
    const caseId = await world.open({ acknowledge: "PT10M" });
    await sendDue(services, caseId);
    world.clock.skip(11 * minute);
    const outage = new Error("no secret");
    const sender: MessageSender = {
      send: async (kase, message) => {
        if (message.type === "case.overdue") throw outage;
        return services.sender.send(kase, message);
      },
    };
    await expect(lookAgain({ ...services, sender }, caseId)).rejects.toMatchObject({ cause: outage });
    expect((await world.recordOf(caseId)).case.outbox.map(({ type }) => type)).toEqual(["case.overdue"]);
    expect((await lookAgain(services, caseId))?.case.outbox).toEqual([]);
    expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.reminder", "case.overdue"]);
  });

  it("takes every step that is due, each in an event of its own time, then sends", async () => {
    await using world = await open();
    const caseId = await world.open({ acknowledge: "PT10M", act: "PT20M" });
    await sendDue(world.services, caseId);
    world.clock.skip(21 * minute);
    const record = await lookAgain(world.services, caseId);
    expect(record?.case.clocks).toMatchObject({ acknowledge: { state: "missed" }, act: { state: "missed" } });
    expect(world.sent.map(({ type }) => type)).toEqual(["notice.issued", "notice.reminder", "notice.reminder"]);
    expect((await world.eventsOf(caseId)).filter((type) => type === "clock.missed")).toHaveLength(2);
  });

  it("waits for a step that is due within a second, rather than come back for it", async () => {
    await using world = await open({ scale: 60 });
    const caseId = await world.open({ acknowledge: "PT50S" });
    await sendDue(world.services, caseId);
    expect((await lookAgain(world.services, caseId))?.case.clocks.acknowledge.state).toBe("missed");
  });

  it("does nothing when nothing is due", async () => {
    await using world = await open();
    const caseId = await world.open();
    const before = await sendDue(world.services, caseId);
    expect(await lookAgain(world.services, caseId)).toEqual(before);
  });

  it("knows no case that is not there", async () => {
    await using world = await open();
    const unknown = "case_0198d3e0-0000-7000-8000-000000000000";
    expect(await lookAgain(world.services, unknown)).toBeUndefined();
    expect(await sendDue(world.services, unknown)).toBeUndefined();
  });
});
