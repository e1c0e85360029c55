import { makeActOnCase } from "../../functions/act-on-case/handler.ts";
import { makeReceiveAnswer, type ReceiveServices } from "../../functions/receive-answer/handler.ts";
import { tombstones } from "../../functions/shared/dynamo/tombstones.ts";
import type { HttpRequest } from "../../functions/shared/http/http-request.ts";
import type { Outcome } from "../../functions/shared/http/outcome.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { signWebhook } from "../../functions/shared/webhooks/sign.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import type { AnswerType } from "../../core/contract/answer-type.ts";

/** What the platform of these tests signs with. */
export const platformSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

/** The two sides of a case, speaking through the handlers of the API. */
export function partiesOf(services: ReceiveServices) {
  const receiveAnswer = makeReceiveAnswer(services);
  const acts = makeActOnCase({ ...services, tombstones: tombstones(services.table) });

  const requestOf = (parts: Pick<HttpRequest, "params" | "headers" | "caller">, body: string): HttpRequest => ({
    requestId: systemChance.id("req"),
    language: "en",
    receivedAt: services.clock.now(),
    query: {},
    rawBody: Buffer.from(body),
    ...parts,
    headers: { "content-type": ["application/json"], ...parts.headers },
  });

  /** The platform answers; of every item, where it took action. The same `webhookId` with the same words is a repeat. */
  async function answer(
    caseId: CaseId,
    type: AnswerType,
    { webhookId = systemChance.id("wh") }: { webhookId?: string } = {},
  ): Promise<Outcome> {
    const found = (await services.cases.read(caseId))?.case;
    if (found === undefined) throw new Error("no such case");
    const items = found.items.map(({ itemId }) => ({ itemId, outcome: "removed" }));
    const named = { caseId, version: found.noticeVersion, digest: found.digest };
    const body = JSON.stringify({
      type: `notice.${type}`,
      data: { ...named, ...(type === "action_taken" && { items }) },
    });
    const timestamp = Math.floor(services.clock.wall() / 1_000);
    const signed = signWebhook({ id: webhookId, timestamp, body, secrets: [platformSecret] });
    const headers = Object.fromEntries(Object.entries(signed).map(([name, value]) => [name, [value]]));
    return receiveAnswer(requestOf({ params: { platformId: found.platform }, headers, caller: undefined }, body));
  }

  /** An officer of the case's authority acts. */
  async function act(
    caseId: CaseId,
    name: keyof typeof acts,
    more: { step?: string; decision?: "sign" | "drop" } = {},
  ): Promise<Outcome> {
    const found = (await services.cases.read(caseId))?.case;
    if (found === undefined) throw new Error("no such case");
    const { step, ...decision } = more;
    const body = JSON.stringify({ by: { id: "officer-1", name: "A. Martin" }, reason: "A test.", ...decision });
    const caller = { kind: "authority", id: found.authority } as const;
    const params = { caseId, ...(step !== undefined && { step }) };
    return acts[name](requestOf({ params, headers: {}, caller }, body));
  }

  return { answer, act };
}
