import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import type { Answered, SimulatedPlatform } from "./parties.ts";
import type { Reply } from "./play-platform.ts";

const mostTries = 6;
/** Wall milliseconds before the second try; doubled for each further one: 6 s in all. */
const firstPause = 200;

/**
 * Posts a platform's answer as a signed Standard Webhook. Outages are tried again, with the same `webhook-id` and a new
 * signature; a refusal is not (docs/webhooks).
 */
export async function postAnswer(
  { url, answer }: Reply,
  platform: SimulatedPlatform,
  signal: AbortSignal,
): Promise<Answered> {
  const about = { kind: "answered", platform: platform.id, caseId: answer.data.caseId } as const;
  const id = `${platform.id}-${randomUUID()}`;
  const body = JSON.stringify(answer);
  let status: number | undefined;
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    status = await tryOnce(url, { ...signed(id, body, platform.secretToUs), body, signal });
    if (status !== undefined && status < 300) return { ...about, outcome: "accepted", status };
    if (status !== undefined && status < 500 && status !== 429) return { ...about, outcome: "refused", status };
    if (attempt < mostTries) await pauseUnlessAborted(firstPause * 2 ** (attempt - 1), signal);
    if (signal.aborted) break;
  }
  return { ...about, outcome: "unreachable", ...(status !== undefined && { status }) };
}

function signed(id: string, body: string, secret: string) {
  const now = new Date();
  return {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
      "webhook-signature": new Webhook(secret).sign(id, now, body),
    },
  };
}

async function tryOnce(url: string, request: RequestInit): Promise<number | undefined> {
  try {
    const response = await fetch(url, request);
    await response.body?.cancel();
    return response.status;
  } catch {
    // fetch rejects for no other reason than that there is no answer.
    return undefined;
  }
}

async function pauseUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  // An aborted pause rejects; the caller asks the signal itself.
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}
