import { createHmac, timingSafeEqual } from "node:crypto";
import type { ActLinks } from "../../../core/contract/outgoing-webhook.ts";
import type { CaseId, Digest } from "../../../core/contract/ids.ts";
import { epochOf, instantOf, type Instant } from "../../../core/contract/instant.ts";

/** The act that a link leads to, and until when, in seconds since 1970-01-01T00:00Z on the legal clock. */
export type LinkedAct = { caseId: CaseId; digest: Digest; expires: number };

const thirtyDays = 30 * 86_400;

/** Links to an act, for whoever is sent it: they open it without a token, for thirty days. */
export function linksTo(
  act: Omit<LinkedAct, "expires">,
  { publicUrl, secret, now }: { publicUrl: string; secret: string; now: Instant },
): ActLinks {
  const expires = Math.floor(epochOf(now) / 1_000) + thirtyDays;
  const { caseId, digest } = act;
  const signature = signatureOf({ caseId, digest, expires }, secret);
  const query = new URLSearchParams({ digest, expires: String(expires), signature }).toString();
  const html = `${publicUrl}/v1/acts/${caseId}?${query}`;
  return { html, pdf: `${html}&format=pdf`, expiresAt: instantOf(expires * 1_000) };
}

/** Whether a link was made here, and as it stands. */
export function isOurLink(act: LinkedAct, signature: string, secret: string): boolean {
  const expected = Buffer.from(signatureOf(act, secret));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** HMAC-SHA256 (RFC 2104), base64url. */
function signatureOf({ caseId, digest, expires }: LinkedAct, secret: string): string {
  return createHmac("sha256", secret).update(`${caseId}.${digest}.${expires}`).digest("base64url");
}
