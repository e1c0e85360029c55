import { createHmac, timingSafeEqual, verify as verifyEd25519 } from "node:crypto";
import { ed25519PublicKey, secretBytes, strictBase64 } from "./keys.ts";

/** A key that a sender may have signed with. */
export type WebhookKey =
  /** Shared secret `whsec_…`, for `v1`. */
  | { kind: "hmac"; secret: string }
  /** ed25519 public key `whpk_…`, for `v1a`. */
  | { kind: "ed25519"; publicKey: string };

/** A request as it arrived. */
export type ReceivedWebhook = {
  /** Names in any case; a header that was sent more than once has a list of values. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body before anything parsed it; a text stands for its UTF-8 bytes. */
  rawBody: Uint8Array | string;
  /** Every key the sender may use now: two of a kind during a rotation. */
  keys: readonly WebhookKey[];
  /** Wall clock, milliseconds since 1970-01-01T00:00Z. */
  now: number;
};

/** What a signature is worth. `id` and `timestamp` (epoch seconds) are told only when the sender really signed them. */
export type WebhookVerdict =
  | { kind: "verified"; id: string; timestamp: number }
  /** Rightly signed, but more than 5 minutes from `now`, on either side. */
  | { kind: "stale"; id: string; timestamp: number }
  | { kind: "invalid" };

const toleranceSeconds = 5 * 60;

/** A rotation needs two; the bound keeps a header full of signatures from costing an ed25519 check each. */
const mostSignatures = 10;

/** Visible ASCII without full stop, which separates the signed parts; bounded, since it becomes a key of the store. */
const wellFormedId = /^(?!.*\.)[\x21-\x7e]{1,128}$/;

/** Canonical decimal, so that the number acted on is the text that was signed. */
const wellFormedTimestamp = /^(?:0|[1-9]\d{0,14})$/;

/**
 * Verifies a Standard Webhooks signature, `v1` (HMAC-SHA256) or `v1a` (ed25519), over the raw bytes. Never throws: whatever
 * is missing, repeated or malformed, a key included, is `invalid`.
 * It does not use the `standardwebhooks` library, which reads the system clock and decodes the body to text first, so
 * that different invalid UTF-8 bodies would pass for each other.
 */
export function verifyWebhook({ headers, rawBody, keys, now }: ReceivedWebhook): WebhookVerdict {
  const id = soleValue(headers, "webhook-id");
  const timestampText = soleValue(headers, "webhook-timestamp");
  const signatures = signaturesIn(soleValue(headers, "webhook-signature") ?? "");
  if (id === undefined || !wellFormedId.test(id)) return { kind: "invalid" };
  if (timestampText === undefined || !wellFormedTimestamp.test(timestampText)) return { kind: "invalid" };

  const signed = Buffer.concat([Buffer.from(`${id}.${timestampText}.`), Buffer.from(rawBody)]);
  if (!keys.some((key) => matchesAny(key, signed, signatures))) return { kind: "invalid" };

  const timestamp = Number(timestampText);
  // Whole seconds, as the library counts: both ends then agree on the last second.
  const apart = Math.abs(Math.floor(now / 1_000) - timestamp);
  return { kind: apart > toleranceSeconds ? "stale" : "verified", id, timestamp };
}

type Signature = { scheme: "v1" | "v1a"; bytes: Buffer };

/** `v1,<base64> v1a,<base64> …`; versions we do not know and malformed entries are passed over. */
function signaturesIn(header: string): Signature[] {
  const read = header.split(" ").flatMap((entry): Signature[] => {
    const [, scheme, base64] = /^(v1a?),(.+)$/.exec(entry) ?? [];
    const bytes = strictBase64(base64 ?? "");
    return bytes && (scheme === "v1" || scheme === "v1a") ? [{ scheme, bytes }] : [];
  });
  return read.slice(0, mostSignatures);
}

function matchesAny(key: WebhookKey, signed: Buffer, signatures: readonly Signature[]): boolean {
  switch (key.kind) {
    case "hmac": {
      const secret = secretBytes(key.secret);
      if (!secret) return false;
      const expected = createHmac("sha256", secret).update(signed).digest();
      return signatures.some(({ scheme, bytes }) => scheme === "v1" && equalInConstantTime(bytes, expected));
    }
    case "ed25519": {
      const publicKey = ed25519PublicKey(key.publicKey);
      if (!publicKey) return false;
      return signatures.some(({ scheme, bytes }) => scheme === "v1a" && verifyEd25519(null, signed, publicKey, bytes));
    }
  }
}

function equalInConstantTime(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The value of a header that was sent exactly once. */
function soleValue(headers: ReceivedWebhook["headers"], name: string): string | undefined {
  const values = Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value ?? []);
  return values.length === 1 ? values[0] : undefined;
}
