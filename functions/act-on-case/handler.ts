import type * as z from "zod";
import { caseView } from "../../core/case/case-view.ts";
import { Act, StepDecision } from "../../core/contract/api.ts";
import { CaseId, type Digest } from "../../core/contract/ids.ts";
import { bodyLimit } from "../../core/contract/route.ts";
import { contextOf, type CaseServices } from "../shared/cases/case-services.ts";
import { commit, type CaseCommand } from "../shared/cases/commit.ts";
import { startIfReopened, tell } from "../shared/cases/tell.ts";
import { digestOf } from "../shared/digest.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { parseAs, readJson } from "../shared/http/json-body.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { refusalProblem } from "../shared/http/refusals.ts";
import { dangerErrors } from "../shared/http/danger-errors.ts";
import { expectedVersion } from "../shared/http/version-header.ts";

/** The acts of an authority on a case of its own. Each names a person and a reason, kept as a document of the case. */
export function makeActOnCase(services: CaseServices) {
  const withdraw = act(services, Act, ({ by }, document) => ({ type: "withdraw", by: by.id, document }));
  const close = act(services, Act, ({ by }, document) => ({ type: "close", by: by.id, document }));
  const resume = act(services, Act, ({ by }, document) => ({ type: "resume_delivery", by: by.id, document }));
  const decideStep = act(services, StepDecision, ({ by, decision }, document, { params }) => ({
    type: "decide_step",
    step: params["step"] ?? "",
    decision,
    by: by.id,
    document,
  }));
  return { withdrawCase: withdraw, closeCase: close, resumeDelivery: resume, decideStep };
}

function act<S extends z.ZodType<{ by: { id: string; name: string }; reason: string }>>(
  services: CaseServices,
  schema: S,
  commandOf: (body: z.output<S>, document: Digest, request: HttpRequest) => CaseCommand,
) {
  return async (request: HttpRequest): Promise<Outcome> => {
    const caseId = CaseId.safeParse(request.params["caseId"]);
    const found = caseId.success ? await services.cases.read(caseId.data) : undefined;
    if (found === undefined || found.case.authority !== request.caller?.id) return problem("not-found");
    const version = expectedVersion(request);
    if (version.kind === "problem") return version;
    const json = readJson(request, bodyLimit);
    if (json.kind === "problem") return json;
    const body = parseAs(schema, json.value);
    if (body.kind === "problem") return body;
    const dangers = dangerErrors(json.value);
    if (dangers.length > 0) return problem("invalid-request", { errors: dangers });

    const { by, reason } = body.value;
    const content = { nonce: services.chance.nonce(), by, reason, at: services.clock.now(), act: request.params };
    const document = digestOf(content);
    await services.cases.putDocument(found.case.caseId, document, content);
    const outcome = await commit(services, found.case.caseId, commandOf(body.value, document, request), {
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
        return refusalProblem(outcome);
      case "version_changed":
        return problem("version-changed");
      case "guarded":
        throw new Error("an act has no guard");
    }
  };
}
