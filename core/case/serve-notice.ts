import type { CaseId, ItemId, NoticeId } from "../contract/ids.ts";
import type { Duration } from "../contract/duration.ts";
import type { Instant } from "../contract/instant.ts";
import type { Notice, NoticeItem } from "../contract/notice.ts";
import type { ServedNotice } from "../contract/served-notice.ts";
import type { Authority, Platform } from "../contract/directory.ts";
import { clockPeriod } from "../law/clock-period.ts";
import { disclosureEnds } from "../law/disclosure.ts";
import type { LegalBasis } from "../law/legal-basis.ts";
import type { Case } from "./state.ts";

/** One platform's part of an accepted notice. */
export type Part = {
  notice: Notice;
  basis: LegalBasis;
  authority: Authority;
  platform: Platform;
  items: { itemId: ItemId; item: NoticeItem }[];
  noticeId: NoticeId;
  caseId: CaseId;
  version: number;
  issuedAt: Instant;
  /** 128 random bits, base64url. */
  nonce: string;
};

/** Makes the document that the platform of `part` is served: its own items and measures, nothing of another's. */
export function serveNotice(part: Part): ServedNotice {
  const { notice, basis, authority, platform } = part;
  const {
    items: _items,
    legalBasis: _legalBasis,
    orderedDelay: _orderedDelay,
    acknowledgeWithin: _acknowledgeWithin,
    actWithin: _actWithin,
    disclosure,
    substantiveBasis,
    priorMeasures,
    ...content
  } = notice;
  const within = periodsOf(notice, basis);
  return {
    ...content,
    ...(priorMeasures !== undefined && {
      priorMeasures: priorMeasures.filter((measure) => measure.platform === platform.id),
    }),
    nonce: part.nonce,
    noticeId: part.noticeId,
    caseId: part.caseId,
    version: part.version,
    issuedAt: part.issuedAt,
    authority: { id: authority.id, name: authority.name, state: authority.state },
    addressee: { id: platform.id, name: platform.name },
    legalBasis: {
      id: basis.id,
      version: basis.version,
      instrument: basis.instrument,
      cite: basis.cite,
      review: "draft",
      ...(substantiveBasis !== undefined && { substantiveBasis }),
    },
    disclosure: disclosureOf(disclosure, part.issuedAt),
    clocks: {
      acknowledge: {
        within: within.acknowledge,
        basis: basis.clocks.acknowledge.basis,
        rule: basis.clocks.acknowledge.rule,
      },
      act: { within: within.act, basis: basis.clocks.act.basis, rule: basis.clocks.act.rule },
    },
    items: part.items.map(({ itemId, item }) => ({ itemId, ...item })),
  };
}

/**
 * The two periods, with what the notice itself sets filled in.
 * @throws when the notice lacks a period its basis leaves to it: completeness refuses such a notice before.
 */
export function periodsOf(notice: Notice, basis: LegalBasis): { acknowledge: Duration; act: Duration } {
  const acknowledge = clockPeriod(basis, "acknowledge", notice);
  const act = clockPeriod(basis, "act", notice);
  if (acknowledge === undefined || act === undefined) throw new Error(`the notice sets no period of ${basis.id}`);
  return { acknowledge, act };
}

/** Until when the platform must not tell the seller, as an instant. */
export function disclosureOf(disclosure: Notice["disclosure"], issuedAt: Instant): Case["disclosure"] {
  const until = disclosureEnds(disclosure, issuedAt);
  return until === undefined ? { mode: "allowed" } : { mode: "withheld", until };
}
