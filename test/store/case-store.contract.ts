import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { caseStore, type CaseStore, type Change } from "../../functions/shared/dynamo/case-store.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import type { StoredCase } from "../../functions/shared/dynamo/case-item.ts";
import { readGuard, type Guard } from "../../functions/shared/dynamo/guard.ts";
import { receivedKey } from "../../functions/shared/dynamo/keys.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { plus } from "../../core/contract/instant.ts";
import { day, digestNumber, hour, start, type Play } from "../support/cases.ts";
import { allPages, itemsOf, newCase, store, wallNow } from "../support/store-cases.ts";

/** What every store of cases keeps to. `newTable`: a fresh table for each test. */
export function describeCaseStore(newTable: () => Promise<Table>): void {
  async function open(): Promise<{ table: Table; cases: CaseStore }> {
    const table = await newTable();
    return { table, cases: caseStore(table) };
  }

  /** A stored case that was delivered, and the change that its acknowledgement is. */
  async function acknowledged(cases: CaseStore): Promise<{ game: Play; before: StoredCase; change: Change }> {
    const game = newCase();
    game.deliver();
    const before = await store(cases, game);
    const events = game.answer("acknowledged");
    return { game, before, change: { before, after: game.kase, events, generation: 1 } };
  }

  const guard = (content: Record<string, unknown> = { body: "1" }): Guard<"received"> => ({
    name: "received",
    key: receivedKey("shein", "answer-1"),
    content,
  });

  describe("a case", () => {
    it("is read back as the write returned it", async () => {
      const { cases } = await open();
      const game = newCase("fr-conso-521-3-1");
      const record = await store(cases, game);
      expect(record).toMatchObject({ rev: 1, generation: 1, failures: 0, wakeAt: start, case: game.kase });
      expect(await cases.read(game.kase.caseId)).toEqual(record);
      game.workOff();
      const next = await store(cases, game, record);
      expect(next.rev).toBe(2);
      expect(await cases.read(game.kase.caseId)).toEqual(next);
    });

    it("that was never written is not there", async () => {
      const { cases } = await open();
      expect(await cases.read(systemChance.id("case"))).toBeUndefined();
    });

    it("cannot be opened twice", async () => {
      const { cases } = await open();
      const game = newCase();
      const record = await store(cases, game);
      const again = { before: undefined, after: game.kase, events: game.events, generation: 9 };
      expect(await cases.write(again, [], wallNow)).toEqual({ kind: "stale" });
      expect(await cases.read(game.kase.caseId)).toEqual(record);
    });

    it("refuses a change that was decided on an older record, and writes nothing of it", async () => {
      const { cases } = await open();
      const { change } = await acknowledged(cases);
      const written = await cases.write(change, [], wallNow);
      expect(await cases.write(change, [guard()], wallNow)).toEqual({ kind: "stale" });
      const { record } = written as Extract<typeof written, { kind: "written" }>;
      expect(await cases.read(record.case.caseId)).toEqual(record);
      expect(itemsOf(await cases.events(record.case.caseId, { limit: 100 }))).toHaveLength(record.case.version);
    });

    it("takes one of fifty changes at once, and no trace of the others", async () => {
      const { table, cases } = await open();
      const { change, before } = await acknowledged(cases);
      const race = Array.from({ length: 50 }, async (_, number) =>
        cases.write(change, [{ ...guard(), key: receivedKey("shein", `answer-${number}`) }], wallNow),
      );
      const kinds = (await Promise.all(race)).map(({ kind }) => kind);
      expect(kinds.toSorted()).toEqual([...Array.from({ length: 49 }, () => "stale"), "written"]);
      const guards = await Promise.all(
        kinds.map(async (_, number) => readGuard(table, receivedKey("shein", `answer-${number}`), wallNow)),
      );
      expect(guards.map((found) => found !== undefined)).toEqual(kinds.map((kind) => kind === "written"));
      expect((await cases.read(before.case.caseId))?.rev).toBe(before.rev + 1);
    });
  });

  describe("a guard", () => {
    it("is written with what it guards, and refuses the second write by its name", async () => {
      const { table, cases } = await open();
      const { change, game } = await acknowledged(cases);
      const written = await cases.write(change, [guard()], wallNow);
      expect(written.kind).toBe("written");
      expect(await readGuard(table, guard().key, wallNow)).toMatchObject({ body: "1" });
      const record = await cases.read(game.kase.caseId);
      const next = { before: record, events: game.answer("contested"), after: game.kase, generation: 1 };
      const refused = await cases.write(next, [guard({ body: "2" })], wallNow);
      expect(refused).toEqual({ kind: "guarded", name: "received" });
      expect(await cases.read(game.kase.caseId)).toEqual(record);
      expect(await readGuard(table, guard().key, wallNow)).toMatchObject({ body: "1" });
    });

    it("answers for a repeat even when the case has moved as well", async () => {
      const { cases } = await open();
      const { change } = await acknowledged(cases);
      await cases.write(change, [guard()], wallNow);
      expect(await cases.write(change, [guard()], wallNow)).toEqual({ kind: "guarded", name: "received" });
    });

    it("that has expired counts as absent, though nobody has deleted it", async () => {
      const { table, cases } = await open();
      const { change, game } = await acknowledged(cases);
      await cases.write(change, [guard()], wallNow);
      const lastInForce = wallNow + 7 * day;
      const expired = lastInForce + 1_000;
      expect(await readGuard(table, guard().key, lastInForce)).toMatchObject({ body: "1" });
      expect(await readGuard(table, guard().key, expired)).toBeUndefined();
      const before = await cases.read(game.kase.caseId);
      const next = { before, events: game.answer("contested"), after: game.kase, generation: 1 };
      expect((await cases.write(next, [guard({ body: "2" })], lastInForce)).kind).toBe("guarded");
      expect((await cases.write(next, [guard({ body: "2" })], expired)).kind).toBe("written");
      expect(await readGuard(table, guard().key, expired)).toMatchObject({ body: "2" });
    });
  });

  describe("what the protocol keeps beside a case", () => {
    const wait = { generation: 1, round: 3, wakeAt: plus(start, hour), tokens: ["token-a", "token-b"] };

    it("is stored under the record it was decided on, and moves that on", async () => {
      const { cases } = await open();
      const record = await store(cases, newCase());
      expect(await cases.update(record, { wait })).toBe("stored");
      const read = await cases.read(record.case.caseId);
      expect(read).toEqual({ ...record, wait, rev: record.rev + 1 });
    });

    it("is refused under an older record", async () => {
      const { cases } = await open();
      const record = await store(cases, newCase());
      await cases.update(record, { wait });
      expect(await cases.update(record, { generation: 2 })).toBe("stale");
      expect(await cases.read(record.case.caseId)).toMatchObject({ generation: 1, wait });
    });

    it("makes a change stale that was decided before it", async () => {
      const { cases } = await open();
      const { change, before } = await acknowledged(cases);
      await cases.update(before, { wait });
      expect(await cases.write(change, [], wallNow)).toEqual({ kind: "stale" });
    });

    it("takes one of fifty at once", async () => {
      const { cases } = await open();
      const record = await store(cases, newCase());
      const race = await Promise.all(
        Array.from({ length: 50 }, async (_, round) => cases.update(record, { wait: { ...wait, round } })),
      );
      expect(race.filter((outcome) => outcome === "stored")).toHaveLength(1);
      expect((await cases.read(record.case.caseId))?.wait?.round).toBe(race.indexOf("stored"));
    });

    it("outlives a change of the case, but for the count of failures", async () => {
      const { cases } = await open();
      const game = newCase();
      await cases.update(await store(cases, game), { wait, generation: 4, failures: 2 });
      const before = await cases.read(game.kase.caseId);
      expect(before?.failures).toBe(2);
      game.deliver();
      await store(cases, game, before);
      expect(await cases.read(game.kase.caseId)).toMatchObject({ wait, generation: 4, failures: 0 });
    });
  });

  describe("the record of events", () => {
    it("is kept in order and read page by page", async () => {
      const { cases } = await open();
      const game = newCase("fr-conso-521-3-1");
      const opened = await store(cases, game);
      game.workOff();
      game.answer("action_taken");
      await store(cases, game, opened);
      const pages = await allPages(async (request) => cases.events(game.kase.caseId, request), 2);
      const read = pages.flat();
      expect(read.map(({ sequence }) => sequence)).toEqual(game.events.map((_, index) => index + 1));
      expect(read.map(({ event }) => event)).toEqual(JSON.parse(JSON.stringify(game.events)));
      expect(Math.max(...pages.map((page) => page.length))).toBe(2);
    });

    it("is a chain of hashes that anybody can recompute, and whose head the case names", async () => {
      const { cases } = await open();
      const game = newCase("fr-conso-521-3-1");
      const opened = await store(cases, game);
      game.workOff();
      const { head } = await store(cases, game, opened);
      let previousHash = `sha-256:${"0".repeat(64)}`;
      for (const chained of itemsOf(await cases.events(game.kase.caseId, { limit: 100 }))) {
        expect(chained.previousHash).toBe(previousHash);
        previousHash = hashByHand({ sequence: chained.sequence, previousHash, ...chained.event });
        expect(chained.hash).toBe(previousHash);
      }
      expect(head).toBe(previousHash);
    });

    it("refuses a cursor that is none", async () => {
      const { cases } = await open();
      const { case: kase } = await store(cases, newCase());
      const cursors = ["", "x", "e30", Buffer.from('{"pk":1}').toString("base64url"), encoded({ pk: "x" })];
      for (const cursor of cursors) {
        expect(await cases.events(kase.caseId, { limit: 5, cursor })).toEqual({ kind: "bad_cursor" });
      }
    });

    it("gives nothing of another case for that case's cursor", async () => {
      const { cases } = await open();
      const [mine, others] = [newCase("fr-conso-521-3-1"), newCase("fr-conso-521-3-1")];
      await store(cases, mine);
      await store(cases, others);
      const first = await cases.events(others.kase.caseId, { limit: 1 });
      const cursor = first.kind === "page" ? first.next : undefined;
      expect(cursor).toBeDefined();
      const page = await cases.events(mine.kase.caseId, { limit: 10, cursor });
      const hashes = itemsOf(await cases.events(mine.kase.caseId, { limit: 10 })).map(({ hash }) => hash);
      expect(page.kind === "page" ? page.items.filter(({ hash }) => !hashes.includes(hash)) : []).toEqual([]);
    });
  });

  describe("a document", () => {
    it("is read back under its case and digest, and under no other", async () => {
      const { cases } = await open();
      const [mine, other] = [systemChance.id("case"), systemChance.id("case")];
      const content = { nonce: "AAAA", note: "é", items: [{ n: 1 }] };
      await cases.putDocument(mine, digestNumber(1), content);
      await cases.putDocument(mine, digestNumber(1), content);
      expect(await cases.readDocument(mine, digestNumber(1))).toEqual(content);
      expect(await cases.readDocument(mine, digestNumber(2))).toBeUndefined();
      expect(await cases.readDocument(other, digestNumber(1))).toBeUndefined();
    });
  });
}

function encoded(key: object): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** SHA-256 over RFC 8785 JSON, for the ASCII keys and whole numbers that events are made of. */
function hashByHand(value: object): string {
  const sorted = JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return `sha-256:${createHash("sha256").update(sorted).digest("hex")}`;
}
