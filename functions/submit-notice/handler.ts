import type { Authority } from "../../core/contract/directory.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { Language } from "../../core/contract/language.ts";
import { authorityIn } from "../../core/law/directory/directory.ts";
import { judgeNotice, type Judgement } from "../../core/law/judge-notice.ts";
import type { NoticeErrorCode } from "../../core/law/notice-error.ts";
import { NoticeAccepted, SubmitQuery } from "../../core/contract/api.ts";
import { bodyLimit } from "../../core/contract/route.ts";
import type { CaseServices } from "../shared/cases/case-services.ts";
import { sha256 } from "../shared/digest.ts";
import { transactionLimit, type NoticeStore, type Remembered } from "../shared/dynamo/notice-store.ts";
import { soleHeader, type HttpRequest } from "../shared/http/http-request.ts";
import { parseAs, readJson } from "../shared/http/json-body.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { errorFields } from "../shared/logger.ts";
import { acceptedAnswer, previewAnswer } from "./answers.ts";
import { openCases, type Accepted, type Opening } from "./open-cases.ts";

/** What submitting works with. */
export type SubmitServices = CaseServices & { notices: NoticeStore; allowSandbox: boolean };

const idempotencyKeyForm = /^[\x21-\x7e]{1,128}$/;

/** How often a submission is tried that met another writer: the same request, sent many times at once, does. */
const mostTries = 5;

/** `POST /v1/notices`: judged whole, then accepted with all its cases or not at all, then set in motion. */
export function makeSubmitNotice(services: SubmitServices) {
  return async (request: HttpRequest): Promise<Outcome> => {
    const authority = await authorityOf(services, request);
    if (authority === undefined) return problem("forbidden");
    const query = parseAs(SubmitQuery, request.query);
    if (query.kind === "problem") return query;
    const isTrial = query.value.dryRun === "true";
    if (!isTrial && query.value.assumedReceipt !== undefined) return onlyInTrial();
    const key = soleHeader(request, "idempotency-key");
    if (!isTrial && (key === undefined || !idempotencyKeyForm.test(key))) return problem("idempotency-key-required");
    const json = readJson(request, bodyLimit);
    if (json.kind === "problem") return json;

    const digest = sha256(request.rawBody);
    const earlier = isTrial || key === undefined ? undefined : await repeated(services, authority.id, key, digest);
    if (earlier !== undefined) return earlier;

    const now = request.receivedAt;
    const judged = await judge(services, json.value, authority, now);
    if (judged.kind === "refused") {
      return problem(judged.status === 403 ? "no-power" : "invalid-notice", { errors: judged.errors });
    }
    const withoutWarning = needsPriorInformation(judged);
    if (withoutWarning !== undefined) return withoutWarning;
    const openings = await openCases(services, judged, {
      authority,
      noticeId: services.chance.id("ntc"),
      issuedAt: now,
    });
    if (isTrial || key === undefined) return preview(openings, query.value.assumedReceipt ?? now, request.language);
    return accept(services, judged, openings, { authority: authority.id, key, digest });
  };
}

function onlyInTrial(): Outcome {
  const detail = {
    fr: "Un instant de réception supposé ne va qu'avec un essai : ajoutez `dryRun=true`, ou ôtez-le.",
    en: "An assumed instant of receipt only goes with a trial run: add `dryRun=true`, or leave it away.",
  };
  return problem("invalid-request", { errors: [{ pointer: "/assumedReceipt", code: "only_in_trial", detail }] });
}

function preview(openings: readonly Opening[], assumedReceipt: Instant, language: Language): Outcome {
  const answer = previewAnswer(openings, assumedReceipt, language);
  if (answer.kind === "preview") return ok(answer.preview);
  return problem("invalid-request", {
    errors: [{ pointer: "/assumedReceipt", code: "calendar_not_covered", detail: answer.reason }],
  });
}

/** Whom the caller speaks for; one that was registered a moment ago is looked for anew. */
async function authorityOf({ directory }: SubmitServices, { caller }: HttpRequest): Promise<Authority | undefined> {
  if (caller?.kind !== "authority") return undefined;
  return authorityIn(await directory.read(), caller.id) ?? authorityIn(await directory.read("now"), caller.id);
}

/** Faults that a directory of a moment later may not find. */
const unknownYet: readonly NoticeErrorCode[] = ["unknown_host", "unknown_platform", "unknown_authority"];

async function judge(
  { directory, bases, allowSandbox }: SubmitServices,
  input: unknown,
  authority: Authority,
  now: Instant,
): Promise<Judgement> {
  const judged = judgeNotice(input, { authority, now, bases, allowSandbox, directory: await directory.read() });
  if (judged.kind === "accepted" || !judged.errors.some(({ code }) => unknownYet.includes(code))) return judged;
  return judgeNotice(input, { authority, now, bases, allowSandbox, directory: await directory.read("now") });
}

