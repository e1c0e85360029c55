import type * as z from "zod";
import { caseView } from "../../core/case/case-view.ts";
import type { Digest } from "../../core/contract/ids.ts";
import { bodyLimit } from "../../core/contract/route.ts";
import { contextOf, type CaseServices } from "../shared/cases/case-services.ts";
import { commit } from "../shared/cases/commit.ts";
import { startIfReopened, tell } from "../shared/cases/tell.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import type { Tombstones } from "../shared/dynamo/tombstones.ts";
import { dangerErrors } from "../shared/http/danger-errors.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { parseAs, readJson } from "../shared/http/json-body.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { refusedAct } from "../shared/http/refusals.ts";
import { expectedVersion } from "../shared/http/version-header.ts";
import { absentCase, keep, ownCase, type ActBody, type ActKind } from "./act-kind.ts";
import { decisionsOnSteps, draftStep } from "./steps.ts";
import { replies } from "./replies.ts";
import { simpleActs } from "./simple-acts.ts";

/** What acting works with. */
export type ActServices = CaseServices & { tombstones: Tombstones };

/** The acts of an authority on a case of its own. Each names a person and a reason, kept as a document of the case. */
export function makeActOnCase(services: ActServices) {
  const acts = { ...simpleActs, ...replies, ...decisionsOnSteps };
  const on = <S extends z.ZodType<ActBody>>(act: ActKind<S>) => handlerOf(services, act);
  return {
    withdrawCase: on(acts.withdrawCase),
    closeCase: on(acts.closeCase),
    resumeDelivery: on(acts.resumeDelivery),
    clarify: on(acts.clarify),
    extendCase: on(acts.extendCase),
    decideQuestion: on(acts.decideQuestion),
    recordReceipt: on(acts.recordReceipt),
    setHold: on(acts.setHold),
    revokeLinks: on(acts.revokeLinks),
    decideStep: on(acts.decideStep),
    draftStep: draftStep(services),
  };
}

function handlerOf<S extends z.ZodType<ActBody>>(
  services: ActServices,
  { schema, needsVersion, commandOf }: ActKind<S>,
) {
  return async (request: HttpRequest): Promise<Outcome> => {
    const found = await ownCase(services, request);
    if (found === undefined) return absentCase(services, request);
    const version = expectedVersion(request);
    if (version.kind === "problem") return version;
    const json = readJson(request, bodyLimit);
    if (json.kind === "problem") return json;
    const body = parseAs(schema, json.value);
    if (body.kind === "problem") return body;
    if (version.value === undefined && needsVersion?.(body.value) === true) return problem("version-required");
    const dangers = dangerErrors(json.value);
    if (dangers.length > 0) return problem("invalid-request", { errors: dangers });

    const officer = { by: body.value.by.id, document: await keepReason(services, found, body.value, request) };
    const command = await commandOf({ services, found, body: body.value, officer, request });
    if ("kind" in command) return command;
    const outcome = await commit(services, found.case.caseId, command, {
      expectedVersion: version.value,
      repeats: "answered",
    });
    switch (outcome.kind) {
      case "committed": {
        await startIfReopened(services, outcome.before, outcome.record);
        await tell(services, outcome.record);
        const { basis } = await contextOf(services, outcome.record.case);
        const view = caseView(outcome.record.case, basis);
        return ok(view, { etag: `"${view.version}"` });
      }
      case "refused":
        return refusedAct(outcome);
      case "version_changed":
        return problem("version-changed");
      case "guarded":
        throw new Error("an act has no guard");
    }
  };
}

/** Who, why, when and what, in words: content, so it can be erased without breaking the record. */
async function keepReason(
  services: CaseServices,
  { case: { caseId } }: StoredCase,
  { by, reason }: ActBody,
  { params }: HttpRequest,
): Promise<Digest> {
  return keep(services, caseId, { by, reason, at: services.clock.now(), act: params });
}
