import { caseView } from "../../core/case/case-view.ts";
import { clocksView } from "../../core/case/clock-view.ts";
import { statusOf } from "../../core/case/status.ts";
import type { CaseSummary } from "../../core/contract/api.ts";
import {
  DueQuery,
  LocatorQuery,
  PageQuery,
  ReferenceQuery,
  RelistingQuery,
  SellerQuery,
  UrlQuery,
  type RelistingReport,
} from "../../core/contract/look-up.ts";
import { CaseId, NoticeId } from "../../core/contract/ids.ts";
import { ServedNotice } from "../../core/contract/served-notice.ts";
import { findLegalBasis, type LegalBases } from "../../core/law/legal-bases.ts";
import { itemOf, summaryOf, type StoredCase } from "../shared/dynamo/case-item.ts";
import type { CaseStore } from "../shared/dynamo/case-store.ts";
import type { Sought } from "../shared/dynamo/lookup-places.ts";
import type { PageRequest } from "../shared/dynamo/page.ts";
import type { ChainedEvent } from "../shared/dynamo/event-chain.ts";
import type { NoticeStore, StoredNotice } from "../shared/dynamo/notice-store.ts";
import type { Tombstones } from "../shared/dynamo/tombstones.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { absent } from "../shared/http/erased.ts";
import { parseAs } from "../shared/http/json-body.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";

/** What reading works with. */
export type ReadServices = {
  cases: CaseStore;
  notices: Pick<NoticeStore, "read" | "byReference" | "lookUps" | "relistings">;
  bases: LegalBases;
  tombstones: Tombstones;
};

/** What the list of cases can be asked for exactly. */
const soughtBy = ["url", "locator", "sellerId", "reference"] as const;
type SoughtBy = (typeof soughtBy)[number];