/**
 * A first order to a host must be preceded by twelve hours of prior information (TCO art. 3(2), LCEN art. 6-2), which
 * this version does not send yet: only a justified emergency, which waives it, can be served.
 */
function needsPriorInformation({ basis, notice }: Accepted): Outcome | undefined {
  if (basis.priorInformation === undefined || notice.emergency !== undefined) return undefined;
  return problem("invalid-notice", {
    errors: [
      {
        pointer: "/emergency",
        code: "prior_information_unavailable",
        detail: {
          fr: "Un premier ordre à un hébergeur suppose douze heures d'information préalable, que ce service n'envoie pas encore. Justifiez l'urgence, ou informez l'hébergeur par vos moyens.",
          en: "A first order to a host needs twelve hours of prior information, which this service does not send yet. Justify the emergency, or inform the host by your own means.",
        },
        provision: "LCEN art. 6-2",
      },
    ],
  });
}

async function accept(
  services: SubmitServices,
  { notice }: Accepted,
  openings: Opening[],
  { authority, key, digest }: { authority: string; key: string; digest: string },
): Promise<Outcome> {
  const [first] = openings;
  if (first === undefined) throw new Error("an accepted notice has no platform");
  const { noticeId, issuedAt: acceptedAt } = first.part;
  const writes = openings.reduce((sum, { change }) => sum + change.events.length + 1, 3);
  if (writes > transactionLimit) return tooManyPlatforms();
  // Parsed as it will be when it is repeated, so that both are the same to the letter.
  const answer = NoticeAccepted.parse(acceptedAnswer({ noticeId, reference: notice.reference, acceptedAt }, openings));
  await Promise.all(
    openings.map(async ({ change: { after }, document }) =>
      services.cases.putDocument(after.caseId, after.digest, document),
    ),
  );
  const stored = {
    noticeId,
    version: 1,
    authority,
    acceptedAt,
    notice,
    caseIds: openings.map(({ change }) => change.after.caseId),
  };
  const remembered = { request: digest, answer: JSON.stringify(answer) };
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const changes = openings.map(({ change }) => change);
    const outcome = await services.notices.accept(stored, changes, { key, remembered }, services.clock.wall());
    switch (outcome.kind) {
      case "accepted":
        await setInMotion(services, openings);
        return acceptedAs(answer);
      case "key_used": {
        const earlier = await repeated(services, authority, key, digest);
        if (earlier !== undefined) return earlier;
        break;
      }
      case "reference_used": {
        // The same request may have been accepted a moment ago under this very key.
        const earlier = await repeated(services, authority, key, digest);
        return earlier ?? duplicate(services, authority, notice.reference);
      }
      case "busy":
        break;
    }
  }
  return problem("unavailable");
}

function acceptedAs(answer: NoticeAccepted): Outcome {
  return { kind: "ok", status: 202, body: answer, headers: { location: `/v1/notices/${answer.noticeId}` } };
}

async function repeated(
  { notices, clock }: SubmitServices,
  authority: string,
  key: string,
  digest: string,
): Promise<Outcome | undefined> {
  const remembered: Remembered | undefined = await notices.remembered(authority, key, clock.wall());
  if (remembered === undefined) return undefined;
  if (remembered.request !== digest) return problem("idempotency-key-reused");
  return acceptedAs(NoticeAccepted.parse(JSON.parse(remembered.answer)));
}

async function duplicate({ notices }: SubmitServices, authority: string, reference: string): Promise<Outcome> {
  const noticeId = await notices.byReference(authority, reference);
  return problem("duplicate-reference", noticeId === undefined ? {} : { links: { notice: `/v1/notices/${noticeId}` } });
}

function tooManyPlatforms(): Outcome {
  const detail = {
    fr: "Cette notification vise trop de plateformes à la fois : répartissez-la.",
    en: "This notice addresses too many platforms at once: split it.",
  };
  return problem("invalid-notice", { errors: [{ pointer: "/items", code: "too_many_platforms", detail }] });
}

/** Starts an execution for each case. What cannot be started is found by the reconciler within a minute. */
async function setInMotion({ workflow, log }: SubmitServices, openings: Opening[]): Promise<void> {
  await Promise.all(
    openings.map(async ({ change: { after, generation } }) => {
      try {
        await workflow.start(after.caseId, generation);
      } catch (error) {
        log.warn("start.failed", { caseId: after.caseId, ...errorFields(error) });
      }
    }),
  );
}
