import { valueAt } from "../contract/json-pointer.ts";
import type { Instant } from "../contract/instant.ts";
import { Notice } from "../contract/notice.ts";
import { calendarErrors } from "./check-calendar.ts";
import { dateErrors } from "./check-dates.ts";
import { directoryErrors } from "./check-directory.ts";
import { languageErrors } from "./check-language.ts";
import { measureErrors } from "./check-measures.ts";
import { periodErrors } from "./check-periods.ts";
import { missingElements } from "./completeness.ts";
import { disclosureErrors } from "./disclosure.ts";
import type { Authority, Platform } from "../contract/directory.ts";
import type { Directory } from "./directory/directory.ts";
import { draftOf, platformsOf, type Draft } from "./draft.ts";
import { findKeptBasis, findLegalBasis } from "./legal-bases.ts";
import type { LegalBasis } from "./legal-basis.ts";
import type { NoticeError, NoticeErrorCode } from "./notice-error.ts";
import { mayUse, noPower } from "./powers.ts";
import { shapeErrorsOf } from "./shape.ts";

/** What one platform gets of a notice. */
type NoticePart = {
  platform: Platform;
  /** Positions of its items in `notice.items`. */
  items: number[];
};

/** The judgement of a submitted notice. */
export type Judgement =
  | { kind: "accepted"; notice: Notice; basis: LegalBasis; parts: NoticePart[] }
  /** 403: no power to use the basis. 422: well-formed and wrong. */
  | { kind: "refused"; status: 403 | 422; errors: NoticeError[] };

/** Who submits, when, whom the deployment knows, and whether it knows the basis `sandbox`. */
type Submission = { authority: Authority; now: Instant; directory: Directory; allowSandbox: boolean };

/** Errors told at most; a body of 64 kB can hold thousands. */
const mostErrors = 200;

/**
 * Judges a notice: shape, safety, power, completeness, directory, and names everything that is wrong at once. Missing
 * power is told alone: the rest of the notice is then nothing the authority could mend.
 */
export function judgeNotice(input: unknown, submission: Submission): Judgement {
  const found = basisOf(input, submission);
  if (found.kind === "no_power") {
    return { kind: "refused", status: 403, errors: [noPower(submission.authority, submission.allowSandbox)] };
  }
  const shape = shapeErrorsOf(input);
  const draft = draftOf(input, shape, submission.directory);
  const law = found.kind === "found" ? lawErrors(draft, found.basis, submission) : found.errors;
  const errors = eachOnce([...shape, ...law, ...directoryErrors(draft, submission.directory)]);
  const notice = Notice.safeParse(input);
  if (errors.length > 0 || found.kind !== "found" || !notice.success) {
    return { kind: "refused", status: 422, errors: errors.slice(0, mostErrors) };
  }
  return { kind: "accepted", notice: notice.data, basis: found.basis, parts: partsOf(draft) };
}

type BasisFound =
  { kind: "found"; basis: LegalBasis } | { kind: "no_power" } | { kind: "unusable"; errors: NoticeError[] };

function basisOf(input: unknown, { authority, now, allowSandbox }: Submission): BasisFound {
  const id = valueAt(input, "/legalBasis");
  // A missing or misshapen name is an error of shape, told there.
  if (typeof id !== "string") return { kind: "unusable", errors: [] };
  const kept = findKeptBasis(id);
  if (kept !== undefined) return unusable("legal_basis_disabled", kept.why);
  const basis = findLegalBasis(id);
  if (basis === undefined || (basis.sandboxOnly && !allowSandbox)) {
    return unusable("unknown_legal_basis", {
      fr: "Cette base légale n'existe pas.",
      en: "There is no such legal basis.",
    });
  }
  if (!mayUse(authority, basis)) return { kind: "no_power" };
  const today = now.slice(0, 10);
  if (today < basis.validFrom || (basis.validTo !== undefined && today > basis.validTo)) {
    return unusable("legal_basis_not_in_force", {
      fr: "Cette base légale n'est pas en vigueur à cette date.",
      en: "This legal basis is not in force on this date.",
    });
  }
  return { kind: "found", basis };
}

function unusable(code: NoticeErrorCode, detail: NoticeError["detail"]): BasisFound {
  return { kind: "unusable", errors: [{ pointer: "/legalBasis", code, detail }] };
}

function lawErrors(draft: Draft, basis: LegalBasis, { authority, now }: Submission): NoticeError[] {
  return [
    ...missingElements(draft, basis),
    ...periodErrors(draft, basis),
    ...measureErrors(draft, basis),
    ...languageErrors(draft, basis),
    ...dateErrors(draft, now),
    ...disclosureErrors(draft, basis, now),
    ...calendarErrors(draft, basis, authority, now),
  ];
}

/** The same thing is told once, in the order found. */
function eachOnce(errors: NoticeError[]): NoticeError[] {
  return [...new Map(errors.map((error) => [`${error.pointer} ${error.code} ${error.detail.en}`, error])).values()];
}

function partsOf(draft: Draft): NoticePart[] {
  return platformsOf(draft).map((platform) => ({
    platform,
    items: draft.items.filter((entry) => entry.platform === platform).map(({ position }) => position),
  }));
}
