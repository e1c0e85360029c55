import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledged } from "../support/e2e-answer.ts";
import { acceptedIn } from "../support/e2e-api.ts";
import { eventually, untilWall } from "../support/e2e-eventually.ts";
import { sampleNoticeFor } from "../support/e2e-notice.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { startRuntime, type Runtime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let folder: string;
let runtime: Runtime;
let shein: Receiver;
let temu: Receiver;
let dgccrf: Receiver;

/** A legal hour a second: the twelve hours of a requisition's acknowledgement take twelve. */
const scale = 3_600;

beforeAll(async () => {
  ({ path: folder } = all.adopt(await temporaryFolder(), async ({ remove }) => remove()));
  runtime = await startRuntime({ folder, scale });
  all.defer(async () => {
    await runtime.stop();
  });
  [shein, temu, dgccrf] = await Promise.all([openReceiver("shein"), openReceiver("temu"), openReceiver("dgccrf")]);
  for (const receiver of [shein, temu, dgccrf]) all.use(receiver);
  await runtime.redirect("platforms/shein", shein.url);
  await runtime.redirect("platforms/temu", temu.url);
  await runtime.redirect("authorities/dgccrf", dgccrf.url);
});

afterAll(async () => all.disposeAsync());

describe("kill -9 across a due instant, and a start on the same data", () => {
  it("escalates nobody for it: who answers in the time that is given back is not, who stays silent is after it", async () => {
    const notice = sampleNoticeFor("01-campaign-four-platforms.json", ["shein.com", "temu.com"]);
    const accepted = await runtime.api.submit("dgccrf", notice);
    const caseAt = (platform: string) => accepted.cases.find((one) => one.platform === platform)!;
    const [answering, silent] = [caseAt("shein"), caseAt("temu")];
    await shein.took(answering.caseId, "notice.issued");
    await temu.took(silent.caseId, "notice.issued");
    const receivedAtWall = Date.now();
    await eventually("both clocks run", async () => {
      const views = await Promise.all([answering, silent].map(clockOf));
      return views.every(({ state }) => state === "running");
    });
    const { startedAt, dueAt } = await clockOf(silent);
    const dueAtWall = receivedAtWall + (Date.parse(dueAt!) - Date.parse(startedAt!)) / scale;
    await untilWall(dueAtWall - 2_000);
    await runtime.kill9();
    // The due instant comes while nobody is there.
    await untilWall(dueAtWall + 1_000);

    runtime = await startRuntime({ folder, scale, port: runtime.port });
    const marked = await eventually("the clock is marked", async () => (await clockOf(silent)).serviceInterrupted);
    expect(marked.from < dueAt! && dueAt! < marked.to).toBe(true);
    expect(Date.parse(marked.until) - Date.parse(marked.to)).toBe(Date.parse(marked.to) - Date.parse(marked.from));
    const answer = acceptedIn(await runtime.api.answer("shein", acknowledged(answering)));
    expect(answer).toMatchObject({
      late: true,
      clocks: { acknowledge: { verdict: "missed", lateCause: "service_interrupted", overdue: false } },
    });

    // The act clock may run out meanwhile, on a machine whose start takes legal days.
    const missed = await eventually("the breach is on record", async () => {
      const record = await runtime.api.readEvents("dgccrf", silent.caseId);
      return record.find(({ type, data }) => type === "clock.missed" && data["clock"] === "acknowledge");
    });
    expect(missed.at > marked.until).toBe(true);
    await eventually("the breach is told", () => "acknowledge" in dgccrf.byClock(silent.caseId, "case.overdue"));
    expect((await clockOf(silent)).overdue).toBe(true);

    const { ladder } = await runtime.api.readCase("dgccrf", answering.caseId);
    expect(ladder.filter(({ clock, state }) => clock === "acknowledge" && state !== "available")).toEqual([]);
    const reminders = shein.of(answering.caseId, "notice.reminder").map(({ message: { data } }) => data);
    expect(reminders).not.toContainEqual(expect.objectContaining({ clock: "acknowledge", when: "overdue" }));
  });
});

async function clockOf({ caseId }: { caseId: string }) {
  return (await runtime.api.readCase("dgccrf", caseId)).clocks.acknowledge;
}
