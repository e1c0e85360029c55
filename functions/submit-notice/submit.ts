import type { Authority } from "../../core/contract/directory.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { Language } from "../../core/contract/language.ts";
import { judgeNotice, type Judgement } from "../../core/law/judge-notice.ts";
import type { NoticeErrorCode } from "../../core/law/notice-error.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { accept, repeated, type SubmitServices } from "./accept.ts";
import { previewAnswer } from "./answers.ts";
import { lookBack, type LookedBack } from "./earlier-cases.ts";
import { openCases, type Opening } from "./open-cases.ts";

/** One notice as it was submitted, alone or in a batch. */
export type Submission = {
  authority: Authority;
  /** The notice, read and not yet judged. */
  input: unknown;
  now: Instant;
  language: Language;
  purpose: Purpose;
};

/** What for: to be looked at, as if it were received at an instant; or to be served, under a key that makes repeats harmless. */
export type Purpose = { kind: "trial"; assumedReceipt: Instant } | { kind: "service"; key: string; digest: string };

/** Judges a notice whole, then accepts it with all its cases or not at all, and sets them in motion. */
export async function submit(services: SubmitServices, submission: Submission): Promise<Outcome> {
  const { authority, input, now, language, purpose } = submission;
  const repeatable = purpose.kind === "service" ? { ...purpose, authority: authority.id } : undefined;
  const earlier = repeatable === undefined ? undefined : await repeated(services, repeatable);
  if (earlier !== undefined) return earlier;

  const judged = await judge(services, input, authority, now);
  if (judged.kind === "refused") {
    return problem(judged.status === 403 ? "no-power" : "invalid-notice", { errors: judged.errors });
  }
  const lookedBack = await lookBack(services, judged, { authority, now });
  const openings = await openCases(services, judged, {
    authority,
    noticeId: services.chance.id("ntc"),
    issuedAt: now,
    relistedFrom: lookedBack.relistedFrom,
  });
  if (purpose.kind === "trial") return preview(openings, lookedBack, purpose.assumedReceipt, language);
  return accept(services, judged, openings, lookedBack, { ...purpose, authority: authority.id });
}

function preview(
  openings: readonly Opening[],
  lookedBack: LookedBack,
  assumedReceipt: Instant,
  language: Language,
): Outcome {
  const answer = previewAnswer(openings, lookedBack, assumedReceipt, language);
  if (answer.kind === "preview") return ok(answer.preview);
  return problem("invalid-request", {
    errors: [{ pointer: "/assumedReceipt", code: "calendar_not_covered", detail: answer.reason }],
  });
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
