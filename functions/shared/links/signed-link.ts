import { createHmac, timingSafeEqual } from "node:crypto";
import type { CaseId, Digest } from "../../../core/contract/ids.ts";
import { epochOf, instantOf, type Instant } from "../../../core/contract/instant.ts";

/** What a link is good for: to read an act, or to answer it. One never does for the other. */
export type LinkPurpose = "acts" | "answers";

/** Where a link leads, and how long. Whoever has it needs nothing else. */
export type Link = {
  purpose: LinkPurpose;
  caseId: CaseId;
  /** Digest of the served notice that the message with the link was about. */
  digest: Digest;
  /** `linkEpoch` of the case when the link was made: once the authority has raised that, it leads nowhere. */
  epoch: number;
  /** Seconds since 1970-01-01T00:00Z on the legal clock. */
  expires: number;
};

/** What links are made with. `publicUrl`: origin of our own API, without a final slash. */
export type LinkMaker = { publicUrl: string; secret: string };

/** The address of a link. */
export function addressOf(link: Link, { publicUrl, secret }: LinkMaker): string {
  return `${publicUrl}/v1/${link.purpose}/${link.caseId}?${queryOf(link, signatureOf(link, secret))}`;
}

/** The query of a link, without the question mark. */
export function queryOf({ digest, epoch, expires }: Link, signature: string): string {
  return new URLSearchParams({ digest, epoch: String(epoch), expires: String(expires), signature }).toString();
}

/** The instant at which a link ends. */
export function expiryOf({ expires }: Link): Instant {
  return instantOf(expires * 1_000);
}

/** Whether a link was made here, as it stands, and has not ended. Whether it was revoked, its case knows. */
export function judgeLink(
  link: Link,
  { signature, secret, now }: { signature: string; secret: string; now: Instant },
): "good" | "bad-link" | "link-expired" {
  if (!isOurs(link, signature, secret)) return "bad-link";
  return epochOf(now) >= link.expires * 1_000 ? "link-expired" : "good";
}

function isOurs(link: Link, signature: string, secret: string): boolean {
  const expected = Buffer.from(signatureOf(link, secret));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** HMAC-SHA256 (RFC 2104), base64url. No part can hold the dot that separates it from the next. */
function signatureOf({ purpose, caseId, digest, epoch, expires }: Link, secret: string): string {
  return createHmac("sha256", secret).update(`${purpose}.${caseId}.${digest}.${epoch}.${expires}`).digest("base64url");
}
