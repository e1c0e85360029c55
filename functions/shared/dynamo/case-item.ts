import * as z from "zod";
import { Case } from "../../../core/case/state.ts";
import { nextWake } from "../../../core/case/next-wake.ts";
import { isOwed, overdueClocks, statusOf } from "../../../core/case/status.ts";
import { Wait, type CaseRecord } from "../../../core/case/token-protocol.ts";
import { Digest, NoticeId, CaseId, DirectoryId } from "../../../core/contract/ids.ts";
import { earliest, Instant } from "../../../core/contract/instant.ts";
import { CaseStatus } from "../../../core/case/state.ts";
import type { CaseSummary } from "../../../core/contract/api.ts";
import { caseKey, dueShardOf } from "./keys.ts";

/** A case as the store keeps it. */
export type StoredCase = CaseRecord & {
  /** Hash of its last event. */
  head: Digest;
  /** How often in a row the reconciler could not work it off. */
  failures: number;
};

/** The item of a case, as it is read back. */
const CaseItem = z.object({
  case: Case,
  rev: z.int().positive(),
  generation: z.int().positive(),
  wakeAt: Instant.optional(),
  wait: Wait.optional(),
  head: Digest,
  failures: z.int().nonnegative().default(0),
});

/** Reads a case from its item. @throws when the item is not one: a broken store. */
export function caseOf(item: unknown): StoredCase {
  return CaseItem.parse(item);
}

/** The item of a case: the snapshot, what the protocol keeps, and what the indexes list. */
export function itemOf(stored: StoredCase): Record<string, unknown> {
  const { case: kase } = stored;
  const wakeAt = nextWake(kase);
  const listed = listing(kase);
  return {
    ...caseKey(kase.caseId),
    case: kase,
    rev: stored.rev,
    generation: stored.generation,
    head: stored.head,
    ...(stored.wait !== undefined && { wait: stored.wait }),
    ...(wakeAt !== undefined && { wakeAt, dueShard: dueShardOf(kase.caseId) }),
    ...listed,
  };
}

/** Sorts after every due instant. */
const farAway = "9999-12-31T23:59:59.999Z";

function listing(kase: Case) {
  const { acknowledge, act } = kase.clocks;
  const isOpen = kase.closedAt === undefined;
  const running = [acknowledge, act].map((clock) => (clock.endedAt === undefined ? clock.dueLegal : undefined));
  const status = statusOf(kase);
  // What nobody can move but the officer comes first: it has no due instant and must not sink.
  const due = status === "undeliverable" ? kase.openedAt : (earliest(...running) ?? farAway);
  const isPlatforms = status !== "prior_information" && (isOwed(kase) || isRestorationOpen(kase));
  return {
    authorityList: `${kase.authority}#${isOpen ? "open" : "closed"}`,
    listedAt: `${kase.closedAt ?? due}#${kase.caseId}`,
    ...(isPlatforms && { platformList: kase.platform }),
    noticeId: kase.noticeId,
    reference: kase.reference,
    authority: kase.authority,
    platform: kase.platform,
    status,
    legalBasis: kase.basis.id,
    openedAt: kase.openedAt,
    acknowledgeDueAt: acknowledge.dueLegal,
    actDueAt: act.dueLegal,
    overdue: overdueClocks(kase),
  };
}

function isRestorationOpen(kase: Case): boolean {
  return kase.withdrawnAt !== undefined && kase.restoredAt === undefined && kase.closedAt === undefined;
}

const ListedCase = z.object({
  pk: z.templateLiteral(["CASE#", CaseId]),
  noticeId: NoticeId,
  reference: z.string(),
  authority: DirectoryId,
  platform: DirectoryId,
  legalBasis: z.string(),
  status: CaseStatus,
  openedAt: Instant,
  acknowledgeDueAt: Instant.optional(),
  actDueAt: Instant.optional(),
  overdue: z.array(z.enum(["acknowledge", "act"])),
});

/** Reads a case's line from an index, or from its whole item. */
export function summaryOf(item: unknown): CaseSummary {
  const { pk, ...listed } = ListedCase.parse(item);
  const caseId = CaseId.parse(pk.slice("CASE#".length));
  return { caseId, ...listed, links: { case: `/v1/cases/${caseId}` } };
}
