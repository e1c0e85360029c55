import { Webhook } from "standardwebhooks";
import { secretBytes } from "./keys.ts";

/** The three headers of Standard Webhooks. */
type WebhookHeaders = {
  /** The message, the same over all its attempts. */
  "webhook-id": string;
  /** The attempt, in seconds since 1970-01-01T00:00Z. */
  "webhook-timestamp": string;
  /** `v1,<base64>`, one per secret, separated by spaces. */
  "webhook-signature": string;
};

/** What is to be signed. */
type Unsigned = {
  /** `webhook-id`; without full stop, which separates the signed parts. */
  id: string;
  /** Instant of the attempt on the wall clock, in whole seconds since 1970-01-01T00:00Z. */
  timestamp: number;
  /** Exactly the text that will be sent, as UTF-8. */
  body: string;
  /** `whsec_…`; more than one during a rotation: the receiver accepts any of them. */
  secrets: readonly string[];
};

/**
 * Signs one attempt (HMAC-SHA256 over `{id}.{timestamp}.{body}`).
 * Throws when there is no secret or a malformed one: nothing leaves unsigned.
 */
export function signWebhook({ id, timestamp, body, secrets }: Unsigned): WebhookHeaders {
  if (secrets.length === 0) throw new Error("A webhook needs at least one secret to be signed with.");
  if (!secrets.every(secretBytes)) throw new Error("A webhook secret is `whsec_` and base64 of 24 to 64 bytes.");

  const attemptedAt = new Date(timestamp * 1_000);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, attemptedAt, body)).join(" "),
  };
}
