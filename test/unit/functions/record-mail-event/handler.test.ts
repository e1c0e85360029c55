import { expect, it } from "vitest";
import type { CaseId } from "../../../../core/contract/ids.ts";
import {
  makeRecordMailEvent,
  MailEvents,
  MailEventsRecorded,
} from "../../../../functions/record-mail-event/handler.ts";
import { taskFunction } from "../../../../functions/shared/task-function.ts";
import { sendDue } from "../../../../functions/shared/cases/look-again.ts";
import { describeWorlds } from "../../../support/workflow-server.ts";
import type { World } from "../../../support/workflow-world.ts";
import { addressee, bounce, bySns, delivery, noticeOfAbsence, reject, sesEvent, type About } from "./ses-events.ts";

/** The function, as SNS invokes it. */
function recorder({ services }: Pick<World, "services">) {
  const schemas = { input: MailEvents, output: MailEventsRecorded };
  const handler: object = taskFunction(services.log, schemas, makeRecordMailEvent(services));
  const invoke = handler as (event: unknown) => Promise<unknown>;
  return async (...messages: (object | string)[]) => invoke(bySns(...messages));
}

/** A case whose served notice goes out by mail. */
async function openByMail(world: World): Promise<CaseId> {
  const caseId = await world.open();
  await world.amend(caseId, (kase) => ({
    ...kase,
    outbox: kase.outbox.map((message) => ({ ...message, channel: "mail" as const })),
  }));
  world.answerBy(async () => ({ kind: "handed_over" }));
  return caseId;
}

async function aboutNotice(world: World, caseId: CaseId): Promise<About> {
  const [message] = (await world.recordOf(caseId)).case.outbox;
  return { caseId, messageId: message!.messageId, at: world.clock.wall() - 200 };
}

/** A mail that SES has taken; what became of it is not known yet. */
async function handedOver(world: World): Promise<About> {
  const caseId = await openByMail(world);
  await sendDue(world.services, caseId);
  return aboutNotice(world, caseId);
}

