import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NoticeCorrected } from "../../../core/contract/correction.ts";
import { faultsIn, verdictOf } from "../../support/e2e-api.ts";
import { acknowledged, removed } from "../../support/e2e-answer.ts";
import { noticeTo } from "../../support/e2e-directory.ts";
import { eventually } from "../../support/e2e-eventually.ts";
import { sandboxNotice } from "../../support/e2e-notice.ts";
import { faultsOfChain } from "../../support/e2e-record.ts";
import { officer, openProcedure, type Procedure } from "../../support/procedure.ts";
import type { Receiver } from "../../support/receiver.ts";

const all = new AsyncDisposableStack();
let world: Procedure;
let shein: Receiver;
let temu: Receiver;

beforeAll(async () => {
  world = all.use(await openProcedure());
  [shein, temu] = await Promise.all([world.receiverOf("platforms/shein"), world.receiverOf("platforms/temu")]);
});

afterAll(async () => all.disposeAsync());

const as = "dgccrf";

/** A notice that two platforms have received. */
async function served(changes: object = {}) {
  const notice = { ...sandboxNotice({ on: ["shein", "temu"], items: 2 }), orderedMeasures: ["removed"], ...changes };
  const { noticeId, cases } = await world.api.submit(as, notice);
  const [one, other] = cases as [(typeof cases)[0], (typeof cases)[0]];
  await Promise.all(
    cases.map(async ({ caseId }) =>
      world.until(as, caseId, "it is delivered", ({ delivery, outbox }) => {
        return delivery.state === "delivered" && outbox.length === 0;
      }),
    ),
  );
  const read = async () => Promise.all([one, other].map(async ({ caseId }) => world.api.readCase(as, caseId)));
  return { noticeId, notice, one, other, read };
}

const correction = async (noticeId: string, notice: object, version = 1) =>
  world.api.call("correctNotice", {
    as,
    params: { noticeId },
    headers: { "if-match": `"${version}"` },
    body: { ...officer, notice },
  });

async function corrected(noticeId: string, notice: object, version = 1): Promise<NoticeCorrected> {
  const answered = await correction(noticeId, notice, version);
  if (answered.status !== 200) throw new Error(`refused: ${answered.status} ${answered.text}`);
  expect(answered.headers["etag"]).toBe(`"${version + 1}"`);
  return NoticeCorrected.parse(answered.json);
}

const newItem = { url: "https://fr.shein.com/example-listing-p-920000001-cat-0000.html", kind: "product_listing" };

