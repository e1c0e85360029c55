import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { epochOf, instantOf } from "../../../core/contract/instant.ts";
import { faultsIn, problemIn, verdictOf } from "../../support/e2e-api.ts";
import { acknowledged, removed, restored } from "../../support/e2e-answer.ts";
import { noticeTo } from "../../support/e2e-directory.ts";
import { sandboxNotice } from "../../support/e2e-notice.ts";
import { faultsOfChain } from "../../support/e2e-record.ts";
import { openProcedure, policeRequest, words, type Procedure } from "../../support/procedure.ts";
import type { Receiver } from "../../support/receiver.ts";

const all = new AsyncDisposableStack();
let world: Procedure;
let shein: Receiver;
let wish: Receiver;
let dgccrf: Receiver;
let ofac: Receiver;

beforeAll(async () => {
  world = all.use(await openProcedure());
  [shein, wish, dgccrf, ofac] = await Promise.all([
    world.receiverOf("platforms/shein"),
    world.receiverOf("platforms/wish"),
    world.receiverOf("authorities/dgccrf"),
    world.receiverOf("authorities/ofac"),
  ]);
});

afterAll(async () => all.disposeAsync());

const as = "dgccrf";
const sandbox = async (changes: Partial<Parameters<typeof sandboxNotice>[0]> = {}) =>
  world.deliver(as, sandboxNotice({ on: ["shein"], ...changes }));
const fromNow = (milliseconds: number) => instantOf(Date.now() + milliseconds);
const hour = 3_600_000;

/** The last event of one type, with who acted: the officer by id, the reason as a digest. */
async function kept(caseId: string, type: string, of = as) {
  const event = (await world.recorded(of, caseId, type)).at(-1)!;
  expect(event.actor).toEqual({ kind: "authority", id: of, person: "officer-7" });
  expect(event.data["document"]).toMatch(/^sha-256:[0-9a-f]{64}$/);
  return event;
}

describe.concurrent("every act", () => {
  it("is refused on a version that is not the present one, and changes nothing", async () => {
    const { caseId } = await sandbox();
    const before = await world.api.readEvents(as, caseId);
    const bodies = {
      withdrawCase: {},
      closeCase: {},
      resumeDelivery: {},
      clarify: words,
      extendCase: { until: fromNow(2 * hour) },
      decideQuestion: { question: "impossible", decision: "accept", ...words },
      recordReceipt: { receivedAt: fromNow(0), means: "bailiff" },
      setHold: { on: true },
      revokeLinks: {},
    } as const;
    const asked = (Object.entries(bodies) as [keyof typeof bodies, object][]).flatMap(([name, body]) =>
      ['"1"', '"999"', "nonsense"].map(async (version) => {
        return [name, verdictOf(await world.actOn(as, name, caseId, version, body))];
      }),
    );
    for (const [name, verdict] of await Promise.all(asked)) {
      expect([name, verdict]).toEqual([name, "412 version-changed"]);
    }
    expect(await world.api.readEvents(as, caseId)).toEqual(before);
  });

  it("is refused with what is wrong and where, and nothing that no message may carry is kept", async () => {
    const { caseId } = await sandbox();
    const before = await world.api.readEvents(as, caseId);
    const faults = async (...asked: Parameters<Procedure["act"]>) => {
      const answered = await world.act(...asked);
      return [verdictOf(answered), ...faultsIn(answered)];
    };
    const invalid = (...found: string[]) => ["422 invalid-request", ...found];
    expect(await faults(as, "extendCase", caseId)).toEqual(invalid("/until missing_element"));
    expect(await faults(as, "withdrawCase", caseId, { extra: 1 })).toEqual(invalid("/extra unknown_field"));
    const hidden = { ...words, text: "see data:image/png;base64,iVBORw0KGgo=" };
    expect(await faults(as, "clarify", caseId, hidden)).toEqual(invalid("/text data_uri"));
    expect(await faults(as, "setHold", caseId, { on: true, reason: " " })).toEqual(invalid("/reason wrong_format"));
    expect(await world.api.readEvents(as, caseId)).toEqual(before);
  });

  it("of two officers on the same version is one officer's; the other has to read again", async () => {
    const { caseId } = await sandbox();
    const { version } = await world.api.readCase(as, caseId);
    const until = [fromNow(2 * hour), fromNow(3 * hour)];
    const answers = await Promise.all(
      until.map(async (instant) => world.actOn(as, "extendCase", caseId, `"${version}"`, { until: instant })),
    );
    expect(answers.map(verdictOf).toSorted()).toEqual(["200", "412 version-changed"]);
    expect(await world.recorded(as, caseId, "clock.extended")).toHaveLength(1);
  });

  it("answers with the case and the version to name next", async () => {
    const { caseId } = await sandbox();
    const first = await world.act(as, "setHold", caseId, { on: true });
    const second = await world.actOn(as, "setHold", caseId, first.headers["etag"]!, { on: false });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(Number(second.headers["etag"]!.slice(1, -1))).toBe(Number(first.headers["etag"]!.slice(1, -1)) + 1);
  });
});

