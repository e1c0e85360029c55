import * as z from "zod";
import { statusOf } from "../../core/case/status.ts";
import type { Case } from "../../core/case/state.ts";
import { NoticeCorrected, NoticeCorrection } from "../../core/contract/correction.ts";
import type { Authority } from "../../core/contract/directory.ts";
import { NoticeId } from "../../core/contract/ids.ts";
import { Disclosure, type Notice } from "../../core/contract/notice.ts";
import { bodyLimit } from "../../core/contract/route.ts";
import { authorityIn } from "../../core/law/directory/directory.ts";
import { judgeNotice, type Judgement } from "../../core/law/judge-notice.ts";
import { backOff, mostTries } from "../shared/cases/back-off.ts";
import type { CaseServices } from "../shared/cases/case-services.ts";
import { startIfReopened, tell } from "../shared/cases/tell.ts";
import { digestOf } from "../shared/digest.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import type { NoticeStore, StoredNotice } from "../shared/dynamo/notice-store.ts";
import { dangerErrors } from "../shared/http/danger-errors.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { parseAs, readJson } from "../shared/http/json-body.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { expectedVersion } from "../shared/http/version-header.ts";
import { correctedCase, type CorrectedCase } from "./corrected-case.ts";
import { isSame, type PlacedItem } from "./new-version.ts";
import { delayErrors, refusalErrors, whatStaysErrors } from "./not-by-correction.ts";

/** What correcting works with. */
export type CorrectServices = CaseServices & { notices: NoticeStore; allowSandbox: boolean };

/**
 * `POST /v1/notices/{noticeId}/versions`: a new version of a notice, judged whole like a new one. Cases that are served the
 * same as before stay as they are. Where one of the others takes no change any more, nothing of the version is accepted.
 */
export function makeCorrectNotice(services: CorrectServices) {
  return async (request: HttpRequest): Promise<Outcome> => {
    const found = await ownNotice(services, request);
    const authority = found && (await authorityOf(services, found.authority));
    if (found === undefined || authority === undefined) return problem("not-found");
    const expected = expectedVersion(request);
    if (expected.kind === "problem") return expected;
    if (expected.value !== undefined && expected.value !== found.version) return problem("version-changed");
    const json = readJson(request, bodyLimit);
    if (json.kind === "problem") return json;
    const body = parseAs(NoticeCorrection, json.value);
    if (body.kind === "problem") return body;
    const { notice: input, ...act } = body.value;
    const dangers = dangerErrors(act);
    if (dangers.length > 0) return problem("invalid-request", { errors: dangers });

    const judged = await judge(services, input, found.notice, authority, request);
    if (judged.kind === "refused") {
      return judged.status === 403
        ? problem("no-power", { errors: judged.errors })
        : problem("invalid-notice", { errors: judged.errors.map(inNotice) });
    }
    const fixed = whatStaysErrors(found.notice, judged.notice, {
      served: (await casesOf(services, found)).map(({ case: { platform } }) => platform),
      asked: judged.parts.map(({ platform }) => platform.id),
    });
    if (fixed.length > 0) return problem("invalid-notice", { errors: fixed });
    return correct(services, found, judged, act, request);
  };
}

type Judged = Extract<Judgement, { kind: "accepted" }>;

async function ownNotice({ notices }: CorrectServices, { params, caller }: HttpRequest) {
  const noticeId = NoticeId.safeParse(params["noticeId"]);
  const found = noticeId.success ? await notices.read(noticeId.data) : undefined;
  return caller?.kind === "authority" && found?.authority === caller.id ? found : undefined;
}

async function authorityOf({ directory }: CorrectServices, id: string): Promise<Authority | undefined> {
  return authorityIn(await directory.read(), id) ?? authorityIn(await directory.read("now"), id);
}

