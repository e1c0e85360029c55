import { noteRelisting } from "../../core/case/decisions/note-relisting.ts";
import type { Case } from "../../core/case/state.ts";
import { evolve } from "../../core/case/evolve.ts";
import { NoticeAccepted, type RelistedFrom } from "../../core/contract/submission.ts";
import type { CaseId, NoticeId } from "../../core/contract/ids.ts";
import { backOff, mostTries } from "../shared/cases/back-off.ts";
import { contextOf, type CaseServices } from "../shared/cases/case-services.ts";
import type { Change } from "../shared/dynamo/case-store.ts";
import { transactionLimit, type NoticeStore, type Remembered } from "../shared/dynamo/notice-store.ts";
import type { Relisting } from "../shared/dynamo/relisting-store.ts";
import { problem, type Outcome } from "../shared/http/outcome.ts";
import { errorFields } from "../shared/logger.ts";
import { acceptedAnswer } from "./answers.ts";
import type { LookedBack } from "./earlier-cases.ts";
import type { Accepted, Opening } from "./open-cases.ts";

/** What submitting works with. */
export type SubmitServices = CaseServices & { notices: NoticeStore; allowSandbox: boolean };

/** A submission as it is known when it comes again: by whom, under which key, of what content. */
export type Repeatable = { authority: string; key: string; digest: string };

/** Writes a notice with all its cases, or nothing of it, and sets the cases in motion. */
export async function accept(
  services: SubmitServices,
  { notice }: Accepted,
  openings: readonly Opening[],
  lookedBack: LookedBack,
  submission: Repeatable,
): Promise<Outcome> {
  const [first] = openings;
  if (first === undefined) throw new Error("an accepted notice has no platform");
  const { authority, key, digest } = submission;
  const { noticeId, issuedAt: acceptedAt } = first.part;
  const relistings = openings.flatMap((opening) => relistingOf(opening) ?? []);
  if (writesOf(services, openings, relistings) > transactionLimit) return tooManyPlatforms();
  // Parsed as it will be when it is repeated, so that both are the same to the letter.
  const answer = NoticeAccepted.parse(
    acceptedAnswer({ noticeId, reference: notice.reference, acceptedAt }, openings, lookedBack),
  );
  await Promise.all(openings.map(async (opening) => keepBeside(services, opening)));
  const stored = {
    noticeId,
    version: 1,
    authority,
    acceptedAt,
    notice,
    caseIds: openings.map(({ change }) => change.after.caseId),
  };
  const remembered = { request: digest, answer: JSON.stringify(answer) };
  const changes = openings.map(({ change }) => change);
  // Who sends one request many times at once meets himself.
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    if (attempt > 1) {
      await backOff(services, attempt - 1);
      // Whoever was in the way may have been first: one look, and there is nothing left to be written, nor to be in the way of.
      const earlier = await taken(services, submission, notice.reference);
      if (earlier !== undefined) return earlier;
    }
    // An earlier case that keeps moving does not hold up a new one, which names it in any event.
    const notes = attempt === mostTries ? [] : await notesOn(services, openings);
    const outcome = await services.notices.accept(stored, changes, { key, remembered }, services.clock.wall(), {
      relistings,
      notes,
    });
    switch (outcome.kind) {
      case "accepted":
        await setInMotion(services, openings);
        return acceptedAs(answer);
      case "reference_used":
        // The same request may have been accepted a moment ago under this very key.
        return (await taken(services, submission, notice.reference)) ?? duplicateOf(undefined);
      case "key_used": {
        const earlier = await repeated(services, submission);
        if (earlier !== undefined) return earlier;
        break;
      }
      case "busy":
        break;
    }
  }
  return problem("unavailable");
}

