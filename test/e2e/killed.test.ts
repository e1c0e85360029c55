import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CasePage } from "../../core/contract/api.ts";
import { acceptedIn, type Answered } from "../support/e2e-api.ts";
import { acknowledged, removed, signedAnswer } from "../support/e2e-answer.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { eventually, untilWall } from "../support/e2e-eventually.ts";
import { descendantsOf, isAlive } from "../support/e2e-process.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import { faultsOfChain } from "../support/e2e-record.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { startRuntime, type Runtime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let folder: string;
let runtime: Runtime;
let shein: Receiver;
let temu: Receiver;
let wish: Receiver;
let vinted: Receiver;
let dgccrf: Receiver;

beforeAll(async () => {
  ({ path: folder } = all.adopt(await temporaryFolder(), async ({ remove }) => remove()));
  runtime = await startRuntime({ folder });
  all.defer(async () => {
    await runtime.stop();
  });
  [shein, temu, wish, vinted, dgccrf] = await Promise.all([
    openReceiver("shein"),
    openReceiver("temu", 503),
    openReceiver("wish", "hold"),
    openReceiver("vinted"),
    openReceiver("dgccrf"),
  ]);
  for (const receiver of [shein, temu, wish, vinted, dgccrf]) all.use(receiver);
  await runtime.redirect("platforms/shein", shein.url);
  await runtime.redirect("platforms/temu", temu.url);
  await runtime.redirect("platforms/wish", wish.url);
  await runtime.redirect("platforms/vinted", vinted.url);
  await runtime.redirect("authorities/dgccrf", dgccrf.url);
});

afterAll(async () => all.disposeAsync());

describe("kill -9 in mid-case, and a start on the same data", () => {
  it("loses nothing: what is over stays over, and every open case goes on where it stood", async () => {
    const { api } = runtime;
    const token = await api.tokenOf("dgccrf");
    const pending = await open(sandboxNotice({ on: ["temu"] }));
    const inFlight = await open(sandboxNotice({ on: ["wish"] }));
    const over = await open(sandboxNotice({ on: ["vinted"] }));
    await eventually("a failed attempt", async () =>
      (await recordOf(pending)).some(({ type }) => type === "message.attempt_failed"),
    );
    await eventually("an attempt in flight", () => wish.of(inFlight.caseId, "notice.issued").length === 1);
    const answerId = randomUUID();
    const settled = await api.answer("vinted", removed(over, over.items), { id: answerId });
    acceptedIn(settled);
    await dgccrf.took(over.caseId, "case.settled");
    await eventually("nothing more to send", async () => (await viewOf(over)).outbox.length === 0);
    // Last, since its deadline comes soon, and is to find nobody.
    const deadline = sandboxNotice({ on: ["shein"], acknowledgeWithin: "PT5S" });
    const key = randomUUID();
    const waiting = await open(deadline, key);
    const { clocks } = await eventually("the clocks run", async () => {
      const view = await viewOf(waiting);
      return view.status === "awaiting_acknowledgement" && view;
    });
    const before = await Promise.all([waiting, pending, inFlight, over].map(recordOf));
    const list = await listed();

    const others = descendantsOf(runtime.pid);
    expect(others.length).toBeGreaterThan(0);
    expect((await runtime.kill9()).signal).toBe("SIGKILL");
    await eventually("no process is left behind", () => !others.some(isAlive));
    // The deadline passes while nobody is there to see it.
    await untilWall(Date.parse(clocks.acknowledge.dueAt ?? ""));
    expect(shein.of(waiting.caseId, "notice.reminder")).toEqual([]);
    temu.react(204);
    wish.react(204);

    runtime = await startRuntime({ folder, port: runtime.port });
    await shein.took(waiting.caseId, "notice.reminder");
    expect((await dgccrf.took(waiting.caseId, "case.overdue")).data.clock).toBe("acknowledge");
    await temu.took(pending.caseId, "notice.issued");
    await wish.took(inFlight.caseId, "notice.issued");
    for (const [receiver, { caseId }] of [
      [shein, waiting] as const,
      [temu, pending] as const,
      [wish, inFlight] as const,
    ]) {
      expect(new Set(receiver.of(caseId, "notice.issued").map(({ id }) => id)).size).toBe(1);
    }
    expect(shein.of(waiting.caseId, "notice.issued")).toHaveLength(1);

    const after = await Promise.all([waiting, pending, inFlight, over].map(recordOf));
    for (const [index, record] of after.entries()) {
      expect(record.slice(0, before[index]!.length)).toEqual(before[index]);
      expect(faultsOfChain(record)).toEqual([]);
    }
    expect(after[3]).toEqual(before[3]);
    expect((await listed()).map(({ caseId }) => caseId).sort()).toEqual(list.map(({ caseId }) => caseId).sort());

    // What was promised before still holds: tokens, keys, answered webhook-ids.
    const read = await runtime.api.call("readCase", {
      authorization: `Bearer ${token}`,
      params: { caseId: over.caseId },
    });
    expect(read.status).toBe(200);
    expect((await runtime.api.submit("dgccrf", deadline, key)).cases[0]!.caseId).toBe(waiting.caseId);
    expect((await repeated(over, answerId)).text).toBe(settled.text);

    for (const [platform, kase] of [["temu", pending] as const, ["wish", inFlight] as const]) {
      acceptedIn(await runtime.api.answer(platform, acknowledged(kase)));
      const done = acceptedIn(await runtime.api.answer(platform, removed(kase, kase.items)));
      expect(done).toMatchObject({ status: "answered", late: false });
    }
    const late = acceptedIn(await runtime.api.answer("shein", removed(waiting, waiting.items)));
    expect(late).toMatchObject({ status: "answered", late: true, clocks: { acknowledge: { verdict: "missed" } } });
    await dgccrf.took(waiting.caseId, "case.settled");
    expect([shein, temu, wish, vinted, dgccrf].flatMap(({ strangers }) => strangers)).toEqual([]);
  });
});

type Case = { caseId: string; digest: string; items: { itemId: string; url: string }[] };

async function open(notice: object, key: string = randomUUID()): Promise<Case> {
  const { cases } = await runtime.api.submit("dgccrf", notice, key);
  return cases[0]!;
}

const recordOf = async ({ caseId }: Case) => runtime.api.readEvents("dgccrf", caseId);
const viewOf = async ({ caseId }: Case) => runtime.api.readCase("dgccrf", caseId);
const listed = async () => (await runtime.api.get(CasePage, "listCases", { as: "dgccrf" })).cases;

async function repeated(kase: Case, id: string): Promise<Answered> {
  const { headers, body } = signedAnswer("vinted", removed(kase, kase.items), { id });
  return runtime.api.call("receiveAnswer", { params: { platformId: "vinted" }, headers, body });
}
