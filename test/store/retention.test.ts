import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { OpenTable, Table } from "../../functions/shared/dynamo/client.ts";
import { erasureStore } from "../../functions/shared/dynamo/erasure-store.ts";
import { caseKey, documentKey, noticeKey, relistingPartition } from "../../functions/shared/dynamo/keys.ts";
import { sellerHash } from "../../functions/shared/dynamo/lookup-places.ts";
import { lookUpStore } from "../../functions/shared/dynamo/lookup-store.ts";
import { packed, unpacked } from "../../functions/shared/dynamo/packed.ts";
import { tombstones } from "../../functions/shared/dynamo/tombstones.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import type { CaseEvent } from "../../core/case/events.ts";
import { evolve } from "../../core/case/evolve.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import { closedCase, listingOf, type ClosedCase } from "../support/closed-cases.ts";
import { heldRecord, itemsUnder, retain, verified } from "../support/retention.ts";
import { itemsOf } from "../support/store-cases.ts";
import { openTestStore, type TestStore } from "../support/store-table.ts";

const closedAt = "2026-01-15T10:00:00.000Z" as Instant;
const [beforeAYear, afterAYear] = ["2027-01-15T09:59:59.999Z" as Instant, "2027-01-15T10:00:00.000Z" as Instant];
const [beforeSixYears, afterSixYears] = ["2032-01-15T09:59:59.999Z" as Instant, "2032-01-15T10:00:00.000Z" as Instant];
const pseudonym = /^pseudonym-[0-9a-f]{12}$/;

