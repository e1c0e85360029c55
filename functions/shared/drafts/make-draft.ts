import { draftOf } from "../../../core/case/draft/draft-of.ts";
import type { StepDraft } from "../../../core/case/draft/step-draft.ts";
import type { CaseEvent } from "../../../core/case/events.ts";
import type { Context } from "../../../core/case/commands.ts";
import type { Case } from "../../../core/case/state.ts";
import { ServedNotice } from "../../../core/contract/served-notice.ts";
import type { LadderStep } from "../../../core/law/legal-basis.ts";
import type { CaseServices } from "../cases/case-services.ts";
import type { CaseStore } from "../dynamo/case-store.ts";

/** Makes the draft of a step from the whole record of its case. */
export async function makeDraft(
  { cases, directory }: Pick<CaseServices, "cases" | "directory">,
  kase: Case,
  step: LadderStep,
  context: Context,
): Promise<StepDraft> {
  const { authorities } = await directory.read();
  const [events, notice] = await Promise.all([recordOf(cases, kase), cases.readDocument(kase.caseId, kase.digest)]);
  const served = notice === undefined ? undefined : ServedNotice.parse(notice);
  return draftOf({ ...context, authorities, case: kase, step, events, served });
}

/** The events as of a version of the case: what has been added since is not what was read. */
async function recordOf(cases: Pick<CaseStore, "events">, { caseId, version }: Case): Promise<CaseEvent[]> {
  const events: CaseEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await cases.events(caseId, { limit: 100, cursor });
    if (page.kind === "bad_cursor") throw new Error("a cursor of our own is refused");
    events.push(...page.items.map(({ event }) => event));
    cursor = page.next;
  } while (cursor !== undefined && events.length < version);
  return events.slice(0, version);
}
