import * as z from "zod";
import type { Case } from "../../core/case/state.ts";
import type { AlreadyUnderOrder, RelistedFrom } from "../../core/contract/submission.ts";
import type { CaseId, ItemId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { Authority } from "../../core/contract/directory.ts";
import { LocalDate } from "../../core/contract/local-date.ts";
import { takesAway } from "../../core/contract/taking-away.ts";
import { authorityIn } from "../../core/law/directory/directory.ts";
import { isStillSearched } from "../../core/law/identical-content.ts";
import type { CaseServices } from "../shared/cases/case-services.ts";
import type { EarlierCase, Seeker } from "../shared/dynamo/lookup-store.ts";
import type { NoticeStore } from "../shared/dynamo/notice-store.ts";
import type { Accepted } from "./open-cases.ts";

/** What earlier cases say of the items of a notice. */
export type LookedBack = {
  alreadyUnderOrder: AlreadyUnderOrder[];
  /** By platform. */
  relistedFrom: ReadonlyMap<string, RelistedFrom>;
};

/** Who submits, and when. */
type Submission = { authority: Authority; now: Instant };

/** An item of the notice, and its namesakes in an earlier case. */
type Met = { item: number; kase: Case; namesakes: Case["items"] };

/**
 * Earlier cases read for one notice: as many of one's own, and apart from them as many of others'. The newest of each item
 * come first, so that a page with many of them takes no place from another.
 */
const mostCases = 200;

/** Orders told of one item: the newest in force, one's own and apart from them others'. */
const mostOrders = 10;

/** Looks every item of a notice up: the orders it stands under already, and the case that it had been taken away in. */
export async function lookBack(
  services: Pick<CaseServices, "cases" | "directory"> & { notices: Pick<NoticeStore, "lookUps"> },
  accepted: Accepted,
  submission: Submission,
): Promise<LookedBack> {
  const met = await metBefore(services, accepted, { authority: submission.authority.id, now: submission.now });
  const directory = await services.directory.read();
  const nameOf = (id: string) => authorityIn(directory, id)?.name;
  const relistedFrom = new Map<string, RelistedFrom>();
  for (const { platform } of accepted.parts) {
    const ofPlatform = met.filter(({ kase }) => kase.platform === platform.id);
    const found = await relisting(services, ofPlatform, submission);
    if (found !== undefined) relistedFrom.set(platform.id, found);
  }
  const orders = met.flatMap((one) => orderOn(one, submission, nameOf) ?? []);
  return { alreadyUnderOrder: newestOfEach(orders), relistedFrom };
}

async function metBefore(
  { cases, notices }: Pick<CaseServices, "cases"> & { notices: Pick<NoticeStore, "lookUps"> },
  { notice, parts }: Accepted,
  seeker: Seeker,
): Promise<Met[]> {
  const found = await Promise.all(
    parts.map(async ({ platform, items }) => {
      const wanted = items.flatMap((item) => notice.items[item] ?? []);
      const earlier = await notices.lookUps.earlier(platform.id, wanted, seeker);
      return items.flatMap((item, index) => ranked(earlier[index] ?? [], seeker).map((one) => ({ item, ...one })));
    }),
  );
  const named = found.flat();
  const caseIds = [true, false].flatMap((isOwn) => firstOf(named.filter((one) => one.isOwn === isOwn)));
  const records = new Map<CaseId, Case>();
  await Promise.all(
    caseIds.map(async (caseId) => {
      const record = await cases.read(caseId);
      if (record !== undefined) records.set(caseId, record.case);
    }),
  );
  return named.flatMap(({ item, caseId, items }) => {
    const kase = records.get(caseId);
    return kase === undefined ? [] : [{ item, kase, namesakes: namesakesIn(kase, items) }];
  });
}

/** An earlier case of one's own or another's, and how many newer ones of the same kind its item has. */
type Ranked = EarlierCase & { isOwn: boolean; rank: number };

/** Identifiers sort by the moment they were made. */
function ranked(earlier: readonly EarlierCase[], { authority }: Seeker): Ranked[] {
  const newestFirst = earlier.toSorted((one, other) => (one.caseId < other.caseId ? 1 : -1));
  return [true, false].flatMap((isOwn) =>
    newestFirst.filter((one) => (one.authority === authority) === isOwn).map((one, rank) => ({ ...one, isOwn, rank })),
  );
}

function firstOf(named: readonly Ranked[]): CaseId[] {
  const inOrder = named.toSorted((one, other) => one.rank - other.rank || (one.caseId < other.caseId ? 1 : -1));
  return [...new Set(inOrder.map(({ caseId }) => caseId))].slice(0, mostCases);
}

const namesakesIn = (kase: Case, items: readonly ItemId[]) => kase.items.filter(({ itemId }) => items.includes(itemId));

/** What is said of a case that still binds: all of an own one; of another's, who issued it, unless that is confidential. */
function orderOn(
  { item, kase, namesakes }: Met,
  { authority, now }: Submission,
  nameOf: (authority: string) => Authority["name"] | undefined,
): AlreadyUnderOrder | undefined {
  const isInForce = kase.withdrawnAt === undefined && kase.closedAt === undefined;
  if (!isInForce || !namesakes.some(({ released }) => released === undefined)) return undefined;
  const { caseId, platform, reference, openedAt: since } = kase;
  if (kase.authority === authority.id) {
    const links = { case: `/v1/cases/${caseId}` };
    return { item, platform, sameAuthority: true, caseId, reference, since, links };
  }
  if (kase.disclosure.mode === "withheld" && kase.disclosure.until > now) return undefined;
  const name = nameOf(kase.authority);
  return { item, platform, sameAuthority: false, since, ...(name !== undefined && { authority: name }) };
}

/** They come newest first; those that bind no more, and those that are hidden, are not among them any more. */
function newestOfEach(orders: readonly AlreadyUnderOrder[]): AlreadyUnderOrder[] {
  const sides = Map.groupBy(orders, ({ item, sameAuthority }) => `${item} ${String(sameAuthority)}`);
  return [...sides.values()].flatMap((side) => side.slice(0, mostOrders)).sort((one, other) => one.item - other.item);
}

/** The newest own case in which items of the notice had been taken away, with those that have come back from any. */
async function relisting(
  services: Pick<CaseServices, "cases">,
  met: readonly Met[],
  { authority, now }: Submission,
): Promise<RelistedFrom | undefined> {
  const returned = met.filter(
    ({ kase, namesakes }) =>
      // After a withdrawal the platform was to put the items back.
      kase.authority === authority.id &&
      kase.withdrawnAt === undefined &&
      namesakes.some(({ outcome }) => outcome !== undefined && takesAway(outcome)),
  );
  const newest = returned.map(({ kase }) => kase).reduce<Case | undefined>(later, undefined);
  if (newest === undefined) return undefined;
  const { caseId, reference } = newest;
  const until = await searchedUntil(services, newest);
  return {
    caseId,
    reference,
    items: [...new Set(returned.map(({ item }) => item))].sort((one, other) => one - other),
    ...(until !== undefined && { identicalContent: { until, holds: isStillSearched(until, now, authority.state) } }),
    links: { case: `/v1/cases/${caseId}` },
  };
}

function later(one: Case | undefined, other: Case): Case {
  return one === undefined || [one.openedAt, one.caseId].join() < [other.openedAt, other.caseId].join() ? other : one;
}

const WithClause = z.looseObject({ identicalContent: z.object({ until: LocalDate }).optional() });

/** The last day of the search for identical content that an order asks for. Nothing of it is left in an erased one. */
async function searchedUntil(
  { cases }: Pick<CaseServices, "cases">,
  { caseId, digest }: Case,
): Promise<LocalDate | undefined> {
  const document = await cases.readDocument(caseId, digest);
  return document === undefined ? undefined : WithClause.parse(document).identicalContent?.until;
}