describe.skipIf(findDynamoDbBinary() === undefined)("retention", () => {
  let server: TestStore;
  let table: OpenTable;
  beforeAll(async () => {
    server = await openTestStore();
  });
  afterAll(async () => server.close());
  const fresh = async () => (table = await server.newTable());

  describe("of identifiers of sellers, 12 months after closure", () => {
    it("replaces them in served notice, stored notice and answer, the same seller by the same pseudonym", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, sellers: ["9100001", "9100002", "9100001"] });
      expect(await retain(table, { at: beforeAYear })).toMatchObject({ pseudonymised: 0, cases: [] });
      const report = await retain(table, { at: afterAYear });
      expect(report).toMatchObject({ pseudonymised: 1, held: 0, failed: 0, more: false });
      expect(report.cases).toMatchObject([{ caseId: made.caseId, rule: "seller_identifiers", parts: 3 }]);

      const { items } = await documentOf(made);
      const [one, two, again, none] = items.map(({ locators }) => locators?.sellerId);
      expect([one, two, again]).toEqual([expect.stringMatching(pseudonym), expect.stringMatching(pseudonym), one]);
      expect(two).not.toBe(one);
      expect(none).toBeUndefined();
      expect(items[0]?.url).toBe(listingOf("9100001"));
      expect(items[0]?.locators?.goodsId).toBe("goods-9100001");
      expect((await noticeOf(made)).items.map(({ locators }) => locators?.sellerId)).toEqual([one, two, one, none]);

      const answer = (await caseStore(table).readDocument(made.caseId, made.answer)) as { body: string };
      expect(JSON.parse(answer.body)).toEqual({ reference: one, note: "We spoke to 9100001." });
    });

    it("replaces them in addresses that name them, and where they are part of another number leaves it", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, inUrl: ["9100004"] });
      await retain(table, { at: afterAYear });
      const [{ url, locators } = { url: "" }] = (await documentOf(made)).items;
      const named = locators?.sellerId;
      expect(url).toBe(`https://fr.shein.com/example-${named}-p-9-cat-0000.html?mallCode=${named}&goods=19100004`);
      expect(named).toMatch(pseudonym);
    });

    it("takes the page of a seller for its identifier", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, pages: ["https://fr.shein.com/store/home?id=9100003"] });
      await retain(table, { at: afterAYear });
      const [page] = (await documentOf(made)).items;
      expect(page?.url).toMatch(/^https:\/\/fr\.shein\.com\/pseudonym-[0-9a-f]{12}$/);
      expect((await retain(table, { at: afterAYear })).cases).toEqual([]);
    });

    it("leaves the digest and says under which rule the content is another, so that the record verifies", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, sellers: ["9100001"] });
      const before = await verified(table, made.caseId);
      expect(before).toEqual({ verdict: "whole", checked: 5, erased: 0, pseudonymised: 0, faults: [] });
      await retain(table, { at: afterAYear });
      const after = { verdict: "pseudonymised_under_retention", checked: 5, erased: 0, pseudonymised: 2, faults: [] };
      expect(await verified(table, made.caseId)).toEqual(after);
    });

    it("forgets by which sellers the case is found and counted, not by which items", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, sellers: ["9100001"] });
      expect(await foundBy(made, "seller")).toEqual([made.caseId]);
      await retain(table, { at: afterAYear });
      expect(await foundBy(made, "seller")).toEqual([]);
      expect(await foundBy(made, "url")).toEqual([made.caseId]);
      const { authority, platform } = made.record.case;
      const counted = relistingPartition(authority, platform, sellerHash(platform, "9100001"));
      expect(await itemsUnder(table, counted)).toEqual([]);
    });

    it("touches in the notice only the items of the case that is due", async () => {
      await fresh();
      const [caseId, other] = [systemChance.id("case"), systemChance.id("case")];
      const shared = { noticeId: systemChance.id("ntc"), caseIds: [caseId, other] };
      const made = await closedCase(table, { closedAt, sellers: ["9100001"], caseId, ...shared });
      const { pk, sk } = noticeKey(made.noticeId, 1);
      const foreign = { url: "https://www.temu.com/fr/example-g-910000000001.html", kind: "product_listing" };
      await addItem({ pk, sk }, { ...foreign, locators: { sellerId: "9100001" } });
      await retain(table, { at: afterAYear });
      const sellers = (await noticeOf(made)).items.map(({ locators }) => locators?.sellerId);
      expect(sellers).toEqual([expect.stringMatching(pseudonym), undefined, "9100001"]);
    });

    it("is done once, and met no more", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, sellers: ["9100001"] });
      await retain(table, { at: afterAYear });
      const first = await documentOf(made);
      expect(await retain(table, { at: afterAYear })).toMatchObject({ pseudonymised: 0, cases: [] });
      expect(await documentOf(made)).toEqual(first);
    });

    it("is stopped by a hold, however often it is tried, and made up for when the hold is lifted", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, sellers: ["9100001"], legalHold: true });
      for (const at of [afterAYear, "2028-06-01T00:00:00.000Z" as Instant]) {
        expect((await retain(table, { at })).cases).toMatchObject([{ caseId: made.caseId, result: "held", parts: 0 }]);
      }
      expect((await documentOf(made)).items[0]?.locators?.sellerId).toBe("9100001");
      await setHold(made, false);
      expect(await retain(table, { at: "2028-06-02T00:00:00.000Z" as Instant })).toMatchObject({ pseudonymised: 1 });
      expect(await retain(table, { at: "2028-06-03T00:00:00.000Z" as Instant })).toMatchObject({ cases: [] });
    });

    it("changes nothing when a hold comes between its look and its write", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, sellers: ["9100001"] });
      const real = erasureStore(table);
      const noticesOf: typeof real.noticesOf = async (noticeId) => {
        await setHold(made, true);
        return real.noticesOf(noticeId);
      };
      const report = await retain(table, { at: afterAYear, erasures: { noticesOf } });
      expect(report).toMatchObject({ pseudonymised: 0, moved: 1 });
      expect((await documentOf(made)).items[0]?.locators?.sellerId).toBe("9100001");
      expect((await verified(table, made.caseId)).verdict).toBe("whole");
      expect(await retain(table, { at: afterAYear })).toMatchObject({ pseudonymised: 0, held: 1 });
    });
  });

  describe("of the record, 6 years after closure", () => {
    it("leaves tombstones: no content, the chain whole, and nothing in any list", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, sellers: ["9100001"] });
      const { head, case: kase } = made.record;
      expect(await retain(table, { at: beforeSixYears })).toMatchObject({ erased: 0, pseudonymised: 1 });
      expect(await retain(table, { at: afterSixYears })).toMatchObject({ erased: 1, pseudonymised: 0, more: false });

      expect(await verified(table, made.caseId)).toEqual({
        verdict: "erased_under_retention",
        checked: 0,
        erased: 5,
        pseudonymised: 0,
        faults: [],
      });
      const held = await heldRecord(table, made.caseId);
      expect(held.case).toEqual({
        head,
        version: 2,
        closedAt,
        documents: 3,
        erased: { erasedAt: afterSixYears, rule: "case_record" },
      });
      const items = await itemsUnder(table, caseKey(made.caseId).pk);
      const left = new Set(items.flatMap((item) => Object.keys(item)));
      for (const name of ["case", "event", "content", "reference", "authorityList", "listedAt", "status"]) {
        expect(left).not.toContain(name);
      }
      const cases = caseStore(table);
      expect(await cases.read(made.caseId)).toBeUndefined();
      expect(await cases.readDocument(made.caseId, made.served)).toBeUndefined();
      expect(itemsOf(await cases.ofAuthority(kase.authority, { state: "closed" }, { limit: 10 }))).toEqual([]);
      const tomb = await tombstones(table).ofCase(made.caseId);
      expect(tomb).toMatchObject({ authority: kase.authority, erasedAt: afterSixYears, rule: "case_record" });
      const [notice] = await itemsUnder(table, noticeKey(made.noticeId, 1).pk);
      expect(Object.keys(notice ?? {})).not.toContain("notice");
      expect(notice).toMatchObject({ erasedAt: afterSixYears, rule: "case_record" });
      expect(await foundBy(made, "url")).toEqual([]);
    });

    it("leaves as many tombstones of documents as there were: one that is taken away is missed", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt });
      await retain(table, { at: afterSixYears });
      const { call, tableName: TableName } = table;
      await call("DeleteItem", { TableName, Key: documentKey(made.caseId, made.answer) });
      expect(await verified(table, made.caseId)).toMatchObject({
        verdict: "broken",
        faults: [{ code: "tombstones_missing" }],
      });
    });

    it("erases a case of more parts than a transaction takes, and finds it again when it was broken off", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, documents: 120 });
      const dying: Table = { ...table, call: failingAfter(table, "TransactWriteItems", 1) };
      const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
      const broken = erasureStore(dying);
      expect(await retain(table, { at: afterSixYears, erasures: broken, log })).toMatchObject({ erased: 0, failed: 1 });
      expect((await verified(table, made.caseId)).verdict).toBe("erased_in_part");
      expect(await caseStore(table).read(made.caseId)).toBeUndefined();
      expect(await retain(table, { at: "2032-01-16T03:00:00.000Z" as Instant })).toMatchObject({
        erased: 1,
        failed: 0,
      });
      expect(await verified(table, made.caseId)).toMatchObject({ verdict: "erased_under_retention", erased: 125 });
      expect((await itemsUnder(table, caseKey(made.caseId).pk)).some((item) => "authorityList" in item)).toBe(false);
      expect(await retain(table, { at: "2032-01-17T03:00:00.000Z" as Instant })).toMatchObject({ cases: [] });
    });

    it("keeps a notice until the last of its cases is gone; the held one keeps its record whole", async () => {
      await fresh();
      const [caseId, other] = [systemChance.id("case"), systemChance.id("case")];
      const shared = { noticeId: systemChance.id("ntc"), caseIds: [caseId, other], closedAt };
      await closedCase(table, { ...shared, caseId });
      const held = await closedCase(table, { ...shared, caseId: other, legalHold: true });
      expect(await retain(table, { at: afterSixYears })).toMatchObject({ erased: 1, held: 1 });
      expect((await noticeOf(held)).items).toHaveLength(1);
      expect((await verified(table, other)).verdict).toBe("whole");
      await setHold(held, false);
      expect(await retain(table, { at: afterSixYears })).toMatchObject({ erased: 1, held: 0 });
      expect(await tombstones(table).ofNotice(shared.noticeId)).toMatchObject({ rule: "case_record" });
    });

    it("erases nothing when a hold comes between its look and its write", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt });
      const real = erasureStore(table);
      const bury: typeof real.bury = async (record, at) => {
        await setHold(made, true);
        return real.bury(record, at);
      };
      const report = await retain(table, { at: afterSixYears, erasures: { bury } });
      expect(report).toMatchObject({ erased: 0, moved: 1 });
      expect((await verified(table, made.caseId)).verdict).toBe("whole");
    });
  });

  describe("a run", () => {
    it("that is for show says what a run would do, and writes nothing", async () => {
      await fresh();
      const old = await closedCase(table, { closedAt, sellers: ["9100001"] });
      const newer = await closedCase(table, { closedAt: "2030-01-15T10:00:00.000Z" as Instant, sellers: ["9100002"] });
      const before = [await contentsOf(old), await contentsOf(newer), await itemsUnder(table, "RETENTION#RUN")];
      const shown = await retain(table, { at: afterSixYears }, true);
      expect([await contentsOf(old), await contentsOf(newer), await itemsUnder(table, "RETENTION#RUN")]).toEqual(
        before,
      );
      const done = await retain(table, { at: afterSixYears });
      expect({ ...shown, dryRun: false }).toEqual(done);
      expect(done).toMatchObject({ erased: 1, pseudonymised: 1 });
    });

    it("leaves open cases alone, and those that are not due", async () => {
      await fresh();
      await closedCase(table, { closedAt: "2031-12-31T00:00:00.000Z" as Instant, sellers: ["9100001"] });
      expect(await retain(table, { at: afterSixYears })).toMatchObject({ cases: [], more: false });
    });

    it("does no more than its bounds, says that there is more, and the next one goes on", async () => {
      await fresh();
      const made = await Promise.all(
        [1, 2, 3].map(async (number) => {
          const at = `2026-01-1${number}T10:00:00.000Z` as Instant;
          return closedCase(table, { closedAt: at, sellers: [`910000${number}`] });
        }),
      );
      await closedCase(table, { closedAt, sellers: ["9100009"], legalHold: true });
      const bounds = { cases: 2, milliseconds: 60_000 };
      expect(await retain(table, { at: afterAYear, bounds })).toMatchObject({ pseudonymised: 2, more: true });
      expect(await retain(table, { at: afterAYear, bounds })).toMatchObject({ pseudonymised: 1, held: 1, more: false });
      for (const one of made) expect((await verified(table, one.caseId)).pseudonymised).toBe(2);
      expect(await retain(table, { at: afterAYear, bounds: { ...bounds, milliseconds: 0 } })).toMatchObject({
        more: true,
      });
    });

    it("is kept on record for each authority, with ids, codes and counts alone", async () => {
      await fresh();
      const made = await closedCase(table, { closedAt, sellers: ["9100001"] });
      const { cases } = await retain(table, { at: afterAYear });
      const [run, ...others] = await itemsUnder(table, "RETENTION#RUN");
      expect(others).toEqual([]);
      expect(run).toMatchObject({ sk: `${afterAYear}#${made.record.case.authority}`, pseudonymised: 1, erased: 0 });
      expect(unpacked(run?.["cases"] as Uint8Array)).toEqual(cases);
    });

    it("goes on with the others when a case fails, and tries that one again", async () => {
      await fresh();
      const [bad, good] = [
        await closedCase(table, { closedAt, sellers: ["9100001"] }),
        await closedCase(table, { closedAt: "2026-01-15T11:00:00.000Z" as Instant, sellers: ["9100002"] }),
      ];
      const real = erasureStore(table);
      const logged: string[] = [];
      const log = { info: () => undefined, warn: () => undefined, error: (code: string) => void logged.push(code) };
      const partsOf: typeof real.partsOf = async (caseId) => {
        if (caseId === bad.caseId) throw new Error("an outage made up for a test");
        return real.partsOf(caseId);
      };
      const at = "2027-01-20T00:00:00.000Z" as Instant;
      const report = await retain(table, { at, erasures: { partsOf }, log });
      expect(report).toMatchObject({ pseudonymised: 1, failed: 1 });
      expect(logged).toEqual(["case.not_retained"]);
      expect((await verified(table, good.caseId)).pseudonymised).toBe(2);
      const later = "2028-01-20T00:00:00.000Z" as Instant;
      expect((await retain(table, { at: later })).cases).toMatchObject([
        { caseId: bad.caseId, result: "pseudonymised" },
      ]);
    });
  });

  type Item = { url: string; locators?: { sellerId?: string; goodsId?: string } };

  async function documentOf({ caseId, served }: ClosedCase): Promise<{ items: Item[] }> {
    return (await caseStore(table).readDocument(caseId, served)) as { items: Item[] };
  }

  async function noticeOf({ noticeId }: ClosedCase): Promise<{ items: Item[] }> {
    const [item] = await itemsUnder(table, noticeKey(noticeId, 1).pk);
    return unpacked(item?.["notice"] as Uint8Array) as { items: Item[] };
  }

  async function addItem(key: { pk: string; sk: string }, added: object): Promise<void> {
    const [item] = await itemsUnder(table, key.pk);
    const notice = unpacked(item?.["notice"] as Uint8Array) as { items: object[] };
    const content = packed({ ...notice, items: [...notice.items, added] });
    await table.call("PutItem", { TableName: table.tableName, Item: { ...item, notice: content } });
  }

  async function foundBy({ record }: ClosedCase, by: "seller" | "url"): Promise<CaseId[]> {
    const { authority, platform } = record.case;
    const value = "9100001";
    const sought = by === "url" ? { by, url: listingOf(value) } : { by, platform, authority, value };
    return itemsOf(await lookUpStore(table).find(authority, sought, { limit: 10 }));
  }

  async function setHold({ caseId, answer: document }: ClosedCase, on: boolean): Promise<void> {
    const cases = caseStore(table);
    const before = await cases.read(caseId);
    if (before === undefined) throw new Error("it is gone");
    const actor = { kind: "authority" as const, id: before.case.authority, person: "officer-7" };
    const event: CaseEvent = { type: "hold.set", at: closedAt, actor, data: { on, by: "officer-7", document } };
    await cases.write({ before, after: evolve(before.case, event), events: [event], generation: 1 }, [], 0);
  }

  async function contentsOf({ caseId, noticeId }: ClosedCase): Promise<unknown[]> {
    return [...(await itemsUnder(table, caseKey(caseId).pk)), ...(await itemsUnder(table, noticeKey(noticeId, 1).pk))];
  }

  function failingAfter(real: Table, operation: string, times: number): Table["call"] {
    let left = times;
    return async (name, input) => {
      if (name === operation && (left -= 1) < 0) throw new Error("an outage made up for a test");
      return real.call(name, input);
    };
  }
});