/** What a submission was answered when it came before. */
export async function repeated(
  { notices, clock }: SubmitServices,
  { authority, key, digest }: Repeatable,
): Promise<Outcome | undefined> {
  const remembered: Remembered | undefined = await notices.remembered(authority, key, clock.wall());
  if (remembered === undefined) return undefined;
  if (remembered.request !== digest) return problem("idempotency-key-reused");
  return acceptedAs(NoticeAccepted.parse(JSON.parse(remembered.answer)));
}

function acceptedAs(answer: NoticeAccepted): Outcome {
  return { kind: "ok", status: 202, body: answer, headers: { location: `/v1/notices/${answer.noticeId}` } };
}

/** What there is to answer once another submission was accepted: this very one, or one under the same reference. */
async function taken(
  services: SubmitServices,
  submission: Repeatable,
  reference: string,
): Promise<Outcome | undefined> {
  const earlier = await repeated(services, submission);
  if (earlier !== undefined) return earlier;
  const noticeId = await services.notices.byReference(submission.authority, reference);
  return noticeId === undefined ? undefined : duplicateOf(noticeId);
}

function duplicateOf(noticeId: NoticeId | undefined): Outcome {
  return problem("duplicate-reference", noticeId === undefined ? {} : { links: { notice: `/v1/notices/${noticeId}` } });
}

/** Puts what a case is read and found by; without the case, nobody reads it. */
async function keepBeside({ cases, notices }: SubmitServices, { change: { after }, document }: Opening): Promise<void> {
  await Promise.all([
    cases.putDocument(after.caseId, after.digest, document),
    notices.lookUps.keep(after, document.items),
  ]);
}

/** Notice, reference and key; each case with what goes with it, and what is noted on the case it goes back to. */
function writesOf(
  { cases }: Pick<SubmitServices, "cases">,
  openings: readonly Opening[],
  relistings: readonly Relisting[],
): number {
  const ofCases = openings.reduce((sum, { change, relistedFrom }) => {
    return sum + cases.writesOf(change).writes.length + (relistedFrom === undefined ? 0 : 2);
  }, 0);
  return 3 + ofCases + relistings.reduce((sum, { sellers }) => sum + 1 + new Set(sellers).size, 0);
}

function relistingOf({ change: { after }, part, relistedFrom }: Opening): Relisting | undefined {
  if (relistedFrom === undefined) return undefined;
  const { caseId, authority, platform, openedAt: at } = after;
  const sellers = relistedFrom.items.map((item) => part.notice.items[item]?.locators?.sellerId);
  return { caseId, authority, platform, at, sellers };
}

async function notesOn(services: SubmitServices, openings: readonly Opening[]): Promise<Change[]> {
  const notes = await Promise.all(
    openings.map(async ({ relistedFrom, change }) =>
      relistedFrom === undefined ? undefined : noteOn(services, relistedFrom, change.after.caseId),
    ),
  );
  return notes.filter((note) => note !== undefined);
}

/** Says on the earlier case that an item of it came back; nothing where that is refused. */
async function noteOn(
  services: SubmitServices,
  { caseId: earlier }: RelistedFrom,
  caseId: CaseId,
): Promise<Change | undefined> {
  const before = await services.cases.read(earlier);
  if (before === undefined) return undefined;
  // The decision itself, as for an opening: a bundle need not carry the others.
  const context = await contextOf(services, before.case);
  const events = noteRelisting(before.case, { type: "note_relisting", caseId }, context);
  if (!Array.isArray(events)) return undefined;
  return { before, after: events.reduce<Case>(evolve, before.case), events, generation: before.generation };
}

function tooManyPlatforms(): Outcome {
  const detail = {
    fr: "Cette notification vise trop de plateformes à la fois : répartissez-la.",
    en: "This notice addresses too many platforms at once: split it.",
  };
  return problem("invalid-notice", { errors: [{ pointer: "/items", code: "too_many_platforms", detail }] });
}

/** Starts an execution for each case. What cannot be started is found by the reconciler within a minute. */
async function setInMotion({ workflow, log }: SubmitServices, openings: readonly Opening[]): Promise<void> {
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
