import * as z from "zod";
import { clocksView } from "../../core/case/clock-view.ts";
import { statusOf } from "../../core/case/status.ts";
import type { ReceiveAnswer } from "../../core/case/commands.ts";
import type { CaseEvent } from "../../core/case/events.ts";
import type { Case } from "../../core/case/state.ts";
import { Answer } from "../../core/contract/answer.ts";
import { AnswerType } from "../../core/contract/answer-type.ts";
import { AnswerAccepted } from "../../core/contract/api.ts";
import type { CaseId, Digest } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import { bodyLimit } from "../../core/contract/route.ts";
import type { CaseServices } from "../shared/cases/case-services.ts";
import { commit } from "../shared/cases/commit.ts";
import { startIfReopened, tell } from "../shared/cases/tell.ts";
import { digestOf, sha256 } from "../shared/digest.ts";
import { readGuard } from "../shared/dynamo/guard.ts";
import { receivedKey } from "../shared/dynamo/keys.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import type { Table } from "../shared/dynamo/client.ts";
import type { DirectoryStore } from "../shared/dynamo/directory-store.ts";
import { dangerErrors } from "../shared/http/danger-errors.ts";
import { soleHeader, type HttpRequest } from "../shared/http/http-request.ts";
import { parseAs, readJson } from "../shared/http/json-body.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { refusalProblem } from "../shared/http/refusals.ts";
import type { Secrets } from "../shared/secrets.ts";
import { verifyWebhook, type WebhookKey } from "../shared/webhooks/verify.ts";

/** What receiving works with. */
export type ReceiveServices = CaseServices & {
  directory: Pick<DirectoryStore, "read" | "authority" | "platform">;
  secrets: Secrets;
  table: Table;
};

/** What is remembered of a `webhook-id`, to answer a repeat with the same words. */
const Received = z.object({ body: z.string(), answer: AnswerAccepted });

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

    const { caseId } = answer.value.data;
    const found = await services.cases.read(caseId);
    if (found?.case.platform !== platform) return problem("not-found");
    return record(services, request, answer.value, { platform, caseId, webhookId: verdict.id, found });
  };
}

/** Who says it, under which id, and the case as it was found. */
type Sender = { platform: string; caseId: CaseId; webhookId: string; found: StoredCase };

async function record(
  services: ReceiveServices,
  request: HttpRequest,
  answer: Answer,
  sender: Sender,
): Promise<Outcome> {
  const { caseId, platform, webhookId, found } = sender;
  const document = await keep(services, request, caseId);
  const body = sha256(request.rawBody);
  const outcome = await commit(services, caseId, commandOf(answer, webhookId, request.receivedAt, document), {
    known: found,
    guards: (after, events) => [
      {
        name: "received",
        key: receivedKey(platform, webhookId),
        content: { body, answer: answerOf(after, events) },
      },
    ],
  });
  switch (outcome.kind) {
    case "committed":
      await startIfReopened(services, outcome.before, outcome.record);
      await tell(services, outcome.record);
      return ok(answerOf(outcome.record.case, outcome.events));
    case "guarded":
      return (await repeated(services, sender, body)) ?? problem("unavailable");
    case "refused":
      return (await repeated(services, sender, body)) ?? refusalProblem(outcome);
    case "version_changed":
      throw new Error("an answer expects no version");
  }
}

/** The answer as it was received, with what it was signed with: the evidence of who said what. */
async function keep(services: ReceiveServices, request: HttpRequest, caseId: CaseId): Promise<Digest> {
  const content = {
    nonce: services.chance.nonce(),
    receivedAt: request.receivedAt,
    headers: Object.fromEntries(
      ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, soleHeader(request, name) ?? ""]),
    ),
    body: request.rawBody.toString("utf8"),
  };
  const digest = digestOf(content);
  await services.cases.putDocument(caseId, digest, content);
  return digest;
}

function commandOf(answer: Answer, webhookId: string, receivedAt: Instant, document: Digest): ReceiveAnswer {
  const { data } = answer;
  return {
    type: "receive_answer",
    answer: AnswerType.parse(answer.type.slice("notice.".length)),
    webhookId,
    receivedAt,
    noticeVersion: data.version,
    digest: data.digest,
    document,
    ...("reason" in data && { reason: data.reason }),
    ...concernedBy(answer),
    ...(answer.type === "notice.action_taken" && {
      items: answer.data.items.map(({ itemId, outcome, measuredAt }) => ({ itemId, outcome, measuredAt })),
    }),
  };
}

function answerOf(kase: Case, events: readonly CaseEvent[]): AnswerAccepted {
  const late = events.some((event) => event.type === "answer.received" && event.data.late);
  // In the order of the schema, as it is read back for a repeat: the same words, to the letter.
  return AnswerAccepted.parse({ accepted: true, status: statusOf(kase), late, clocks: clocksView(kase) });
}

/** The items that an answer without measures names. */
function concernedBy(answer: Answer): Pick<ReceiveAnswer, "concerned"> {
  if (answer.type === "notice.action_taken" || answer.type === "notice.acknowledged") return {};
  return answer.data.items === undefined ? {} : { concerned: answer.data.items };
}

/** The answer to a `webhook-id` that was accepted before; the machine is told again, which is harmless. */
async function repeated(
  services: ReceiveServices,
  { platform, webhookId, caseId }: Sender,
  body: string,
): Promise<Outcome | undefined> {
  const item = await readGuard(services.table, receivedKey(platform, webhookId), services.clock.wall());
  if (item === undefined) return undefined;
  const received = Received.parse(item);
  if (received.body !== body) return problem("webhook-id-reused");
  const found = await services.cases.read(caseId);
  if (found !== undefined) await tell(services, found);
  return ok(received.answer);
}

async function keysOf({ directory, secrets }: ReceiveServices, platform: string): Promise<WebhookKey[]> {
  const entry = /^[a-z][a-z0-9-]{1,62}$/.test(platform) ? await directory.platform(platform) : undefined;
  return Promise.all(
    (entry?.keys ?? []).map(async (key) =>
      key.kind === "hmac" ? { kind: key.kind, secret: await secrets.read(key.secretRef) } : key,
    ),
  );
}
