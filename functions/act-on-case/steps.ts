import { DraftQuery, StepDecision } from "../../core/contract/api.ts";
import type { DecideStep } from "../../core/case/commands.ts";
import { mayBeDecided } from "../../core/case/decisions/decide-step.ts";
import type { CaseId, Digest } from "../../core/contract/ids.ts";
import type { StepDraft } from "../../core/case/draft/step-draft.ts";
import { contextOf, type CaseServices } from "../shared/cases/case-services.ts";
import { actPageHeaders } from "../shared/acts/act-page.ts";
import { digestOf } from "../shared/digest.ts";
import { draftPage } from "../shared/drafts/draft-page.ts";
import { makeDraft } from "../shared/drafts/make-draft.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import type { Tombstones } from "../shared/dynamo/tombstones.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { parseAs } from "../shared/http/json-body.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { absentCase, ownCase, type ActKind } from "./act-kind.ts";

/** What a named person decides: to sign the draft as it stands, to put it off, or to drop it. */
export const decisionsOnSteps = {
  decideStep: {
    schema: StepDecision,
    // An answer that arrives meanwhile changes the draft: nobody signs what he has not read.
    needsVersion: ({ decision }) => decision === "sign",
    commandOf: async ({ services, found, body, officer, request }) => {
      const step = request.params["step"] ?? "";
      const decision = await decisionOf(services, found, step, body);
      return { type: "decide_step", step, decision, ...officer };
    },
  } satisfies ActKind<typeof StepDecision>,
};

async function decisionOf(
  services: CaseServices,
  found: StoredCase,
  step: string,
  body: StepDecision,
): Promise<DecideStep["decision"]> {
  switch (body.decision) {
    case "drop":
      return { kind: "drop" };
    case "postpone":
      return { kind: "postpone", until: body.until };
    case "sign": {
      // Made from the version in `If-Match`, or nothing is done: what is signed is what was read.
      const draft = await draftOn(services, found, step);
      return draft === undefined
        ? { kind: "sign" }
        : { kind: "sign", draft: await kept(services, found.case.caseId, draft) };
    }
  }
}

/** Under the digest that its page shows: a draft quotes the digests of documents that nobody can guess. */
async function kept({ cases }: CaseServices, caseId: CaseId, draft: StepDraft): Promise<Digest> {
  const digest = digestOf(draft);
  await cases.putDocument(caseId, digest, draft);
  return digest;
}

/** `GET /v1/cases/{caseId}/steps/{step}/draft`: what would be signed, as the record stands. */
export function draftStep(services: CaseServices & { tombstones: Tombstones }) {
  return async (request: HttpRequest): Promise<Outcome> => {
    const query = parseAs(DraftQuery, request.query);
    if (query.kind === "problem") return query;
    const found = await ownCase(services, request);
    if (found === undefined) return absentCase(services, request);
    const draft = await draftOn(services, found, request.params["step"] ?? "");
    if (draft === undefined) return problem("step-not-pending");
    const etag = `"${found.case.version}"`;
    if (query.value.format === "json") return ok(draft, { etag });
    const { authority } = await contextOf(services, found.case);
    const html = draftPage(draft, { authority, reference: found.case.reference });
    return { kind: "page", html, headers: { ...actPageHeaders("fr"), etag } };
  };
}

/** The draft of a step that can be decided now; undefined where there is nothing to decide. */
async function draftOn(services: CaseServices, found: StoredCase, id: string): Promise<StepDraft | undefined> {
  const context = await contextOf(services, found.case);
  const step = context.basis.ladder.find((one) => one.id === id);
  if (step === undefined || !mayBeDecided(found.case, step)) return undefined;
  return makeDraft(services, found.case, step, context);
}
