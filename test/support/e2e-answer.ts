import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type * as z from "zod";
import type { Answer } from "../../core/contract/answer.ts";
import { developmentSecret } from "../../local/directory/development-secrets.ts";

/** What a platform sends. */
export type PlatformAnswer = z.input<typeof Answer>;

/** How an answer is signed, where not as it should be. */
export type Signing = {
  /** The `webhook-id`. */
  id?: string;
  /** `whsec_…`; the platform's own by default. */
  secret?: string;
  /** The `webhook-timestamp`. */
  at?: Date;
  /** What is signed, where it is not what is sent. */
  signed?: string;
};

/** What an answer has to name of the notice it answers. */
export type Named = { caseId: string; digest: string };

/** A platform's answer with its Standard Webhooks headers, made by the published library. */
export function signedAnswer(platform: string, said: PlatformAnswer | string, signing: Signing = {}) {
  const { id = `answer-${randomUUID()}`, secret = developmentSecret("from", platform), at = new Date() } = signing;
  const body = typeof said === "string" ? said : JSON.stringify(said);
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": `${Math.floor(at.getTime() / 1_000)}`,
    "webhook-signature": new Webhook(secret).sign(id, at, signing.signed ?? body),
  };
  return { headers, body };
}

/** The platform has taken charge. */
export function acknowledged({ caseId, digest }: Named): PlatformAnswer {
  return { type: "notice.acknowledged", data: named(caseId, digest) };
}

/** The platform has removed every one of these items. */
export function removed(
  { caseId, digest }: Named,
  items: readonly { itemId: string }[],
  measuredAt?: string,
): PlatformAnswer {
  const reports = items.map(({ itemId }) => ({
    itemId: itemId as `itm_${string}`,
    outcome: "removed" as const,
    ...(measuredAt !== undefined && { measuredAt }),
  }));
  return { type: "notice.action_taken", data: { ...named(caseId, digest), items: reports } };
}

/** The platform has put everything back. */
export function restored({ caseId, digest }: Named): PlatformAnswer {
  return { type: "notice.restored", data: named(caseId, digest) };
}

/** The platform will not act. */
export function refused({ caseId, digest }: Named): PlatformAnswer {
  return { type: "notice.refused", data: { ...named(caseId, digest), reason: "not_illegal" } };
}

function named(caseId: string, digest: string) {
  return { caseId: caseId as `case_${string}`, version: 1, digest: digest as `sha-256:${string}` };
}
