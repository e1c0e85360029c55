import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CasePage } from "../../core/contract/api.ts";
import { NoticeAccepted, NoticePreview } from "../../core/contract/submission.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
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

/** A page of its own, and locators of its own. */
function newItem(locators: Record<string, string> = {}) {
  const number = randomUUID().slice(0, 8);
  return { url: `https://fr.shein.com/example-p-${number}-cat-1.html?size=m`, kind: "product_listing", locators };
}

const noticeOn = (...items: object[]) => ({ ...sandboxNotice({ on: [] }), items });

const listed = async (query: Record<string, string>, as = "dgccrf") => api.get(CasePage, "listCases", { as, query });

const caseIdsOf = async (query: Record<string, string>, as = "dgccrf") =>
  (await listed(query, as)).cases.map(({ caseId }) => caseId);

async function openCase(notice: object, as = "dgccrf") {
  const accepted = await api.submit(as, notice);
  const [opened] = accepted.cases;
  return { ...opened!, accepted };
}

async function closed(notice: object): Promise<string> {
  const opened = await openCase(notice);
  await eventually("it is delivered", async () => {
    const { status } = await api.readCase("dgccrf", opened.caseId);
    return status === "awaiting_acknowledgement";
  });
  acceptedIn(await api.answer("shein", removed(opened, opened.items)));
  caseIn(await officerOf(api, "dgccrf").act("closeCase", opened.caseId));
  return opened.caseId;
}

describe("a case is found", () => {
  it("by the exact address, however it is decorated, and by no other", async () => {
    const item = newItem();
    const { caseId } = await openCase(noticeOn(item));
    const decorated = item.url.replace("fr.shein.com", "FR.Shein.com:443").concat("&utm_source=mail&fbclid=x#reviews");
    expect(await caseIdsOf({ url: item.url })).toEqual([caseId]);
    expect(await caseIdsOf({ url: decorated })).toEqual([caseId]);
    expect(await caseIdsOf({ url: item.url.replace("size=m", "size=l") })).toEqual([]);
    expect(await caseIdsOf({ url: item.url.replace("?size=m", "") })).toEqual([]);
  });

  it("by any one locator, on its platform alone", async () => {
    const [sku, gtin] = [`sku-${randomUUID()}`, "01234567"];
    const { caseId } = await openCase(noticeOn(newItem({ sku, gtin }), newItem({ model: sku })));
    expect(await caseIdsOf({ locator: sku, platform: "shein" })).toEqual([caseId]);
    expect(await caseIdsOf({ locator: gtin, platform: "shein" })).toEqual([caseId]);
    expect(await caseIdsOf({ locator: sku, platform: "temu" })).toEqual([]);
    expect(await caseIdsOf({ locator: sku.toUpperCase(), platform: "shein" })).toEqual([]);
  });

  it("by its seller, newest first, page by page, open and closed", async () => {
    const sellerId = `seller-${randomUUID()}`;
    const first = await closed(noticeOn(newItem({ sellerId })));
    const second = await openCase(noticeOn(newItem({ sellerId }), newItem({ sellerId })));
    const third = await openCase(noticeOn(newItem({ sellerId })));
    const query = { sellerId, platform: "shein" };
    expect(await caseIdsOf(query)).toEqual([third.caseId, second.caseId, first]);
    const page = await listed({ ...query, limit: "2" });
    expect(page.cases.map(({ caseId }) => caseId)).toEqual([third.caseId, second.caseId]);
    const rest = await listed({ ...query, limit: "2", cursor: page.next! });
    expect(rest.cases.map(({ caseId, status }) => [caseId, status])).toEqual([[first, "closed"]]);
    expect(await caseIdsOf({ locator: sellerId, platform: "shein" })).toEqual([]);
  });

  it("by its own authority alone", async () => {
    const item = newItem({ sku: `sku-${randomUUID()}`, sellerId: `seller-${randomUUID()}` });
    const theirs = await openCase(noticeOn(item), "ofac");
    const { sku, sellerId } = item.locators as { sku: string; sellerId: string };
    const queries: Record<string, string>[] = [
      { url: item.url },
      { locator: sku, platform: "shein" },
      { sellerId, platform: "shein" },
      { reference: theirs.accepted.reference },
    ];
    for (const query of queries) {
      expect(await caseIdsOf(query, "ofac")).toEqual([theirs.caseId]);
      expect(await caseIdsOf(query, "arcom")).toEqual([]);
    }
  });
});

