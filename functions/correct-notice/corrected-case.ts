import { decide } from "../../core/case/decide.ts";
import { evolve } from "../../core/case/evolve.ts";
import { isOver } from "../../core/case/status.ts";
import { disclosureOf, serveNotice } from "../../core/case/serve-notice.ts";
import type { Correct } from "../../core/case/commands.ts";
import type { Case } from "../../core/case/state.ts";
import type { Digest, ItemId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { Notice, NoticeItem } from "../../core/contract/notice.ts";
import { ServedNotice } from "../../core/contract/served-notice.ts";
import { contextOf, type CaseServices } from "../shared/cases/case-services.ts";
import { digestOf } from "../shared/digest.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import type { Change } from "../shared/dynamo/case-store.ts";

/** What a new version of a notice is to one of its cases. */
export type CorrectedCase =
  /** What the platform is served has not changed, or nothing is expected of it any more. */
  | { kind: "untouched"; record: StoredCase }
  /** It sets other delays than the one in force: more time is given by an extension, less by a new notice. */
  | { kind: "other_delay" }
  | { kind: "changed"; change: Change & { before: StoredCase }; document: ServedNotice; restarts: boolean };

/** The new version, as it was judged, and the one that is in force. */
export type NewVersion = {
  notice: Notice;
  inForce: Notice;
  version: number;
  issuedAt: Instant;
  /** Who corrects, and the digest of the reason. */
  officer: { by: string; document: Digest };
};

/** What the new version asks of one platform, beside what the version in force asks. */
export async function correctedCase(
  services: CaseServices,
  before: StoredCase,
  items: readonly NoticeItem[],
  { notice, inForce, version, issuedAt, officer }: NewVersion,
): Promise<CorrectedCase> {
  const { case: kase } = before;
  if (kase.closedAt !== undefined || kase.withdrawnAt !== undefined) return { kind: "untouched", record: before };
  const content = await services.cases.readDocument(kase.caseId, kase.digest);
  if (content === undefined) throw new Error(`the served notice of ${kase.caseId} is gone`);
  const served = ServedNotice.parse(content);
  const known = new Map(served.items.map((item) => [item.url, item.itemId]));
  const named = items.map((item) => ({ itemId: known.get(item.url) ?? services.chance.id("itm"), item }));
  const context = { ...(await contextOf(services, kase)), now: issuedAt };
  const { noticeId, caseId } = kase;
  const nonce = services.chance.nonce();
  // Said in the same words, secrecy ends when it was to end: a period of it is not counted anew with each version.
  const isAsSecret = isSame(notice.disclosure ?? {}, inForce.disclosure ?? {});
  const document = {
    ...serveNotice({ ...context, notice, items: named, noticeId, caseId, version, issuedAt, nonce }),
    ...(isAsSecret && { disclosure: served.disclosure }),
  };
  if (isSame(document.clocks, served.clocks)) {
    if (isSame(substanceOf(document), substanceOf(served))) return { kind: "untouched", record: before };
  } else return { kind: "other_delay" };

  const added = addedBy(document, served);
  const command: Correct = {
    type: "correct",
    noticeVersion: version,
    digest: digestOf(document),
    items: named.map(({ itemId }) => itemId),
    reopened: added.measures
      ? kase.items.flatMap(({ itemId, outcome }) => (outcome === undefined ? [] : [itemId]))
      : [],
    ordered: notice.orderedMeasures,
    disclosure: isAsSecret ? kase.disclosure : disclosureOf(notice.disclosure, issuedAt),
    addsObligation: added.items || added.measures,
    ...officer,
  };
  const decision = decide(kase, command, context);
  if (decision.kind === "refused") throw new Error(`a correction is refused: ${decision.code}`);
  const after = decision.events.reduce<Case>(evolve, kase);
  const generation = before.generation + (isOver(kase) && !isOver(after) ? 1 : 0);
  const change = { before, after, events: decision.events, generation };
  return { kind: "changed", change, document, restarts: command.addsObligation };
}

/** What a served notice says, without what is new in every version. */
function substanceOf({ nonce: _nonce, version: _version, issuedAt: _issuedAt, ...substance }: ServedNotice): object {
  return substance;
}

function isSame(one: object, other: object): boolean {
  return digestOf(one) === digestOf(other);
}

/** What is asked that was not asked before: other items, other measures, or a wider territory. */
function addedBy(document: ServedNotice, served: ServedNotice): { items: boolean; measures: boolean } {
  const known = new Set<ItemId>(served.items.map(({ itemId }) => itemId));
  return {
    items: document.items.some(({ itemId }) => !known.has(itemId)),
    measures:
      hasMore(document.orderedMeasures, served.orderedMeasures) ||
      hasMore(document.territorialScope, served.territorialScope),
  };
}

function hasMore(asked: readonly string[] = [], before: readonly string[] = []): boolean {
  return asked.some((one) => !before.includes(one));
}