/** The reading routes. Each shows the caller's own and nothing else; "not yours" and "not there" answer alike. */
export function makeReadCases(services: ReadServices) {
  const { cases, notices, bases, tombstones } = services;

  async function ownCase({ params, caller }: HttpRequest): Promise<StoredCase | undefined> {
    const caseId = CaseId.safeParse(params["caseId"]);
    const found = caseId.success ? await cases.read(caseId.data) : undefined;
    return caller?.kind === "authority" && found?.case.authority === caller.id ? found : undefined;
  }

  async function absentCase({ params, caller }: HttpRequest): Promise<Outcome> {
    const caseId = CaseId.safeParse(params["caseId"]);
    return absent(caseId.success ? await tombstones.ofCase(caseId.data) : undefined, caller);
  }

  async function summaries({ caseIds }: Pick<StoredNotice, "caseIds">): Promise<CaseSummary[]> {
    const found = await Promise.all(caseIds.map(async (caseId) => cases.read(caseId)));
    return found.flatMap((stored) => (stored === undefined ? [] : [summaryOf(itemOf(stored))]));
  }

  async function readNotice({ params, caller }: HttpRequest): Promise<Outcome> {
    const noticeId = NoticeId.safeParse(params["noticeId"]);
    const stored = noticeId.success ? await notices.read(noticeId.data) : undefined;
    if (stored === undefined && noticeId.success) return absent(await tombstones.ofNotice(noticeId.data), caller);
    if (stored === undefined || stored.authority !== caller?.id) return problem("not-found");
    const { version, acceptedAt, notice } = stored;
    return ok({
      noticeId: stored.noticeId,
      version,
      acceptedAt,
      notice,
      cases: await summaries(stored),
      links: { self: `/v1/notices/${stored.noticeId}` },
    });
  }

  async function listCases(request: HttpRequest): Promise<Outcome> {
    const authority = request.caller?.id ?? "";
    const named = soughtBy.filter((name) => request.query[name] !== undefined);
    if (named.length > 1) return oneAtATime(named);
    const [by] = named;
    if (by !== undefined) return lookUp(by, request, authority);
    const query = parseAs(DueQuery, request.query);
    if (query.kind === "problem") return query;
    const { state, platform, cursor, limit } = query.value;
    const page = await cases.ofAuthority(authority, { state, platform }, { limit, cursor });
    if (page.kind === "bad_cursor") return badCursor();
    return ok({ cases: page.items, ...(page.next !== undefined && { next: page.next }) });
  }

  /** Exact, open and closed. Each takes what it needs, and a parameter without effect is refused. */
  async function lookUp(by: SoughtBy, request: HttpRequest, authority: string): Promise<Outcome> {
    switch (by) {
      case "reference":
        return listByReference(request, authority);
      case "url": {
        const query = parseAs(UrlQuery, request.query);
        if (query.kind === "problem") return query;
        return listSought({ by: "url", url: query.value.url }, query.value, authority);
      }
      case "locator": {
        const query = parseAs(LocatorQuery, request.query);
        if (query.kind === "problem") return query;
        const { platform, locator: value } = query.value;
        return listSought({ by: "locator", platform, value }, query.value, authority);
      }
      case "sellerId": {
        const query = parseAs(SellerQuery, request.query);
        if (query.kind === "problem") return query;
        const { platform, sellerId: value } = query.value;
        return listSought({ by: "seller", platform, authority, value }, query.value, authority);
      }
    }
  }

  async function listSought(sought: Sought, request: PageRequest, authority: string): Promise<Outcome> {
    const page = await notices.lookUps.find(authority, sought, request);
    if (page.kind === "bad_cursor") return badCursor();
    // One that is found and does not exist was refused with its notice.
    return ok({ cases: await summaries({ caseIds: page.items }), ...(page.next !== undefined && { next: page.next }) });
  }

  async function countRelistings(request: HttpRequest): Promise<Outcome> {
    const query = parseAs(RelistingQuery, request.query);
    if (query.kind === "problem") return query;
    const counted = await notices.relistings({ ...query.value, authority: request.caller?.id ?? "" });
    return ok({ ...query.value, ...counted } satisfies RelistingReport);
  }

  async function listByReference(request: HttpRequest, authority: string): Promise<Outcome> {
    const query = parseAs(ReferenceQuery, request.query);
    if (query.kind === "problem") return query;
    const { reference, platform } = query.value;
    const noticeId = await notices.byReference(authority, reference);
    const stored = noticeId === undefined ? undefined : await notices.read(noticeId);
    const found = stored === undefined ? [] : await summaries(stored);
    return ok({ cases: found.filter((summary) => platform === undefined || summary.platform === platform) });
  }

  async function readCase(request: HttpRequest): Promise<Outcome> {
    const found = await ownCase(request);
    if (found === undefined) return absentCase(request);
    const basis = findLegalBasis(bases, found.case.basis.id, found.case.basis.version);
    if (basis === undefined) throw new Error(`no basis ${found.case.basis.id} v${found.case.basis.version}`);
    return ok(caseView(found.case, basis), { etag: `"${found.case.version}"` });
  }

  async function listEvents(request: HttpRequest): Promise<Outcome> {
    const found = await ownCase(request);
    if (found === undefined) return absentCase(request);
    const query = parseAs(PageQuery, request.query);
    if (query.kind === "problem") return query;
    const page = await cases.events(found.case.caseId, query.value);
    if (page.kind === "bad_cursor") return badCursor();
    return ok({
      events: page.items.map((chained) => eventView(found.case.caseId, chained)),
      ...(page.next !== undefined && { next: page.next }),
    });
  }

  async function readDocument(request: HttpRequest): Promise<Outcome> {
    const found = await ownCase(request);
    if (found === undefined) return absentCase(request);
    const document = await documentOf(found);
    return document === undefined ? problem("not-found") : ok(document);
  }

  async function documentOf({ case: { caseId, digest } }: StoredCase): Promise<ServedNotice | undefined> {
    const content = await cases.readDocument(caseId, digest);
    return content === undefined ? undefined : ServedNotice.parse(content);
  }

  async function listPlatformCases(request: HttpRequest): Promise<Outcome> {
    const platform = request.params["platformId"];
    if (request.caller?.kind !== "platform" || request.caller.id !== platform) return problem("not-found");
    const query = parseAs(PageQuery, request.query);
    if (query.kind === "problem") return query;
    const page = await cases.ofPlatform(platform, query.value);
    if (page.kind === "bad_cursor") return badCursor();
    const found = await Promise.all(page.items.map(async (caseId) => cases.read(caseId)));
    const open = found.filter((stored) => stored !== undefined);
    return ok({
      cases: await Promise.all(
        open.map(async (stored) => {
          const { caseId, noticeVersion, digest } = stored.case;
          const document = await documentOf(stored);
          return {
            caseId,
            status: statusOf(stored.case),
            version: noticeVersion,
            digest,
            clocks: clocksView(stored.case),
            ...(document !== undefined && { document }),
          };
        }),
      ),
      ...(page.next !== undefined && { next: page.next }),
    });
  }

  return { readNotice, listCases, countRelistings, readCase, listEvents, readDocument, listPlatformCases };
}

function eventView(caseId: CaseId, { sequence, event, previousHash, hash }: ChainedEvent) {
  return { eventId: `${caseId}/${sequence}`, sequence, ...event, previousHash, hash };
}

function oneAtATime(named: readonly SoughtBy[]): Outcome {
  const detail = {
    fr: "Une recherche se fait par un seul de ces paramètres : `url`, `locator`, `sellerId`, `reference`. Gardez-en un.",
    en: "A look-up is by one of these parameters alone: `url`, `locator`, `sellerId`, `reference`. Keep one of them.",
  };
  const errors = named.map((name) => ({ pointer: `/${name}`, code: "one_at_a_time", detail }));
  return problem("invalid-request", { errors });
}

function badCursor(): Outcome {
  const detail = {
    fr: "Reprenez `next` de la page précédente, sans le modifier, ou recommencez sans curseur.",
    en: "Take `next` from the page before, unchanged, or begin again without a cursor.",
  };
  return problem("invalid-request", { errors: [{ pointer: "/cursor", code: "bad_cursor", detail }] });
}
