import { createHmac, randomUUID } from "node:crypto";
import * as z from "zod";
import { developmentSecret } from "../../local/directory/development-secrets.ts";
import { CaseId } from "../../core/contract/ids.ts";
import type { Duration } from "../../core/contract/duration.ts";
import { acknowledged, removed, type PlatformAnswer } from "../support/e2e-answer.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import type { HttpClient } from "./http-client.ts";
import type { RuntimeProcess } from "./runtime-process.ts";

/** The platform that every case is about. */
export const platform = "shein";

/** A case that was opened. */
export type OpenedCase = { caseId: CaseId; digest: string; items: { itemId: string }[] };

const Opened = z.object({
  cases: z.tuple([z.object({ caseId: CaseId, digest: z.string(), items: z.array(z.object({ itemId: z.string() })) })]),
});

/** Who opens cases: an access token of an authority. */
export type Authority = { token: string };

/**
 * An authority that is told nothing by webhook, so that an answer costs no message: registered through the API, as a
 * deployment does.
 */
export async function quietAuthority({ url, tokenOf }: RuntimeProcess, client: HttpClient): Promise<Authority> {
  const authority = {
    id: "bench-office",
    name: { fr: "Autorité d'essai", en: "Trial authority" },
    state: "FR",
    kinds: ["administrative"],
    instruments: ["order", "report"],
  };
  const headers = { authorization: `Bearer ${await tokenOf("administrator")}`, "content-type": "application/json" };
  const ask = async (method: "POST" | "PUT", path: string, body: object) => {
    const { status, text } = await client.send({ method, url: `${url}${path}`, headers, body: JSON.stringify(body) });
    if (status >= 300) throw new Error(`${path} → ${status}: ${text}`);
  };
  await ask("POST", "/v1/authorities", authority);
  await ask("PUT", "/v1/clients/new-authority", { speaksFor: { kind: "authority", id: authority.id } });
  return { token: await tokenOf("new-authority") };
}

/** The periods of a notice. */
export type Within = { acknowledge: Duration; act: Duration };

/** Periods that no bench outlasts. */
const longPeriods = { acknowledge: "PT24H" as Duration, act: "PT48H" as Duration };

/** Opens a case of one item at the platform. @throws when it is not accepted. */
export async function openCase(
  { url }: RuntimeProcess,
  client: HttpClient,
  { token }: Authority,
  { acknowledge, act }: Within = longPeriods,
): Promise<OpenedCase> {
  const notice = sandboxNotice({ on: [platform], acknowledgeWithin: acknowledge, actWithin: act });
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "idempotency-key": randomUUID(),
  };
  const { status, text } = await client.send({
    method: "POST",
    url: `${url}/v1/notices`,
    headers,
    body: JSON.stringify(notice),
  });
  if (status !== 202) throw new Error(`not accepted: ${status} ${text}`);
  return Opened.parse(JSON.parse(text)).cases[0];
}

/** What the platform says of a case. */
export type Said = "acknowledged" | "removed";

/** Gives the platform's answer, really signed. @throws when it is not accepted. */
export async function answerCase(
  { url }: RuntimeProcess,
  client: HttpClient,
  opened: OpenedCase,
  said: Said,
): Promise<void> {
  const answer = said === "acknowledged" ? acknowledged(opened) : removed(opened, opened.items);
  const { status, text } = await client.send({
    method: "POST",
    url: `${url}/v1/platforms/${platform}/webhook`,
    ...signed(answer),
  });
  if (status !== 200) throw new Error(`not accepted: ${status} ${text}`);
}

const key = Buffer.from(developmentSecret("from", platform).replace("whsec_", ""), "base64");

/** Standard Webhooks by the platform's own means: the published library would take more time than what it measures. */
function signed(answer: PlatformAnswer): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify(answer);
  const id = randomUUID();
  const timestamp = `${Math.floor(Date.now() / 1_000)}`;
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    },
    body,
  };
}