describe.concurrent("a correction", () => {
  it("that adds an item is told to its platform alone, and restarts its clock at the arrival", async () => {
    const { noticeId, notice, one, other, read } = await served();
    acceptOf(await world.api.answer("shein", acknowledged(one)));
    const [first, second] = await read();
    const result = await corrected(noticeId, { ...notice, items: [...notice.items, newItem] });
    expect(result).toMatchObject({
      version: 2,
      cases: [
        { caseId: one.caseId, changed: true, restarts: true },
        { caseId: other.caseId, changed: false, restarts: false, digest: other.digest },
      ],
    });
    const { data } = await shein.took(one.caseId, "notice.corrected");
    expect(data).toMatchObject({ version: 2, clocks: { act: { suspended: { ground: "obligation_added" } } } });
    expect(data.digest).not.toBe(one.digest);
    expect(data.document.items.map(({ url }) => url)).toContain(newItem.url);
    expect(data.document.items.slice(0, 2).map(({ itemId }) => itemId)).toEqual(one.items.map(({ itemId }) => itemId));

    const after = await world.until(as, one.caseId, "it runs", ({ clocks }) => clocks.act.state === "running");
    const [reset] = await world.recorded(as, one.caseId, "clock.reset");
    expect(after).toMatchObject({ noticeVersion: 2, digest: data.digest });
    expect(after.clocks.act).toMatchObject({ startedAt: reset!.at, moved: { reason: "obligation_added" } });
    expect(after.clocks.act.dueAt! > first!.clocks.act.dueAt!).toBe(true);
    expect(after.clocks.acknowledge).toEqual(first!.clocks.acknowledge);
    const [event] = await world.recorded(as, one.caseId, "notice.corrected");
    expect(event).toMatchObject({
      actor: { kind: "authority", id: as, person: "officer-7" },
      data: { by: "officer-7" },
    });

    const [, untouched] = await read();
    expect(untouched!.version).toBe(second!.version);
    expect(temu.of(other.caseId, "notice.corrected")).toEqual([]);
    expect(faultsOfChain(await world.api.readEvents(as, one.caseId))).toEqual([]);

    // The version before is no longer the one in force; the new one is answered like any other.
    const stale = await world.api.answer("shein", removed(one, one.items));
    expect([verdictOf(stale), ...faultsIn(stale)]).toEqual([
      "409 not-current-version",
      "/data/digest not_current_version",
    ]);
    const inForce = removed({ caseId: one.caseId, digest: data.digest }, data.document.items);
    const answered = acceptOf(
      await world.api.answer("shein", { ...inForce, data: { ...inForce.data, version: 2 } } as typeof inForce),
    );
    expect(answered.status).toBe(200);
    expect((await world.api.readCase(as, one.caseId)).status).toBe("answered");
  });

  it("that takes the last unanswered item away settles the case", async () => {
    const { noticeId, notice, one } = await served();
    const [first] = one.items;
    acceptOf(await world.api.answer("shein", removed(one, [first!])));
    const items = notice.items.filter(({ url }) => url !== one.items[1]!.url);
    const { cases } = await corrected(noticeId, { ...notice, items });
    expect(cases[0]).toMatchObject({ changed: true, restarts: false, status: "answered" });
    const kase = await world.api.readCase(as, one.caseId);
    expect(kase).toMatchObject({ clocks: { act: { state: "stopped" } }, items: [{ itemId: first!.itemId }] });
    const [stopped] = await world.recorded(as, one.caseId, "clock.stopped");
    expect(stopped!.data).toMatchObject({ clock: "act", reason: "obligation_removed" });
    await shein.took(one.caseId, "notice.corrected");
  });

  it("of a notice that has not arrived takes its place: the platform receives the new version alone", async () => {
    const { platform, receiver } = await world.register();
    receiver.react(503);
    const notice = noticeTo(platform);
    const opened = await world.open(as, notice);
    const { caseId } = opened;
    await eventually("an attempt has failed", () => receiver.of(caseId, "notice.issued").length > 0);
    const item = { url: `https://www.${platform.domains[0]!}/listing/2`, kind: "product_listing" };
    const { cases } = await corrected(opened.noticeId, { ...notice, items: [...notice.items, item] });
    receiver.react(204);
    const { data } = await receiver.took(caseId, "notice.issued");
    expect(data).toMatchObject({ version: 2, digest: cases[0]!.digest });
    expect(data.document.items).toHaveLength(2);
    const kase = await world.until(as, caseId, "it is delivered", ({ status, outbox }) => {
      return status === "awaiting_acknowledgement" && outbox.length === 0;
    });
    const [received] = await world.recorded(as, caseId, "notice.delivered");
    expect(kase.clocks.act).toMatchObject({ state: "running", startedAt: received!.at });
    expect(receiver.of(caseId, "notice.corrected")).toEqual([]);
    const taken = receiver.of(caseId, "notice.issued").filter(({ status }) => status === 204);
    expect(taken).toHaveLength(1);
  });

  it("that asks for another measure asks again of what has not been answered", async () => {
    const { noticeId, notice, one, other, read } = await served();
    acceptOf(await world.api.answer("temu", removed(other, other.items)));
    const { cases } = await corrected(noticeId, { ...notice, orderedMeasures: ["removed", "seller_suspended"] });
    expect(cases.map(({ changed, restarts }) => [changed, restarts])).toEqual([
      [true, true],
      [true, true],
    ]);
    await Promise.all([shein.took(one.caseId, "notice.corrected"), temu.took(other.caseId, "notice.corrected")]);
    const runs = async (caseId: string) =>
      world.until(as, caseId, "it runs", ({ clocks }) => clocks.act.state === "running");
    await Promise.all([one, other].map(async ({ caseId }) => runs(caseId)));
    expect((await read()).map(({ status }) => status)).toEqual(["awaiting_acknowledgement", "awaiting_action"]);
  });

  it("that changes only words moves no clock", async () => {
    const { noticeId, notice, one, read } = await served();
    const [before] = await read();
    const { cases } = await corrected(noticeId, { ...notice, statementOfReasons: "Other words, for the same." });
    expect(cases.map(({ changed, restarts }) => [changed, restarts])).toEqual([
      [true, false],
      [true, false],
    ]);
    await shein.took(one.caseId, "notice.corrected");
    const [after] = await read();
    expect(after!.clocks).toEqual(before!.clocks);
    expect(await corrected(noticeId, { ...notice, statementOfReasons: "Other words, for the same." }, 2)).toMatchObject(
      {
        version: 3,
        cases: [{ changed: false }, { changed: false }],
      },
    );
  });

  it("that would change a case withdrawn since is refused whole; one that leaves it as it was is not", async () => {
    const { noticeId, notice, one, other, read } = await served();
    await world.acted(as, "withdrawCase", one.caseId);
    const items = [...notice.items, newItem];
    const refused = await correction(noticeId, { ...notice, items });
    expect([verdictOf(refused), ...faultsIn(refused)]).toEqual([
      "409 not-by-correction",
      `/notice/items/${items.length - 1} case_withdrawn`,
    ]);
    expect((await read()).map(({ noticeVersion }) => noticeVersion)).toEqual([1, 1]);
    const kept = notice.items.filter(({ url }) => url !== other.items[1]!.url);
    const { cases } = await corrected(noticeId, { ...notice, items: kept });
    expect(cases.map(({ changed }) => changed)).toEqual([false, true]);
  });

  it("of what a correction cannot change is refused, each with its pointer; and so is one on an old version", async () => {
    const { noticeId, notice, one, read } = await served();
    const before = await read();
    const elsewhere = { url: "https://www.wish.com/product/910000000000000000000009", kind: "product_listing" };
    const told = async (changes: object, version?: number) => {
      const answered = await correction(noticeId, { ...notice, ...changes }, version);
      return [verdictOf(answered), ...faultsIn(answered)];
    };
    const not = (pointer: string) => ["422 invalid-notice", `${pointer} not_by_correction`];
    expect(await told({ reference: `${notice.reference}-2` })).toEqual(not("/notice/reference"));
    expect(await told({ items: [...notice.items, elsewhere] })).toEqual(not("/notice/items"));
    expect(await told({ items: notice.items.slice(0, 2) })).toEqual(not("/notice/items"));
    expect(await told({ actWithin: "PT50M" })).toEqual(not("/notice/actWithin"));
    const basis = await correction(noticeId, { ...notice, legalBasis: "eu-gpsr-22-notice" });
    expect(basis.status).toBe(422);
    expect(await told({ items: [] })).toEqual(["422 invalid-notice", "/notice/items missing_element"]);
    expect(await told({ statementOfReasons: "Newer." }, 2)).toEqual(["412 version-changed"]);
    expect(await read()).toEqual(before);
    const foreign = await world.api.call("correctNotice", {
      as: "ofac",
      params: { noticeId },
      body: { ...officer, notice },
    });
    expect(verdictOf(foreign)).toBe("404 not-found");
    expect(shein.of(one.caseId, "notice.corrected")).toEqual([]);
  });
});

function acceptOf<T extends { status: number; text: string }>(answered: T): T {
  if (answered.status !== 200) throw new Error(`not accepted: ${answered.status} ${answered.text}`);
  return answered;
}