describe.concurrent("a hold", () => {
  it("is set and released, with who and why, and once each", async () => {
    const { caseId } = await sandbox();
    expect((await world.acted(as, "setHold", caseId, { on: true })).legalHold).toBe(true);
    expect((await kept(caseId, "hold.set")).data["on"]).toBe(true);
    expect(verdictOf(await world.act(as, "setHold", caseId, { on: true }))).toBe("409 already-so");
    expect((await world.acted(as, "setHold", caseId, { on: false })).legalHold).toBe(false);
    expect((await kept(caseId, "hold.set")).data["on"]).toBe(false);
    expect(verdictOf(await world.act(as, "setHold", caseId, { on: false }))).toBe("409 already-so");
  });
});

describe.concurrent("an extension", () => {
  it("puts the due instant off, is told, and says why", async () => {
    const opened = await sandbox();
    const { caseId } = opened;
    const before = await world.api.readCase(as, caseId);
    const until = fromNow(3 * hour);
    const after = await world.acted(as, "extendCase", caseId, { until });
    expect(after.clocks.act).toMatchObject({ state: "running", dueAt: until, moved: { kind: "extended" } });
    expect(after.clocks.act.why.at(-1)).toMatchObject({ code: "extended", at: until });
    expect(after.clocks.acknowledge).toEqual(before.clocks.acknowledge);
    const { data } = await shein.took(caseId, "notice.extended");
    expect(data).toMatchObject({ clock: "act", clocks: { act: { dueAt: until } } });
    expect((await kept(caseId, "clock.extended")).data).toMatchObject({
      from: before.clocks.act.dueAt,
      dueLegal: until,
    });

    const refuse = async (instant: string) => verdictOf(await world.act(as, "extendCase", caseId, { until: instant }));
    expect(await refuse(fromNow(hour))).toBe("422 not-later");
    expect(await refuse(fromNow(400 * 24 * hour))).toBe("422 too-far");
    await world.answer("shein", removed(opened, opened.items));
    expect(await refuse(fromNow(5 * hour))).toBe("409 not-extendable");
  });

  it("after the breach lets the clock run again; what was done about the breach stays on record", async () => {
    const opened = await sandbox({ acknowledgeWithin: "PT1S", actWithin: "PT2S" });
    const { caseId } = opened;
    const missed = await world.until(as, caseId, "the breach", ({ overdue }) => overdue.length === 2);
    const proposal = "overdue-act-public-prosecutor";
    await world.until(as, caseId, "the proposal", ({ ladder }) => ladder.some(({ step }) => step === proposal));
    const until = fromNow(hour);
    const after = await world.acted(as, "extendCase", caseId, { until });
    expect(missed.clocks.act.state).toBe("missed");
    expect(after).toMatchObject({ overdue: ["acknowledge"], clocks: { act: { state: "running", dueAt: until } } });
    expect(after.ladder).toContainEqual(expect.objectContaining({ step: proposal, state: "proposed" }));
    expect(await world.recorded(as, caseId, "clock.missed")).toHaveLength(2);
    const answered = await world.answer("shein", removed(opened, opened.items));
    expect(answered.clocks).toMatchObject({ acknowledge: { verdict: "missed" }, act: { verdict: "met" } });
  });
});

