import { describe, expect, it } from "vitest";
import { caseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { noticeStore, type StoredNotice } from "../../functions/shared/dynamo/notice-store.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { day, start, type Play } from "../support/cases.ts";
import { campaign } from "../support/served-notices.ts";
import { newCase, wallNow } from "../support/store-cases.ts";

const idempotency = (key = "key-1", request = "request-1") => ({ key, remembered: { request, answer: "answer-1" } });

/** A notice with a case at each of two platforms, and what opens them. */
function submission(reference = "REF-1"): { stored: StoredNotice; games: Play[] } {
  const noticeId = systemChance.id("ntc");
  const games = [newCase("fr-conso-521-3-1"), newCase("fr-conso-521-3-1")];
  const stored = {
    noticeId,
    version: 1,
    authority: "dgccrf",
    acceptedAt: start,
    notice: { ...campaign, reference },
    caseIds: games.map(({ kase }) => kase.caseId),
  };
  return { stored, games };
}

const changesOf = (games: readonly Play[]) =>
  games.map(({ kase, events }) => ({ before: undefined, after: kase, events, generation: 1 }));

/** What every store of notices keeps to. */
export function describeNoticeStore(newTable: () => Promise<Table>): void {
  async function open() {
    const table = await newTable();
    const cases = caseStore(table);
    return { cases, notices: noticeStore(table, cases) };
  }

  describe("a notice", () => {
    it("is accepted with all its cases, and read back as it was", async () => {
      const { cases, notices } = await open();
      const { stored, games } = submission();
      const outcome = await notices.accept(stored, changesOf(games), idempotency(), wallNow);
      expect(outcome).toMatchObject({ kind: "accepted", records: [{ rev: 1 }, { rev: 1 }] });
      expect(await notices.read(stored.noticeId)).toEqual(stored);
      expect(await notices.byReference("dgccrf", "REF-1")).toBe(stored.noticeId);
      for (const { kase } of games) expect((await cases.read(kase.caseId))?.case).toEqual(kase);
    });

    it("is found under no reference or key of another authority", async () => {
      const { notices } = await open();
      const { stored, games } = submission();
      await notices.accept(stored, changesOf(games), idempotency(), wallNow);
      expect(await notices.byReference("arcom", "REF-1")).toBeUndefined();
      expect(await notices.byReference("dgccrf", "REF-2")).toBeUndefined();
      expect(await notices.remembered("arcom", "key-1", wallNow)).toBeUndefined();
    });

    it("is not accepted a second time under its reference, and nothing of the second is written", async () => {
      const { cases, notices } = await open();
      const [first, second] = [submission(), submission()];
      await notices.accept(first.stored, changesOf(first.games), idempotency(), wallNow);
      const outcome = await notices.accept(second.stored, changesOf(second.games), idempotency("key-2"), wallNow);
      expect(outcome).toEqual({ kind: "reference_used" });
      expect(await notices.read(second.stored.noticeId)).toBeUndefined();
      expect(await notices.remembered("dgccrf", "key-2", wallNow)).toBeUndefined();
      for (const { kase } of second.games) expect(await cases.read(kase.caseId)).toBeUndefined();
    });

    it("is answered by its key when the same request comes twice", async () => {
      const { notices } = await open();
      const { stored, games } = submission();
      await notices.accept(stored, changesOf(games), idempotency(), wallNow);
      const again = submission();
      expect(await notices.accept(again.stored, changesOf(again.games), idempotency(), wallNow)).toEqual({
        kind: "key_used",
      });
      expect(await notices.remembered("dgccrf", "key-1", wallNow)).toEqual({
        request: "request-1",
        answer: "answer-1",
      });
    });

    it("is one notice when fifty equal requests come at once", async () => {
      const { cases, notices } = await open();
      const submissions = Array.from({ length: 50 }, () => submission());
      const outcomes = await Promise.all(
        submissions.map(async ({ stored, games }) => notices.accept(stored, changesOf(games), idempotency(), wallNow)),
      );
      const winner = outcomes.findIndex(({ kind }) => kind === "accepted");
      expect(outcomes.filter(({ kind }) => kind === "accepted")).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === "reference_used")).toEqual([]);
      expect(await notices.byReference("dgccrf", "REF-1")).toBe(submissions[winner]?.stored.noticeId);
      const opened = await Promise.all(
        submissions.flatMap(({ games }) => games.map(async ({ kase }) => cases.read(kase.caseId))),
      );
      expect(opened.filter((record) => record !== undefined)).toHaveLength(2);
    });
  });

  describe("an idempotency key", () => {
    it("is forgotten after seven days, the reference is not", async () => {
      const { notices } = await open();
      const { stored, games } = submission();
      await notices.accept(stored, changesOf(games), idempotency(), wallNow);
      const later = wallNow + 7 * day + 1_000;
      expect(await notices.remembered("dgccrf", "key-1", wallNow + 7 * day)).toBeDefined();
      expect(await notices.remembered("dgccrf", "key-1", later)).toBeUndefined();
      const again = submission();
      expect(await notices.accept(again.stored, changesOf(again.games), idempotency(), later)).toEqual({
        kind: "reference_used",
      });
      const other = submission("REF-2");
      const outcome = await notices.accept(other.stored, changesOf(other.games), idempotency(), later);
      expect(outcome.kind).toBe("accepted");
    });
  });
}