/** What is said of the seller as in the version in force was judged when it was said first: since then it may have ended. */
async function judge(
  { directory, bases, allowSandbox }: CorrectServices,
  input: unknown,
  { disclosure }: Notice,
  authority: Authority,
  { receivedAt: now }: HttpRequest,
): Promise<Judgement> {
  const submission = { authority, now, bases, allowSandbox, directory: await directory.read("now") };
  const asked = WithDisclosure.safeParse(input).data;
  if (asked === undefined || disclosure === undefined || !isSame(asked.disclosure, disclosure)) {
    return judgeNotice(input, submission);
  }
  const { disclosure: _disclosure, ...others } = asked;
  const judged = judgeNotice(others, submission);
  return judged.kind === "accepted" ? { ...judged, notice: { ...judged.notice, disclosure } } : judged;
}

const WithDisclosure = z.looseObject({ disclosure: Disclosure });

function inNotice<E extends { pointer: string }>(error: E): E {
  return { ...error, pointer: `/notice${error.pointer}` };
}

async function casesOf({ cases }: CorrectServices, { caseIds }: StoredNotice): Promise<StoredCase[]> {
  const found = await Promise.all(caseIds.map(async (caseId) => cases.read(caseId)));
  return found.filter((record) => record !== undefined);
}

async function correct(
  services: CorrectServices,
  found: StoredNotice,
  judged: Judged,
  { by, reason }: Omit<NoticeCorrection, "notice">,
  request: HttpRequest,
): Promise<Outcome> {
  const { notice } = judged;
  const { receivedAt: issuedAt } = request;
  const version = found.version + 1;
  const reasonContent = { nonce: services.chance.nonce(), by, reason, at: issuedAt, act: request.params };
  const officer = { by: by.id, document: digestOf(reasonContent) };
  const newVersion = { notice, before: found.notice, version, issuedAt, officer };
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    if (attempt > 0) await backOff(services, attempt);
    const records = await casesOf(services, found);
    const corrected = await Promise.all(
      records.map(async (record) => correctedCase(services, record, itemsOf(judged, record.case), newVersion)),
    );
    if (corrected.some(({ kind }) => kind === "overtaken")) return problem("version-changed");
    if (corrected.some(({ kind }) => kind === "other_delay")) {
      return problem("invalid-notice", { errors: delayErrors(found.notice, notice) });
    }
    const refused = refusalErrors(corrected);
    if (refused.length > 0) return problem("not-by-correction", { errors: refused });
    const changed = corrected.filter((one) => one.kind === "changed");
    await Promise.all(
      changed.map(async ({ change: { after }, document }) => {
        await services.cases.putDocument(after.caseId, officer.document, reasonContent);
        await services.cases.putDocument(after.caseId, after.digest, document);
        await services.notices.lookUps.keep(after, document.items);
      }),
    );
    const stored = { ...found, version, acceptedAt: issuedAt, notice };
    const outcome = await services.notices.addVersion(
      stored,
      changed.map(({ change }) => change),
    );
    if (outcome.kind === "version_changed") return problem("version-changed");
    if (outcome.kind === "busy") continue;
    await Promise.all(
      changed.map(async ({ change }, index) => {
        const record = outcome.records[index];
        if (record === undefined) return;
        await startIfReopened(services, change.before, record);
        await tell(services, record);
      }),
    );
    return ok(answerOf(stored, corrected), { etag: `"${version}"` });
  }
  return problem("unavailable");
}

function itemsOf({ notice, parts }: Judged, { platform }: Case): PlacedItem[] {
  const positions = parts.find((part) => part.platform.id === platform)?.items ?? [];
  return positions.flatMap((position) => {
    const item = notice.items[position];
    return item === undefined ? [] : [{ position, item }];
  });
}

function answerOf({ noticeId, notice, version }: StoredNotice, corrected: readonly CorrectedCase[]): NoticeCorrected {
  return NoticeCorrected.parse({
    noticeId,
    reference: notice.reference,
    version,
    cases: corrected.flatMap((one) => {
      if (one.kind !== "changed" && one.kind !== "untouched") return [];
      const kase = one.kind === "changed" ? one.change.after : one.record.case;
      const { caseId, platform, digest } = kase;
      return [
        {
          caseId,
          platform,
          changed: one.kind === "changed",
          restarts: one.kind === "changed" && one.restarts,
          status: statusOf(kase),
          digest,
          links: { self: `/v1/cases/${caseId}` },
        },
      ];
    }),
  });
}
