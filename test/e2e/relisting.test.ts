import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RelistingReport } from "../../core/contract/look-up.ts";
import { NoticePreview, type NoticeAccepted } from "../../core/contract/submission.ts";
import type { Measure } from "../../core/contract/measures.ts";
import { acceptedIn, faultsIn, verdictOf, type Api } from "../support/e2e-api.ts";
import { removed } from "../support/e2e-answer.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import { caseIn, officerOf } from "../support/e2e-officer.ts";
import { startRuntime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let api: Api;

beforeAll(async () => {
  ({ api } = all.use(await startRuntime()));
});

afterAll(async () => all.disposeAsync());

type Item = { url: string; kind: string; locators?: Record<string, string> };

function newItem(locators: Record<string, string> = {}): Item {
  const number = randomUUID().slice(0, 8);
  return { url: `https://fr.shein.com/example-p-${number}-cat-1.html`, kind: "product_listing", locators };
}

const noticeOn = (...items: Item[]) => ({ ...sandboxNotice({ on: [] }), items });

type Opened = NoticeAccepted["cases"][0] & { accepted: NoticeAccepted };

async function openCase(notice: object, as = "dgccrf"): Promise<Opened> {
  const accepted = await api.submit(as, notice);
  return { ...accepted.cases[0]!, accepted };
}

/** Opens a case in which the platform reports one measure for every item. */
async function answered(notice: object, outcome: Measure = "removed", as = "dgccrf"): Promise<Opened> {
  const opened = await openCase(notice, as);
  await eventually("it is delivered", async () => {
    const { status } = await api.readCase(as, opened.caseId);
    return status === "awaiting_acknowledgement";
  });
  const said = removed(opened, opened.items);
  const items = opened.items.map(({ itemId }) => ({ itemId, outcome }));
  acceptedIn(await api.answer("shein", { ...said, data: { ...said.data, items } } as typeof said));
  return opened;
}

describe("an item that comes back", () => {
  it("opens a case that goes back to the one it was taken away in, and that one says so", async () => {
    const item = newItem();
    const earlier = await answered(noticeOn(newItem(), item));
    const back = noticeOn(newItem(), { ...item, url: `${item.url}?utm_source=mail` });
    const expected = {
      caseId: earlier.caseId,
      reference: earlier.accepted.reference,
      items: [1],
      links: { case: `/v1/cases/${earlier.caseId}` },
    };
    const query = { dryRun: "true" };
    const trial = await api.get(NoticePreview, "submitNotice", { as: "dgccrf", query, body: back });
    expect(trial.cases[0]!.relistedFrom).toEqual(expected);
    const later = await openCase(back);
    expect(later.relistedFrom).toEqual(expected);
    const [opening] = await api.readEvents("dgccrf", later.caseId);
    expect(opening!.data["relistedFrom"]).toBe(earlier.caseId);
    const record = await api.readEvents("dgccrf", earlier.caseId);
    const notes = record.filter(({ type }) => type === "case.relisted").map(({ data }) => data);
    expect(notes).toEqual([{ caseId: later.caseId }]);
  });

  it("is known by its locator at another address, and once the earlier case is closed", async () => {
    const goodsId = `goods-${randomUUID()}`;
    const earlier = await answered(noticeOn(newItem({ goodsId })), "already_unavailable");
    caseIn(await officerOf(api, "dgccrf").act("closeCase", earlier.caseId));
    const later = await openCase(noticeOn(newItem({ goodsId })));
    expect(later.relistedFrom?.caseId).toBe(earlier.caseId);
    expect(later.accepted.alreadyUnderOrder).toEqual([]);
  });

  it("goes back to the newest of several", async () => {
    const item = newItem();
    await answered(noticeOn(item));
    const second = await answered(noticeOn(item));
    expect((await openCase(noticeOn(item))).relistedFrom?.caseId).toBe(second.caseId);
  });

  it.each(["warning_displayed", "seller_suspended"] as const)("is none after %s: it had stayed", async (measure) => {
    const item = newItem();
    await answered(noticeOn(item), measure);
    expect((await openCase(noticeOn(item))).relistedFrom).toBeUndefined();
  });

  it("is none while nothing was answered, for another authority, or after a withdrawal", async () => {
    const [open, theirs, withdrawn] = [newItem(), newItem(), newItem()];
    await openCase(noticeOn(open));
    await answered(noticeOn(theirs), "removed", "ofac");
    const { caseId } = await answered(noticeOn(withdrawn));
    caseIn(await officerOf(api, "dgccrf").act("withdrawCase", caseId));
    expect((await openCase(noticeOn(open, theirs, withdrawn))).relistedFrom).toBeUndefined();
  });

  it("is told to be covered by the earlier order's clause on identical content while that lasts", async () => {
    const [with_, without] = [newItem(), newItem()];
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const clause = { orderedMeasures: ["removed", "identical_removed"], identicalContent: { until } };
    await answered({ ...noticeOn(with_), ...clause });
    await answered(noticeOn(without));
    expect((await openCase(noticeOn(with_))).relistedFrom?.identicalContent).toEqual({ until, holds: true });
    expect((await openCase(noticeOn(without))).relistedFrom).not.toHaveProperty("identicalContent");
  });
});

describe("a clause on identical content", () => {
  it("is refused without the measure it is about, and once its end has passed", async () => {
    const clause = (until: string, orderedMeasures: string[]) => ({
      ...noticeOn(newItem()),
      orderedMeasures,
      identicalContent: { until },
    });
    const faults = async (body: object) =>
      faultsIn(await api.call("submitNotice", { as: "dgccrf", query: { dryRun: "true" }, body }));
    expect(await faults(clause("2099-01-01", ["removed"]))).toEqual(["/identicalContent measure_not_ordered"]);
    expect(await faults(clause("2020-01-01", ["identical_removed"]))).toEqual(["/identicalContent/until in_the_past"]);
  });
});

describe("relistings are counted", () => {
  const count = async (query: Record<string, string>, as = "ofac") =>
    api.get(RelistingReport, "countRelistings", { as, query });

  it("by platform, by seller and since an instant, in one's own cases", async () => {
    const [one, other] = [`seller-${randomUUID()}`, `seller-${randomUUID()}`];
    const items = [newItem({ sellerId: one }), newItem({ sellerId: one }), newItem({ sellerId: other })];
    const first = await answered(noticeOn(...items), "removed", "ofac");
    expect(await count({ platform: "shein" })).toEqual({ platform: "shein", relistings: 0, cases: 0 });
    const back = await answered(noticeOn(...items), "removed", "ofac");
    const again = await openCase(noticeOn(items[0]!, newItem({ sellerId: one })), "ofac");
    const { acceptedAt: newest } = again.accepted;
    expect(await count({ platform: "shein" })).toEqual({ platform: "shein", relistings: 4, cases: 2, newest });
    expect(await count({ platform: "shein", sellerId: one })).toMatchObject({ sellerId: one, relistings: 3, cases: 2 });
    expect(await count({ platform: "shein", sellerId: other })).toMatchObject({
      relistings: 1,
      cases: 1,
      newest: back.accepted.acceptedAt,
    });
    const since = newest;
    expect(await count({ platform: "shein", since })).toMatchObject({ since, relistings: 1, cases: 1 });
    expect(await count({ platform: "temu", sellerId: one })).toMatchObject({ relistings: 0, cases: 0 });
    expect(await count({ platform: "shein" }, "arcom")).toMatchObject({ relistings: 0, cases: 0 });
    expect(first.relistedFrom).toBeUndefined();
  });

  it("without those of a notice that was withdrawn", async () => {
    const sellerId = `seller-${randomUUID()}`;
    const item = newItem({ sellerId });
    await answered(noticeOn(item), "removed", "ofac");
    const before = await count({ platform: "shein" });
    const kept = await openCase(noticeOn(item), "ofac");
    const mistake = await openCase(noticeOn(item), "ofac");
    expect(await count({ platform: "shein", sellerId })).toMatchObject({ relistings: 2, cases: 2 });
    caseIn(await officerOf(api, "ofac").act("withdrawCase", mistake.caseId));
    const { acceptedAt: newest } = kept.accepted;
    expect(await count({ platform: "shein", sellerId })).toMatchObject({ relistings: 1, cases: 1, newest });
    expect(await count({ platform: "shein", sellerId, since: mistake.accepted.acceptedAt })).toMatchObject({
      cases: 0,
    });
    expect(await count({ platform: "shein" })).toMatchObject({ cases: before.cases + 1, newest });
  });

  it("of a platform that is named", async () => {
    const answer = await api.call("countRelistings", { as: "ofac", query: { sellerId: "1" } });
    expect([verdictOf(answer), ...faultsIn(answer)]).toEqual(["422 invalid-request", "/platform missing_element"]);
  });
});