describe.concurrent("a withdrawal", () => {
  it("is told, stops both clocks, and is confirmed item by item", async () => {
    const opened = await sandbox({ items: 2 });
    const { caseId } = opened;
    const withdrawn = await world.acted(as, "withdrawCase", caseId);
    expect(withdrawn).toMatchObject({
      status: "withdrawn",
      clocks: { acknowledge: { state: "stopped" }, act: { state: "stopped" } },
      possibleAnswers: ["restored"],
    });
    expect(withdrawn.closesAt).toBe(instantOf(epochOf(withdrawn.withdrawnAt!) + 30 * 24 * hour));
    await kept(caseId, "case.withdrawn");
    await shein.took(caseId, "notice.withdrawn");
    const refused = await world.api.answer("shein", acknowledged(opened));
    expect(verdictOf(refused)).toBe("409 case-withdrawn");
    expect(problemIn(refused)).toMatchObject({ caseStatus: "withdrawn", possibleAnswers: ["restored"] });

    await world.answer("shein", restored(opened));
    const { items, restoredAt } = await world.api.readCase(as, caseId);
    expect(items.map((item) => item.restoredAt)).toEqual([restoredAt, restoredAt]);
    for (const name of ["withdrawCase", "revokeLinks"] as const) {
      const answered = await world.act(as, name, caseId);
      expect([name, verdictOf(answered)]).toEqual([name, name === "withdrawCase" ? "409 case-withdrawn" : "200"]);
    }
    expect(verdictOf(await world.act(as, "extendCase", caseId, { until: fromNow(hour) }))).toBe("409 case-withdrawn");
  });
});

describe.concurrent("a withdrawal before the delivery", () => {
  it("leaves nothing to be served: the platform is told of the withdrawal alone", async () => {
    const { platform, receiver } = await world.register();
    receiver.react(503);
    const { caseId } = await world.open(as, noticeTo(platform));
    await world.until(as, caseId, "an attempt has failed", ({ outbox }) => outbox.some(({ attempt }) => attempt > 1));
    const { outbox } = await world.acted(as, "withdrawCase", caseId);
    expect(outbox.map(({ type }) => type)).toEqual(["notice.withdrawn"]);
    receiver.react(204);
    await receiver.took(caseId, "notice.withdrawn");
    await world.until(as, caseId, "nothing is left", (kase) => kase.outbox.length === 0);
    expect(receiver.of(caseId, "notice.issued").filter(({ status }) => status === 204)).toEqual([]);
    expect(await world.mailsOf(caseId)).toEqual([]);
  });
});

describe.concurrent("a closure", () => {
  it("waits for the last answer; then nothing changes any more", async () => {
    const opened = await sandbox();
    const { caseId } = opened;
    expect(verdictOf(await world.act(as, "closeCase", caseId))).toBe("409 case-not-settled");
    await world.answer("shein", removed(opened, opened.items));
    await world.acted(as, "closeCase", caseId);
    await kept(caseId, "case.closed");
    const refusals = await Promise.all([
      world.act(as, "closeCase", caseId),
      world.act(as, "withdrawCase", caseId),
      world.act(as, "extendCase", caseId, { until: fromNow(hour) }),
      world.act(as, "clarify", caseId, words),
      world.act(as, "recordReceipt", caseId, { receivedAt: fromNow(0), means: "bailiff" }),
    ]);
    expect(new Set(refusals.map(verdictOf))).toEqual(new Set(["409 case-closed"]));
    for (const refusal of refusals) expect(problemIn(refusal)).not.toHaveProperty("possibleAnswers");
    const late = await world.api.answer("shein", acknowledged(opened));
    expect([verdictOf(late), problemIn(late).possibleAnswers]).toEqual(["409 case-closed", []]);
    expect(faultsOfChain(await world.api.readEvents(as, caseId))).toEqual([]);
  });
});

/** A case of a platform that nothing reaches: its endpoint is gone, its mail comes back. */
async function undeliverable() {
  const id = `gone-${randomUUID().slice(0, 8)}`;
  const { platform, receiver } = await world.register({ id, contacts: { pointOfContact: `bounce@${id}.example` } });
  receiver.react(410);
  const opened = await world.open(as, noticeTo(platform));
  const kase = await world.until(as, opened.caseId, "undeliverable", ({ status }) => status === "undeliverable");
  return { opened, kase, receiver };
}

