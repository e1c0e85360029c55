import { describe, expect, it } from "vitest";
import { statusOf } from "../../core/case/status.ts";
import { CaseSummary } from "../../core/contract/api.ts";
import { plus, type Instant } from "../../core/contract/instant.ts";
import { caseStore, type CaseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { tableDefinition } from "../../functions/shared/dynamo/table.ts";
import { day, hour, officerActs, start, type Play, type PlayOptions } from "../support/cases.ts";
import { allPages, itemsOf, newCase, store } from "../support/store-cases.ts";
import { authorityIn, platformIn } from "../../core/law/directory/directory.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";

const everything = { limit: 100 };

/** What the lists of every store keep to: whose cases, in which order, page by page. */
export function describeCaseLists(newTable: () => Promise<Table>): void {
  async function open(): Promise<{ table: Table; cases: CaseStore }> {
    const table = await newTable();
    return { table, cases: caseStore(table) };
  }

  /** Stores a case whose notice is received so many milliseconds after the start. */
  async function received(cases: CaseStore, after: number, options: PlayOptions = {}): Promise<Play> {
    const game = newCase("eu-dsa-16", options);
    game.wait(after);
    game.deliver();
    await store(cases, game);
    return game;
  }

  const at = (platform: string): PlayOptions => ({ platform: platformIn(startingDirectory, platform)! });
  const ids = (games: readonly Play[]) => games.map(({ kase }) => kase.caseId);
  const caseIds = (summaries: readonly CaseSummary[]) => summaries.map(({ caseId }) => caseId);

  describe("the open cases of an authority", () => {
    const open_ = { state: "open" } as const;

    it("are listed by what is due first: the undeliverable before all, the answered last", async () => {
      const { cases } = await open();
      const later = await received(cases, 5 * hour);
      const answered = await received(cases, hour);
      answered.answer("action_taken");
      await store(cases, answered, await cases.read(answered.kase.caseId));
      const sooner = await received(cases, 2 * hour);
      const undeliverable = newCase();
      undeliverable.wait(3 * hour);
      undeliverable.attempt(undeliverable.pending("notice.issued"), { kind: "hopeless", code: "gone" });
      await store(cases, undeliverable);
      const listed = itemsOf(await cases.ofAuthority("dgccrf", open_, everything));
      expect(caseIds(listed)).toEqual(ids([undeliverable, sooner, later, answered]));
    });

    it("are listed with what a list shows of them, and nothing more", async () => {
      const { cases } = await open();
      const game = await received(cases, hour);
      game.wait(25 * hour);
      game.takeDueSteps();
      await store(cases, game, await cases.read(game.kase.caseId));
      const [summary] = itemsOf(await cases.ofAuthority("dgccrf", open_, everything));
      expect(CaseSummary.parse(summary)).toEqual({
        caseId: game.kase.caseId,
        noticeId: game.kase.noticeId,
        reference: "TEST-0001",
        authority: "dgccrf",
        platform: "shein",
        legalBasis: "eu-dsa-16",
        status: statusOf(game.kase),
        overdue: ["acknowledge"],
        openedAt: start,
        acknowledgeDueAt: plus(start, 25 * hour),
        actDueAt: plus(start, 73 * hour),
        review: "draft",
        links: { case: `/v1/cases/${game.kase.caseId}` },
      });
    });

    it("are its own only", async () => {
      const { cases } = await open();
      const mine = await received(cases, hour);
      const other = await received(cases, hour, { authority: authorityIn(startingDirectory, "arcom")! });
      expect(caseIds(itemsOf(await cases.ofAuthority("dgccrf", open_, everything)))).toEqual(ids([mine]));
      expect(caseIds(itemsOf(await cases.ofAuthority("arcom", open_, everything)))).toEqual(ids([other]));
      expect(itemsOf(await cases.ofAuthority("ofac", open_, everything))).toEqual([]);
    });

    it("come page by page, each once", async () => {
      const { cases } = await open();
      const games: Play[] = [];
      for (const number of [4, 1, 5, 2, 3]) games.push(await received(cases, number * hour));
      const pages = await allPages(async (request) => cases.ofAuthority("dgccrf", open_, request), 2);
      expect(pages.slice(0, 2).map((page) => page.length)).toEqual([2, 2]);
      expect(caseIds(pages.flat())).toEqual(ids([1, 3, 4, 0, 2].map((index) => games[index]!)));
    });

    it("of one platform fill their pages, however many of others lie between", async () => {
      const { cases } = await open();
      const wanted: Play[] = [];
      for (let number = 0; number < 12; number += 1) {
        const game = await received(cases, number * hour, at(number % 4 === 3 ? "temu" : "shein"));
        if (number % 4 === 3) wanted.push(game);
      }
      const list = { state: "open", platform: "temu" } as const;
      const first = await cases.ofAuthority("dgccrf", list, { limit: 2 });
      expect(caseIds(itemsOf(first))).toEqual(ids(wanted.slice(0, 2)));
      const pages = await allPages(async (request) => cases.ofAuthority("dgccrf", list, request), 2);
      expect(caseIds(pages.flat())).toEqual(ids(wanted));
    });

    it("are read on from no cursor but one of theirs", async () => {
      const { cases } = await open();
      const mine = await received(cases, 2 * hour);
      for (const number of [1, 3])
        await received(cases, number * hour, { authority: authorityIn(startingDirectory, "arcom")! });
      const others = await cases.ofAuthority("arcom", open_, { limit: 1 });
      const cursor = others.kind === "page" ? others.next : undefined;
      expect(cursor).toBeDefined();
      const page = await cases.ofAuthority("dgccrf", open_, { limit: 10, cursor });
      const seen = page.kind === "page" ? caseIds(page.items) : [];
      expect(seen.filter((caseId) => caseId !== mine.kase.caseId)).toEqual([]);
      for (const bad of ["no cursor", "e30", Buffer.from('"x"').toString("base64url")]) {
        expect(await cases.ofAuthority("dgccrf", open_, { limit: 10, cursor: bad })).toEqual({ kind: "bad_cursor" });
      }
    });
  });

  describe("the closed cases of an authority", () => {
    it("are listed apart from the open ones, the latest closed first", async () => {
      const { cases } = await open();
      const games: Play[] = [];
      for (const number of [1, 3, 2]) {
        const game = await received(cases, hour);
        game.wait(number * day);
        game.answer("action_taken");
        game.must(officerActs.close);
        await store(cases, game, await cases.read(game.kase.caseId));
        games.push(game);
      }
      const closed = await cases.ofAuthority("dgccrf", { state: "closed" }, everything);
      expect(caseIds(itemsOf(closed))).toEqual(ids([1, 2, 0].map((index) => games[index]!)));
      expect(itemsOf(await cases.ofAuthority("dgccrf", { state: "open" }, everything))).toEqual([]);
    });
  });

  describe("the cases of a platform", () => {
    const listed = async (cases: CaseStore) => itemsOf(await cases.ofPlatform("shein", everything));

    it("are those it owes an answer to, by due instant, and no other platform's", async () => {
      const { cases } = await open();
      const [later, sooner] = [await received(cases, 3 * hour), await received(cases, hour)];
      await received(cases, 2 * hour, at("temu"));
      expect(await listed(cases)).toEqual(ids([sooner, later]));
      sooner.answer("action_taken");
      await store(cases, sooner, await cases.read(sooner.kase.caseId));
      expect(await listed(cases)).toEqual(ids([later]));
    });

    it("leave out a first order whose prior information still runs", async () => {
      const { cases } = await open();
      const game = newCase("eu-dsa-16", { open: { notBefore: plus(start, 12 * hour) } });
      const record = await store(cases, game);
      expect(await listed(cases)).toEqual([]);
      game.wait(12 * hour);
      game.attempt(game.pending("notice.issued"), { kind: "failed", code: "timeout" });
      await store(cases, game, record);
      expect(await listed(cases)).toEqual(ids([game]));
    });

    it("keep a withdrawn one until the items are back", async () => {
      const { cases } = await open();
      const game = await received(cases, hour);
      game.must(officerActs.withdraw);
      const withdrawn = await store(cases, game, await cases.read(game.kase.caseId));
      expect(await listed(cases)).toEqual(ids([game]));
      game.answer("restored");
      await store(cases, game, withdrawn);
      expect(await listed(cases)).toEqual([]);
    });

    it("come page by page, each once", async () => {
      const { cases } = await open();
      const games: Play[] = [];
      for (const number of [1, 2, 3]) games.push(await received(cases, number * hour));
      const pages = await allPages(async (request) => cases.ofPlatform("shein", request), 2);
      expect(pages.flat()).toEqual(ids(games));
    });
  });

  describe("the cases that are due", () => {
    /** Hours from the receipt until the platform is warned: four fifths of the 24 h to acknowledge. */
    const toWarning = 19.2;

    async function due(cases: CaseStore, before: Instant): Promise<Map<string, Instant>> {
      const found = new Map<string, Instant>();
      for await (const { caseId, wakeAt } of cases.due(before)) {
        expect(found.has(caseId)).toBe(false);
        found.set(caseId, wakeAt);
      }
      return found;
    }

    it("are all those that wake before an instant, of every shard", async () => {
      const { cases } = await open();
      const games = await Promise.all(Array.from({ length: 24 }, async (_, number) => received(cases, number * hour)));
      const wakes = games.map((_, number) => plus(start, (toWarning + number) * hour));
      const found = await due(cases, wakes[12]!);
      expect(found).toEqual(new Map(ids(games.slice(0, 12)).map((caseId, number) => [caseId, wakes[number]!])));
      expect((await due(cases, plus(start, 100 * day))).size).toBe(24);
    });

    it("leave out what nothing but a person can move; what is over comes up when it closes by itself", async () => {
      const { cases } = await open();
      const undeliverable = newCase("eu-dsa-16", { authorityIsTold: [] });
      undeliverable.attempt(undeliverable.pending("notice.issued"), { kind: "hopeless", code: "gone" });
      await store(cases, undeliverable);
      const over = newCase("eu-dsa-16", { authorityIsTold: [] });
      const record = await store(cases, over);
      expect((await due(cases, plus(start, day))).size).toBe(1);
      over.deliver();
      over.answer("action_taken");
      await store(cases, over, record);
      expect((await due(cases, plus(start, 30 * day))).size).toBe(0);
      expect((await due(cases, plus(start, 31 * day))).size).toBe(1);
    });

    it("come up when the reconciler has put them off to, until they are worked off", async () => {
      const { cases } = await open();
      const game = newCase();
      const record = await store(cases, game);
      const wakeAt = plus(start, hour);
      await cases.update(record, { failures: 1, wakeAt });
      expect((await due(cases, wakeAt)).size).toBe(0);
      expect(await due(cases, plus(wakeAt, 1))).toEqual(new Map([[game.kase.caseId, wakeAt]]));
      game.deliver();
      await store(cases, game, await cases.read(game.kase.caseId));
      expect([...(await due(cases, plus(start, 10 * day))).values()]).toEqual([plus(start, toWarning * hour)]);
    });
  });

  describe("the indexes", () => {
    it("hold nothing of the protocol: tokens are secrets", async () => {
      const { table, cases } = await open();
      const record = await store(cases, newCase());
      await cases.update(record, {
        wait: { generation: 1, round: 1, wakeAt: start, tokens: ["token-that-is-secret"] },
      });
      const { authority, platform, caseId } = record.case;
      const shard = `DUE#${Number.parseInt(caseId.slice(-1), 16) % 4}`;
      const partitions = [`${authority}#open`, platform, shard];
      for (const [number, index] of tableDefinition.indexes.entries()) {
        const { Items: items } = await table.call("Query", {
          TableName: table.tableName,
          IndexName: index.name,
          KeyConditionExpression: "#partition = :partition",
          ExpressionAttributeNames: { "#partition": index.partitionKey },
          ExpressionAttributeValues: { ":partition": partitions[number] },
        });
        expect(items).toHaveLength(1);
        const known: string[] = ["pk", "sk", index.partitionKey, index.sortKey, ...index.attributes];
        expect(Object.keys(items![0]!).filter((name) => !known.includes(name))).toEqual([]);
      }
    });
  });
}