describe("a look-up is refused", () => {
  const faults = async (query: Record<string, string>) => {
    const answered = await api.call("listCases", { as: "dgccrf", query });
    return [verdictOf(answered), ...faultsIn(answered)];
  };

  it("by two things at once, by each of their names", async () => {
    expect(await faults({ url: "https://fr.shein.com/a", sellerId: "1", platform: "shein" })).toEqual([
      "422 invalid-request",
      "/sellerId one_at_a_time",
      "/url one_at_a_time",
    ]);
  });

  it("by a locator or a seller of no platform, whose own it is", async () => {
    expect(await faults({ locator: "1" })).toEqual(["422 invalid-request", "/platform missing_element"]);
    expect(await faults({ sellerId: "1" })).toEqual(["422 invalid-request", "/platform missing_element"]);
  });

  it("with a parameter that would have no effect, or an address that is none", async () => {
    expect(await faults({ url: "https://fr.shein.com/a", state: "closed" })).toEqual([
      "422 invalid-request",
      "/state unknown_field",
    ]);
    expect(await faults({ url: "ftp://fr.shein.com/a" })).toEqual(["422 invalid-request", "/url wrong_format"]);
  });

  it("with a cursor that is not its own", async () => {
    expect(await faults({ url: "https://fr.shein.com/a", cursor: "nonsense" })).toEqual([
      "422 invalid-request",
      "/cursor bad_cursor",
    ]);
  });
});

describe("an item that stands under order already", () => {
  it("is said with one's own case, in the answer and in a trial run, and is no reason to refuse", async () => {
    const sku = `sku-${randomUUID()}`;
    const item = newItem({ sku });
    const first = await openCase(noticeOn(item));
    const again = noticeOn(newItem(), { ...newItem(), locators: { sku } });
    const said = {
      item: 1,
      platform: "shein",
      sameAuthority: true,
      caseId: first.caseId,
      reference: first.accepted.reference,
      since: first.accepted.acceptedAt,
      links: { case: `/v1/cases/${first.caseId}` },
    };
    const query = { dryRun: "true" };
    const trial = await api.get(NoticePreview, "submitNotice", { as: "dgccrf", query, body: again });
    expect(trial.alreadyUnderOrder).toEqual([said]);
    const { accepted } = await openCase(again);
    expect(accepted.alreadyUnderOrder).toEqual([said]);
    expect(accepted.cases[0]!.relistedFrom).toBeUndefined();
  });

  it("is not said by an equal value under another locator's name", async () => {
    const value = `value-${randomUUID()}`;
    await openCase(noticeOn(newItem({ sku: value })));
    const { accepted } = await openCase(noticeOn(newItem({ listingId: value })));
    expect(accepted.alreadyUnderOrder).toEqual([]);
  });

  it("of another authority is said with its name and nothing that is its own", async () => {
    const item = newItem();
    const theirs = await openCase(noticeOn(item), "ofac");
    const answered = await api.call("submitNotice", {
      as: "dgccrf",
      body: noticeOn(item),
      headers: { "idempotency-key": randomUUID() },
    });
    const { alreadyUnderOrder } = NoticeAccepted.parse(answered.json);
    const { name } = startingDirectory.authorities.find(({ id }) => id === "ofac")!;
    expect(alreadyUnderOrder).toEqual([
      {
        item: 0,
        platform: "shein",
        sameAuthority: false,
        authority: name,
        since: theirs.accepted.acceptedAt,
      },
    ]);
    for (const own of [theirs.caseId, theirs.accepted.reference, theirs.accepted.noticeId]) {
      expect(answered.text).not.toContain(own);
    }
  });

  it("of another authority is not said while it is confidential, and is to the authority itself", async () => {
    const item = newItem();
    const disclosure = { mode: "withheld", duration: "P10D" };
    await openCase({ ...noticeOn(item), disclosure }, "ofac");
    expect((await openCase(noticeOn(item), "dgccrf")).accepted.alreadyUnderOrder).toEqual([]);
    const own = (await openCase(noticeOn(item), "ofac")).accepted.alreadyUnderOrder;
    expect(own.map(({ sameAuthority }) => sameAuthority).sort()).toEqual([false, true]);
  });

  it("is not said of a case that does not bind any more", async () => {
    const [withdrawn, closedOne] = [newItem(), newItem()];
    const { caseId } = await openCase(noticeOn(withdrawn));
    caseIn(await officerOf(api, "dgccrf").act("withdrawCase", caseId));
    await closed(noticeOn(closedOne));
    const { accepted } = await openCase(noticeOn(withdrawn, closedOne));
    expect(accepted.alreadyUnderOrder).toEqual([]);
  });
});
