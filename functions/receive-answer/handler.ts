import { Answer } from "../../core/contract/answer.ts";
import { bodyLimit } from "../../core/contract/route.ts";
import { recordAnswer, type RecordServices } from "../shared/answers/record-answer.ts";
import { sha256 } from "../shared/digest.ts";
import type { DirectoryStore } from "../shared/dynamo/directory-store.ts";
import { dangerErrors } from "../shared/http/danger-errors.ts";
import { soleHeader, type HttpRequest } from "../shared/http/http-request.ts";
import { parseAs, readJson } from "../shared/http/json-body.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { refusedAnswer } from "../shared/http/refusals.ts";
import type { Secrets } from "../shared/secrets.ts";
import { verifyWebhook, type WebhookKey } from "../shared/webhooks/verify.ts";

/** What receiving works with. */
export type ReceiveServices = RecordServices & {
  directory: Pick<DirectoryStore, "read" | "authority" | "platform">;
  secrets: Secrets;
};

/** `POST /v1/platforms/{platformId}/webhook`: verified over the raw body first, then read, then put on record once. */
export function makeReceiveAnswer(services: ReceiveServices) {
  return async (request: HttpRequest): Promise<Outcome> => {
    const platform = request.params["platformId"] ?? "";
    const verdict = verifyWebhook({
      headers: request.headers,
      rawBody: request.rawBody,
      keys: await keysOf(services, platform),
      now: services.clock.wall(),
    });
    if (request.rawBody.length > bodyLimit) return problem("too-large");
    if (verdict.kind === "invalid") return problem("bad-signature");
    if (verdict.kind === "stale") return problem("stale-timestamp");
    const json = readJson(request, bodyLimit);
    if (json.kind === "problem") return json;
    const answer = parseAs(Answer, json.value);
    if (answer.kind === "problem") return answer;
    const dangers = dangerErrors(json.value);
    if (dangers.length > 0) return problem("invalid-request", { errors: dangers });

    const found = await services.cases.read(answer.value.data.caseId);
    if (found?.case.platform !== platform) return problem("not-found");
    const recorded = await recordAnswer(services, {
      answer: answer.value,
      found,
      identified: "webhook",
      webhookId: verdict.id,
      body: sha256(request.rawBody),
      receivedAt: request.receivedAt,
      evidence: signedEvidence(request),
    });
    switch (recorded.kind) {
      case "recorded":
        return ok(recorded.answer);
      case "refused":
        return refusedAnswer(recorded);
      case "reused":
        return problem("webhook-id-reused");
      case "unavailable":
        return problem("unavailable");
    }
  };
}

/** The answer as it was received, with what it was signed with. */
function signedEvidence(request: HttpRequest): object {
  return {
    headers: Object.fromEntries(
      ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, soleHeader(request, name) ?? ""]),
    ),
    body: request.rawBody.toString("utf8"),
  };
}

async function keysOf({ directory, secrets }: ReceiveServices, platform: string): Promise<WebhookKey[]> {
  const entry = /^[a-z][a-z0-9-]{1,62}$/.test(platform) ? await directory.platform(platform) : undefined;
  return Promise.all(
    (entry?.keys ?? []).map(async (key) =>
      key.kind === "hmac" ? { kind: key.kind, secret: await secrets.read(key.secretRef) } : key,
    ),
  );
}
