import type { CaseEvent } from "../../core/case/events.ts";
import type { CaseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { StoredCase } from "../../functions/shared/dynamo/case-item.ts";
import type { Page, PageRequest } from "../../functions/shared/dynamo/page.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { play, type Play, type PlayOptions } from "./cases.ts";

/** A wall instant, in milliseconds: what expires is measured against it. */
export const wallNow = Date.parse("2026-01-05T09:00:00Z");

/** A case of its own, not stored yet. */
export function newCase(basisId = "eu-dsa-16", { open, ...options }: PlayOptions = {}): Play {
  const facts = { caseId: systemChance.id("case"), noticeId: systemChance.id("ntc"), ...open?.facts };
  return play(basisId, { nextMessageId: () => systemChance.id("msg"), ...options, open: { ...open, facts } });
}

/** Puts what was played since `before` on record. */
export async function store(
  cases: CaseStore,
  table: Play,
  before?: StoredCase,
  events: readonly CaseEvent[] = table.events.slice(before?.case.version ?? 0),
): Promise<StoredCase> {
  const change = { before, after: table.kase, events, generation: before?.generation ?? 1 };
  const outcome = await cases.write(change, [], wallNow);
  if (outcome.kind !== "written") throw new Error(`the change is ${outcome.kind}`);
  return outcome.record;
}

/** The items of a page. */
export function itemsOf<T>(page: Page<T>): T[] {
  if (page.kind === "bad_cursor") throw new Error("the cursor is refused");
  return page.items;
}

/** Reads a list from its first page to its last; returns the pages. */
export async function allPages<T>(read: (request: PageRequest) => Promise<Page<T>>, limit: number): Promise<T[][]> {
  const pages: T[][] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit, cursor });
    pages.push(itemsOf(page));
    cursor = page.kind === "page" ? page.next : undefined;
  } while (cursor !== undefined);
  return pages;
}
