import { digestOf } from "../../functions/shared/digest.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { caseStore, type CaseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { StoredCase } from "../../functions/shared/dynamo/case-item.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { noticeKey } from "../../functions/shared/dynamo/keys.ts";
import { lookUpStore } from "../../functions/shared/dynamo/lookup-store.ts";
import { packed } from "../../functions/shared/dynamo/packed.ts";
import { relistingWrites } from "../../functions/shared/dynamo/relisting-store.ts";
import { transact } from "../../functions/shared/dynamo/transaction.ts";
import type { CaseEvent } from "../../core/case/events.ts";
import { evolve } from "../../core/case/evolve.ts";
import type { Case } from "../../core/case/state.ts";
import type { CaseId, Digest, NoticeId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import { newCase, store } from "./store-cases.ts";

/** Where the items of these cases stand: fictional pages. */
export const listingOf = (seller: string) =>
  `https://fr.shein.com/example-listing-p-${seller.length}${seller}-cat-0000.html`;

/** What a closed case is made with. */
export type ClosedCaseOptions = {
  closedAt: Instant;
  /** Identifiers of the sellers, one item each. */
  sellers?: readonly string[];
  /** Sellers whose identifier stands in the address of their item as well. */
  inUrl?: readonly string[];
  /** Further items: pages of sellers, which are told by their address alone. */
  pages?: readonly string[];
  legalHold?: boolean;
  noticeId?: NoticeId;
  /** All cases of the notice. */
  caseIds?: readonly CaseId[];
  caseId?: CaseId;
  /** Further documents, in the words of nobody. */
  documents?: number;
};

/** A case that was closed, with all that stands under it, put on record as it would have been. */
export type ClosedCase = { caseId: CaseId; noticeId: NoticeId; served: Digest; answer: Digest; record: StoredCase };

/** Puts a closed case on record: served notice, stored notice, an answer, the reason of the closure, look-ups. */
export async function closedCase(table: Table, options: ClosedCaseOptions): Promise<ClosedCase> {
  const { closedAt, sellers = [], inUrl = [], pages = [], legalHold = false, documents = 0 } = options;
  const { caseId = systemChance.id("case"), noticeId = systemChance.id("ntc"), caseIds = [caseId] } = options;
  const cases = caseStore(table);
  const items = [
    ...sellers.map((sellerId) => ({
      url: listingOf(sellerId),
      kind: "product_listing" as const,
      locators: { sellerId, goodsId: `goods-${sellerId}` },
    })),
    ...inUrl.map((sellerId) => ({
      url: `https://fr.shein.com/example-${sellerId}-p-9-cat-0000.html?mallCode=${sellerId}&goods=1${sellerId}`,
      kind: "product_listing" as const,
      locators: { sellerId },
    })),
    ...pages.map((url) => ({ url, kind: "seller_page" as const })),
    { url: "https://fr.shein.com/example-listing-p-1-cat-0000.html", kind: "product_listing" as const },
  ].map((item) => ({ itemId: systemChance.id("itm"), ...item }));
  const served = await keep(cases, caseId, { noticeId, items });
  const answer = await keep(cases, caseId, {
    body: JSON.stringify({ reference: sellers[0] ?? "ticket", note: `We spoke to ${sellers[0] ?? "somebody"}.` }),
  });
  const reason = await keep(cases, caseId, { by: { id: "officer-7" }, reason: "A reason made up for a test." });
  for (let number = 0; number < documents; number += 1) await keep(cases, caseId, { number });

  const game = newCase("eu-dsa-16", {
    open: { facts: { caseId, noticeId, digest: served, items: items.map(({ itemId }) => itemId) } },
  });
  const before = await store(cases, game);
  await keepNotice(table, { noticeId, authority: game.kase.authority, caseIds, items });
  await lookUpStore(table).keep(game.kase, items);
  const { authority, platform, openedAt: at } = game.kase;
  await transact(table, relistingWrites(table, { caseId, authority, platform, at, sellers }), "refused");
  const actor = { kind: "authority" as const, id: authority, person: "officer-7" };
  const held: CaseEvent = {
    type: "hold.set",
    at: closedAt,
    actor,
    data: { on: true, by: "officer-7", document: reason },
  };
  const closed: CaseEvent = { type: "case.closed", at: closedAt, actor, data: { by: "officer-7", document: reason } };
  const events = legalHold ? [closed, held] : [closed];
  const after = events.reduce<Case>(evolve, game.kase);
  const outcome = await cases.write({ before, after, events, generation: 1 }, [], 0);
  if (outcome.kind !== "written") throw new Error(`the closure is ${outcome.kind}`);
  return { caseId, noticeId, served, answer, record: outcome.record };
}

async function keep(cases: CaseStore, caseId: CaseId, words: object): Promise<Digest> {
  const content = { nonce: systemChance.nonce(), ...words };
  const digest = digestOf(content);
  await cases.putDocument(caseId, digest, content);
  return digest;
}

async function keepNotice(
  { call, tableName: TableName }: Table,
  notice: { noticeId: NoticeId; authority: string; caseIds: readonly CaseId[]; items: readonly object[] },
): Promise<void> {
  const { noticeId, authority, caseIds, items } = notice;
  const { Item: present } = await call("GetItem", { TableName, Key: noticeKey(noticeId, 1), ConsistentRead: true });
  if (present !== undefined) return;
  const stored = { noticeId, version: 1, authority, acceptedAt: "2025-11-03T08:00:00.000Z", caseIds };
  const content = packed({ reference: "TEST-0001", items });
  await call("PutItem", { TableName, Item: { ...noticeKey(noticeId, 1), ...stored, notice: content } });
}
