import { describe, expect, it } from "vitest";
import type { CaseId } from "../../core/contract/ids.ts";
import { plus, type Instant } from "../../core/contract/instant.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { lookUpStore, mostAtPlace } from "../../functions/shared/dynamo/lookup-store.ts";
import type { Owner } from "../../functions/shared/dynamo/lookup-places.ts";
import type { Case } from "../../core/case/state.ts";
import { start } from "../support/cases.ts";
import { allPages, itemsOf } from "../support/store-cases.ts";

const everything = { limit: 100 };

/** A case of DGCCRF at Shein, opened so many seconds after the start. */
function owner(seconds = 0, changes: Partial<Kept> = {}): Kept {
  const openedAt: Instant = plus(start, seconds * 1_000);
  const disclosure = { mode: "allowed" } as const;
  return { caseId: systemChance.id("case"), authority: "dgccrf", platform: "shein", openedAt, disclosure, ...changes };
}

type Kept = Owner & Pick<Case, "disclosure">;

function item(url: string, locators: Record<string, string> = {}) {
  return { itemId: systemChance.id("itm"), url, locators };
}

const seeker = { authority: "dgccrf", now: start };

const page = "https://fr.shein.com/a-p-1.html";

/** What every store of look-ups keeps to. */
export function describeLookUpStore(newTable: () => Promise<Table>): void {
  describe("a look-up", () => {
    it("finds the cases of one authority at an address, newest first, page by page", async () => {
      const lookUps = lookUpStore(await newTable());
      const owners = [0, 1, 2, 3, 4].map((seconds) => owner(seconds));
      for (const one of owners) await lookUps.keep(one, [item(page)]);
      await lookUps.keep(owner(9, { authority: "arcom" }), [item(page)]);
      const newestFirst: CaseId[] = owners.map(({ caseId }) => caseId).reverse();
      for (const limit of [1, 2, 100]) {
        const pages = await allPages(
          async (request) => lookUps.find("dgccrf", { by: "url", url: page }, request),
          limit,
        );
        expect(pages.flat()).toEqual(newestFirst);
      }
      expect(await lookUps.find("dgccrf", { by: "url", url: page }, { limit: 1, cursor: "x" })).toEqual({
        kind: "bad_cursor",
      });
    });

    it("finds by a locator on its platform, and by a seller of the authority's own cases", async () => {
      const lookUps = lookUpStore(await newTable());
      const own = owner();
      await lookUps.keep(own, [item(page, { sku: "S-1", sellerId: "42" }), item(`${page}?b=1`, { model: "S-1" })]);
      const [platform, authority] = ["shein", "dgccrf"];
      const found = async (sought: Parameters<typeof lookUps.find>[1], as = authority) =>
        itemsOf(await lookUps.find(as, sought, everything));
      expect(await found({ by: "locator", platform, value: "S-1" })).toEqual([own.caseId]);
      expect(await found({ by: "locator", platform: "temu", value: "S-1" })).toEqual([]);
      expect(await found({ by: "locator", platform, value: "42" })).toEqual([]);
      expect(await found({ by: "seller", platform, authority, value: "42" })).toEqual([own.caseId]);
      expect(await found({ by: "seller", platform, authority: "arcom", value: "42" }, "arcom")).toEqual([]);
    });

    it("finds the earlier cases of all authorities about the same item, each with its own items there", async () => {
      const lookUps = lookUpStore(await newTable());
      const [older, newer] = [owner(0, { authority: "arcom" }), owner(1)];
      const [first, second, third] = [
        item(page, { sku: "S-1" }),
        item(page, { sku: "S-2" }),
        item(page, { gtin: "S-1" }),
      ];
      await lookUps.keep(older, [first, second]);
      await lookUps.keep(newer, [third]);
      const [atAddress, bySku, byOther, nowhere] = await lookUps.earlier(
        "shein",
        [
          { url: `${page}?utm_source=x` },
          { url: "https://fr.shein.com/b", locators: { sku: "S-1" } },
          { url: "https://fr.shein.com/b", locators: { model: "S-1" } },
          { url: "https://fr.shein.com/b" },
        ],
        seeker,
      );
      const ofOlder = { caseId: older.caseId, authority: "arcom", platform: "shein" };
      expect(atAddress).toEqual([
        { caseId: newer.caseId, authority: "dgccrf", platform: "shein", items: [third.itemId] },
        { ...ofOlder, items: [first.itemId, second.itemId] },
      ]);
      expect(bySku).toEqual([{ ...ofOlder, items: [first.itemId] }]);
      expect([byOther, nowhere]).toEqual([[], []]);
    });

    it("finds one's own, whatever others have there, and nothing of a hidden one until it may be told of", async () => {
      const lookUps = lookUpStore(await newTable());
      const own = owner();
      const hidden = { authority: "ofac", disclosure: { mode: "withheld", until: plus(start, 60_000) } } as const;
      await lookUps.keep(own, [item(page)]);
      for (let number = 1; number <= mostAtPlace; number += 1) await lookUps.keep(owner(number, hidden), [item(page)]);
      const open = owner(0, { authority: "arcom" });
      await lookUps.keep(open, [item(page)]);
      const foundBy = async (authority: string, seconds = 0) => {
        const [found] = await lookUps.earlier("shein", [{ url: page }], {
          authority,
          now: plus(start, seconds * 1_000),
        });
        return found!;
      };
      expect((await foundBy("dgccrf")).map(({ caseId }) => caseId)).toEqual([own.caseId, open.caseId]);
      expect(await foundBy("ofac")).toHaveLength(mostAtPlace + 2);
      expect((await foundBy("dgccrf", 59)).map(({ caseId }) => caseId)).toEqual([own.caseId, open.caseId]);
      const later = await foundBy("dgccrf", 60);
      expect(later[0]!.caseId).toBe(own.caseId);
      expect(later).toHaveLength(1 + mostAtPlace);
    });

    it("is kept once however often it is put, and no key or value holds what it is about", async () => {
      const table = await newTable();
      const put: unknown[] = [];
      const watched: Table = {
        ...table,
        call: async (operation, input) => {
          put.push(input);
          return table.call(operation, input);
        },
      };
      const lookUps = lookUpStore(watched);
      const own = owner();
      const items = [item(page, { sku: "SECRET-SKU", sellerId: "SECRET-SELLER" })];
      await lookUps.keep(own, items);
      await lookUps.keep(own, items);
      expect(put).toHaveLength(6);
      expect(JSON.stringify(put)).not.toMatch(/SECRET|shein\.com|a-p-1/);
      expect(itemsOf(await lookUps.find("dgccrf", { by: "url", url: page }, everything))).toEqual([own.caseId]);
    });
  });
}