describeWorlds("record-mail-event", (open) => {
  it.each([1, 60])("starts the clocks when the mail server took the notice, at scale %i", async (scale) => {
    await using world = await open({ scale });
    const about = await handedOver(world);
    expect(await recorder(world)(delivery(about))).toEqual({ recorded: 1 });
    const { case: kase } = await world.recordOf(about.caseId);
    expect(kase.delivery).toMatchObject({ state: "delivered", means: "mail", deliveredAt: world.clock.at(about.at) });
    expect(kase.clocks.acknowledge).toMatchObject({ state: "running", startedAt: world.clock.at(about.at) });
    expect(world.lines.at(-1)).toEqual({
      level: "info",
      code: "mail.recorded",
      fields: { caseId: about.caseId, messageId: about.messageId, attempt: "1", result: "delivered", code: undefined },
    });
  });

  it("counts a delivery that is faster than the record of its attempt", async () => {
    await using world = await open();
    const about = await aboutNotice(world, await openByMail(world));
    expect(await recorder(world)(delivery(about))).toEqual({ recorded: 1 });
    expect((await world.recordOf(about.caseId)).case.delivery.state).toBe("delivered");
  });

  it("never puts a delivery later than now, whatever the clock of SES says", async () => {
    await using world = await open();
    const about = await handedOver(world);
    await recorder(world)(delivery({ ...about, at: world.clock.wall() + 60_000 }));
    const { deliveredAt = "" } = (await world.recordOf(about.caseId)).case.delivery;
    expect(deliveredAt <= world.clock.now()).toBe(true);
  });

  it("changes nothing by the same event again", async () => {
    await using world = await open();
    const about = await handedOver(world);
    await recorder(world)(delivery(about));
    const before = await world.recordOf(about.caseId);
    expect(await recorder(world)(delivery(about))).toEqual({ recorded: 0 });
    expect(await world.recordOf(about.caseId)).toEqual(before);
    expect(world.lines.at(-1)).toMatchObject({ code: "mail.not_recorded", fields: { code: "message_not_awaited" } });
  });

  it.each([
    ["bounces", bounce, "bounced"],
    ["is rejected", reject, "rejected"],
  ])("starts no clock for a mail that %s, and gives its way up", async (_title, event, code) => {
    await using world = await open();
    const about = await handedOver(world);
    expect(await recorder(world)(event(about))).toEqual({ recorded: 1 });
    const { case: kase } = await world.recordOf(about.caseId);
    expect(kase.clocks.acknowledge.state).toBe("not_started");
    expect(kase.outbox.filter(({ messageId }) => messageId === about.messageId)).toEqual([]);
    expect(await world.eventsOf(about.caseId)).toContain("message.abandoned");
    const lines = world.lines.map((line) => ({ code: line.code, fields: line.fields }));
    expect(lines).toContainEqual({
      code: "mail.recorded",
      fields: { caseId: about.caseId, messageId: about.messageId, attempt: "1", result: "bounced", code },
    });
    expect(lines).toContainEqual({ code: "case.undeliverable", fields: { caseId: about.caseId } });
  });

  it("takes back the receipt of a notice whose mail bounces later", async () => {
    await using world = await open();
    const about = await handedOver(world);
    await recorder(world)(delivery(about));
    expect(await recorder(world)(bounce(about))).toEqual({ recorded: 1 });
    expect((await world.recordOf(about.caseId)).case.clocks.acknowledge.state).toBe("not_started");
    expect(await world.eventsOf(about.caseId)).toContain("receipt.taken_back");
  });

  it("takes nothing back for somebody who is on holiday", async () => {
    await using world = await open();
    const about = await handedOver(world);
    await recorder(world)(delivery(about));
    expect(await recorder(world)(noticeOfAbsence(about))).toEqual({ recorded: 0 });
    expect((await world.recordOf(about.caseId)).case.clocks.acknowledge.state).toBe("running");
  });

  it("tells the machine that waits, and again by a repeat whose first teller died", async () => {
    await using world = await open();
    const caseId = await openByMail(world);
    await world.start(caseId);
    await expect.poll(async () => (await world.recordOf(caseId)).wait, { timeout: 15_000 }).toBeDefined();
    await world.engine().idle();
    // Before the machine began to wait: a clock that starts then is due before the machine would wake by itself.
    const about = { ...(await aboutNotice(world, caseId)), at: world.clock.wall() - 300_000 };
    world.workflow.lose("fail");
    await recorder(world)(delivery(about));
    expect(world.workflow.told).toEqual([]);
    await recorder(world)(delivery(about));
    expect(world.workflow.told).toEqual([{ call: "fail", arrived: "alive" }]);
  });

  it.each(["Send", "DeliveryDelay", "Open", "Click", "Complaint"])("only notes the event %s", async (eventType) => {
    await using world = await open();
    const about = await handedOver(world);
    const before = await world.recordOf(about.caseId);
    expect(await recorder(world)(sesEvent(eventType, about, { complaint: {}, open: {} }))).toEqual({ recorded: 0 });
    expect(await world.recordOf(about.caseId)).toEqual(before);
    const level = eventType === "Complaint" ? "warn" : "info";
    expect(world.lines.at(-1)).toMatchObject({ level, fields: { caseId: about.caseId, messageId: about.messageId } });
  });

  it("lets go what is not about a case of ours: a greeting, other mail, a case that is gone", async () => {
    await using world = await open();
    const about = await handedOver(world);
    const gone = { ...about, caseId: "case_0198d3e0-0000-7000-8000-000000000000" } as const;
    const other = sesEvent("Send", about) as { mail: object };
    const record = recorder(world);
    expect(
      await record(
        "Successfully validated SNS topic for Amazon SES event publishing.",
        { ...other, mail: { ...other.mail, tags: {} } },
        delivery(gone),
      ),
    ).toEqual({ recorded: 0 });
    expect(world.lines.slice(-3)).toMatchObject([
      { code: "mail.greeting" },
      { code: "mail.unknown" },
      { code: "mail.not_recorded", fields: { code: "unknown_case" } },
    ]);
  });

  it("throws what it cannot read, and an outage: both are tried again and kept", async () => {
    await using world = await open();
    const about = await handedOver(world);
    await expect(recorder(world)(sesEvent("Delivery", about))).rejects.toMatchObject({ name: "ZodError" });
    await expect(recorder(world)("{")).rejects.toMatchObject({ name: "SyntaxError" });
    const outage = new Error("no table");
    const cases = { ...world.cases, read: async () => Promise.reject(outage) };
    await expect(recorder({ services: { ...world.services, cases } })(delivery(about))).rejects.toBe(outage);
    expect(world.lines.slice(-3).map(({ code }) => code)).toEqual(Array(3).fill("task.failed"));
  });

  it("logs no address and no subject", async () => {
    await using world = await open();
    const about = await handedOver(world);
    await recorder(world)(sesEvent("Complaint", about), delivery(about), bounce(about), delivery(about));
    await expect(recorder(world)(sesEvent("Bounce", about))).rejects.toThrow();
    const log = JSON.stringify(world.lines);
    expect(log).toContain(about.messageId);
    expect(log).not.toContain(addressee);
    expect(log).not.toContain("Injonction");
  });
});
