import { bodyLimit } from "../../core/contract/route.ts";
import { sha256 } from "../shared/digest.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { readJson } from "../shared/http/json-body.ts";
import type { Outcome } from "../shared/http/outcome.ts";
import type { SubmitServices } from "./accept.ts";
import { askedBy } from "./asked.ts";
import { submitEach } from "./batch.ts";
import { submit } from "./submit.ts";

/** `POST /v1/notices`: judged whole, then accepted with all its cases or not at all, then set in motion. */
export function makeSubmitNotice(services: SubmitServices) {
  return async (request: HttpRequest): Promise<Outcome> => {
    const asked = await askedBy(services, request);
    if (asked.kind === "problem") return asked;
    const json = readJson(request, bodyLimit);
    if (json.kind === "problem") return json;
    const { authority, trial, key } = asked;
    const purpose = trial ?? { kind: "service" as const, key, digest: sha256(request.rawBody) };
    const { receivedAt: now, language } = request;
    return submit(services, { authority, input: json.value, now, language, purpose });
  };
}

/** `POST /v1/notices/batch`: up to a hundred notices, each judged and accepted alone. */
export function makeSubmitBatch(services: SubmitServices) {
  return async (request: HttpRequest): Promise<Outcome> => {
    const asked = await askedBy(services, request);
    return asked.kind === "problem" ? asked : submitEach(services, request, asked);
  };
}
