import * as z from "zod";
import { Case } from "../../../core/case/state.ts";
import { overdueClocks, statusOf } from "../../../core/case/status.ts";
import { Wait, type CaseRecord } from "../../../core/case/token-protocol.ts";
import { Digest, NoticeId, CaseId, DirectoryId } from "../../../core/contract/ids.ts";
import { Instant } from "../../../core/contract/instant.ts";
import { CaseStatus } from "../../../core/case/state.ts";
import type { CaseSummary } from "../../../core/contract/api.ts";
import type { Places } from "./case-places.ts";
import { caseKey, dueShardOf } from "./keys.ts";
import { packed, unpacked } from "./packed.ts";

/** A case as the store keeps it. */
export type StoredCase = CaseRecord &
  Places & {
    /** Hash of its last event. */
    head: Digest;
    /** How often in a row the reconciler could not work it off. */
    failures: number;
  };

/** What stands beside the packed snapshot, to be seen by lists and by whoever looks into the table, and is not said twice. */
const beside = {
  noticeId: true,
  reference: true,
  authority: true,
  platform: true,
  openedAt: true,
  version: true,
} as const;

/** The item of a case, as it is read back. */
const CaseItem = z.object({
  ...Case.pick(beside).shape,
  pk: z.templateLiteral(["CASE#", CaseId]),
  case: z.instanceof(Uint8Array),
  rev: z.int().positive(),
  generation: z.int().positive(),
  listedAt: Instant,
  platformDue: Instant.optional(),
  wakeAt: Instant.optional(),
  wait: Wait.optional(),
  head: Digest,
  failures: z.int().nonnegative().default(0),
});

const Packed = z.looseObject({});

/** Reads a case from its item. @throws when the item is not one: a broken store. */
export function caseOf(item: unknown): StoredCase {
  const {
    pk,
    case: snapshot,
    noticeId,
    reference,
    authority,
    platform,
    openedAt,
    version,
    ...kept
  } = CaseItem.parse(item);
  const shown = { caseId: pk.slice("CASE#".length), noticeId, reference, authority, platform, openedAt, version };
  return { ...kept, case: Case.parse({ ...Packed.parse(unpacked(snapshot)), ...shown }) };
}

/** The item of a case: the snapshot, what the protocol keeps, and what the indexes list. */
export function itemOf({
  case: kase,
  wait,
  wakeAt,
  listedAt,
  platformDue,
  ...kept
}: StoredCase): Record<string, unknown> {
  const { caseId, noticeId, reference, authority, platform, openedAt, version, ...rest } = kase;
  const { acknowledge, act } = kase.clocks;
  return {
    ...caseKey(caseId),
    case: packed(withoutNothing(rest)),
    version,
    rev: kept.rev,
    generation: kept.generation,
    head: kept.head,
    ...(wait !== undefined && { wait }),
    ...(wakeAt !== undefined && { wakeAt, dueShard: dueShardOf(caseId) }),
    authorityList: `${authority}#${kase.closedAt === undefined ? "open" : "closed"}`,
    listedAt,
    ...(platformDue !== undefined && { platformList: platform, platformDue }),
    noticeId,
    reference,
    authority,
    platform,
    status: statusOf(kase),
    legalBasis: kase.basis.id,
    openedAt,
    acknowledgeDueAt: acknowledge.dueLegal,
    actDueAt: act.dueLegal,
    overdue: overdueClocks(kase),
  };
}

/** What says nothing is left away, and is there again when the snapshot is read: each byte less may be a write unit less. */
function withoutNothing({ questions, relistedIn, linkEpoch, ...rest }: Partial<Case>): object {
  return {
    ...rest,
    ...(questions !== undefined && questions.length > 0 && { questions }),
    ...(relistedIn !== undefined && relistedIn.length > 0 && { relistedIn }),
    ...(linkEpoch !== undefined && linkEpoch > 0 && { linkEpoch }),
  };
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
  return { caseId, ...listed, review: "draft", links: { case: `/v1/cases/${caseId}` } };
}