describe.concurrent("a case that nothing delivers", () => {
  it("is told to the authority, runs no clock, and takes a receipt served by hand", async () => {
    const { opened, kase } = await undeliverable();
    const { caseId } = opened;
    expect(kase).toMatchObject({
      delivery: { state: "exhausted" },
      clocks: { acknowledge: { state: "not_started" }, act: { state: "not_started" } },
    });
    await dgccrf.took(caseId, "case.undeliverable");
    const record = async (receivedAt: string, means = "bailiff") =>
      world.act(as, "recordReceipt", caseId, { receivedAt, means });
    expect(verdictOf(await record(fromNow(hour)))).toBe("422 impossible-receipt");
    expect(verdictOf(await record("2020-01-01T00:00:00Z"))).toBe("422 impossible-receipt");
    expect(verdictOf(await record(fromNow(0), "pigeon"))).toBe("422 invalid-request");
    const receivedAt = kase.openedAt;
    expect(verdictOf(await record(receivedAt))).toBe("200");
    const after = await world.api.readCase(as, caseId);
    expect(after).toMatchObject({
      status: "awaiting_acknowledgement",
      delivery: { state: "delivered", means: "bailiff", deliveredAt: receivedAt },
      clocks: {
        acknowledge: { startedAt: receivedAt, dueAt: instantOf(epochOf(receivedAt) + hour / 2) },
        act: { startedAt: receivedAt },
      },
    });
    expect((await kept(caseId, "notice.delivered")).data).toMatchObject({ by: "hand", officer: "officer-7" });
    expect(verdictOf(await record(receivedAt))).toBe("409 already-delivered");
    expect(verdictOf(await world.act(as, "resumeDelivery", caseId))).toBe("409 case-not-undeliverable");
  });

  it("is delivered by another attempt once the platform can be reached", async () => {
    const { opened, receiver } = await undeliverable();
    const { caseId } = opened;
    receiver.react(204);
    await world.acted(as, "resumeDelivery", caseId);
    await kept(caseId, "delivery.resumed");
    await receiver.took(caseId, "notice.issued");
    const after = await world.until(as, caseId, "it arrives", ({ delivery }) => delivery.state === "delivered");
    expect(after).toMatchObject({ status: "awaiting_acknowledgement", delivery: { means: "webhook" } });
  });
});

describe.concurrent("secrecy towards the seller", () => {
  it("ends by itself, and both sides are told", async () => {
    const until = fromNow(5_000);
    const disclosure = { mode: "withheld", until, ground: "LCEN 6-2 III" };
    const opened = await world.open("ofac", policeRequest(`E2E-${randomUUID()}`, { disclosure }));
    const { caseId } = opened;
    const { data } = await wish.took(caseId, "notice.issued");
    expect(data.document.disclosure).toMatchObject({ mode: "withheld", until });
    const [platformTold, authorityTold] = await Promise.all([
      wish.took(caseId, "notice.disclosure_ended"),
      ofac.took(caseId, "case.disclosure_ended"),
    ]);
    for (const { timestamp } of [platformTold, authorityTold]) expect(timestamp >= until).toBe(true);
    expect((await world.api.readCase("ofac", caseId)).disclosure).toEqual({ mode: "allowed" });
    const [ended] = await world.recorded("ofac", caseId, "disclosure.ended");
    expect(ended!.actor).toEqual({ kind: "system" });
  });
});

describe.concurrent("links", () => {
  it("that were sent lead nowhere once the authority has revoked them; its own reading of the act goes on", async () => {
    const notice = sandboxNotice({ on: ["shein"] });
    const { caseId } = await world.deliver(as, notice);
    const { act } = (await shein.took(caseId, "notice.issued")).data;
    const open = async (url: string) => {
      const answer = await fetch(url, { headers: { accept: "text/html" } });
      await answer.body?.cancel();
      return answer.status;
    };
    expect(await open(act.html)).toBe(200);
    await world.acted(as, "revokeLinks", caseId);
    expect((await kept(caseId, "links.revoked")).data["epoch"]).toBe(1);
    for (const url of [act.html, act.pdf]) expect(await open(url)).toBe(410);
    expect((await world.api.call("readAct", { as, params: { caseId } })).status).toBe(200);
  });
});
