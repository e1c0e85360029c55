import { valueAt } from "../contract/json-pointer.ts";
import type { Instant } from "../contract/instant.ts";
import type { LocalDate } from "../contract/local-date.ts";
import { Notice } from "../contract/notice.ts";
import { calendarErrors } from "./check-calendar.ts";
import { dateErrors } from "./check-dates.ts";
import { directoryErrors } from "./check-directory.ts";
import { languageErrors } from "./check-language.ts";
import { measureErrors } from "./check-measures.ts";
import { periodErrors } from "./check-periods.ts";
import { inLaw, missingElements } from "./completeness.ts";
import { disclosureErrors } from "./disclosure.ts";
import type { Authority, Platform } from "../contract/directory.ts";
import type { Directory } from "./directory/directory.ts";
import { draftOf, platformsOf, type Draft } from "./draft.ts";
import { identicalContentErrors } from "./identical-content.ts";
import { findBasisInForce, findKeptBasis, findLegalBasis, type LegalBases } from "./legal-bases.ts";
import { localDateAt } from "./time/local-days.ts";
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

/** Who submits, when, and whom and which law the deployment knows, the basis `sandbox` only where it is allowed. */
type Submission = {
  authority: Authority;
  now: Instant;
  directory: Directory;
  bases: LegalBases;
  allowSandbox: boolean;
};

/** Errors told at most; a body of 64 kB can hold thousands. */
const mostErrors = 200;

/**
 * Judges a notice: shape, safety, power, completeness, directory, and names everything that is wrong at once. Missing
 * power is told alone: the rest of the notice is then nothing the authority could mend.
 */
export function judgeNotice(input: unknown, submission: Submission): Judgement {
  const found = basisOf(input, submission);
  if (found.kind === "no_power") {
    const { authority, bases, allowSandbox } = submission;
    return {
      kind: "refused",
      status: 403,
      errors: [noPower(authority, bases, { day: dayOf(submission), allowSandbox })],
    };
  }
  const shape = shapeErrorsOf(input).map((error) => (found.kind === "found" ? inLaw(error, found.basis) : error));
  const draft = draftOf(input, shape, submission.directory);
  const law = found.kind === "found" ? lawErrors(draft, found.basis, submission) : found.errors;
  const errors = eachOnce([...shape, ...law, ...directoryErrors(draft, submission.directory, submission.bases)]);
  const notice = Notice.safeParse(input);
  if (errors.length > 0 || found.kind !== "found" || !notice.success) {
    return { kind: "refused", status: 422, errors: errors.slice(0, mostErrors) };
  }
  return { kind: "accepted", notice: notice.data, basis: found.basis, parts: partsOf(draft) };
}

type BasisFound =
  { kind: "found"; basis: LegalBasis } | { kind: "no_power" } | { kind: "unusable"; errors: NoticeError[] };

function basisOf(input: unknown, submission: Submission): BasisFound {
  const { authority, bases, allowSandbox } = submission;
  const id = valueAt(input, "/legalBasis");
  // A missing or misshapen name is an error of shape, told there.
  if (typeof id !== "string") return { kind: "unusable", errors: [] };
  const kept = findKeptBasis(bases, id);
  if (kept !== undefined) return unusable("legal_basis_disabled", kept.why);
  const newest = findLegalBasis(bases, id);
  if (newest === undefined || (newest.sandboxOnly && !allowSandbox)) {
    return unusable("unknown_legal_basis", {
      fr: "Cette base légale n'existe pas.",
      en: "There is no such legal basis.",
    });
  }
  const basis = findBasisInForce(bases, id, dayOf(submission));
  if (!mayUse(authority, basis ?? newest)) return { kind: "no_power" };
  if (basis !== undefined) return { kind: "found", basis };
  return unusable("legal_basis_not_in_force", {
    fr: "Cette base légale n'est pas en vigueur à cette date.",
    en: "This legal basis is not in force on this date.",
  });
}

/** The day it is where the authority sits: there its act is dated. */
function dayOf({ authority, now }: Submission): LocalDate {
  return localDateAt(now, authority.state);
}

function unusable(code: NoticeErrorCode, detail: NoticeError["detail"]): BasisFound {
  return { kind: "unusable", errors: [{ pointer: "/legalBasis", code, detail }] };
}

function lawErrors(draft: Draft, basis: LegalBasis, { authority, now }: Submission): NoticeError[] {
  return [
    ...missingElements(draft, basis),
    ...periodErrors(draft, basis),
    ...measureErrors(draft, basis),
    ...identicalContentErrors(draft, basis),
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
