import { createPublicKey, type KeyObject } from "node:crypto";

/**
 * The bytes of a shared secret: `whsec_` and base64 of 24 to 64 bytes (Standard Webhooks, "Signature scheme").
 * Undefined when it is anything else.
 */
export function secretBytes(secret: string): Buffer | undefined {
  const bytes = afterPrefix("whsec_", secret);
  return bytes && bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined;
}

/** The ed25519 public key written `whpk_` and base64 of its 32 bytes (RFC 8032); undefined when it is anything else. */
export function ed25519PublicKey(text: string): KeyObject | undefined {
  const bytes = afterPrefix("whpk_", text);
  if (bytes?.length !== 32) return undefined;
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: bytes.toString("base64url") }, format: "jwk" });
}

/** Bytes of padded standard base64 (RFC 4648 §4); undefined for any other text, which Node would read as best it can. */
export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return text !== "" && bytes.toString("base64") === text ? bytes : undefined;
}

function afterPrefix(prefix: string, text: string): Buffer | undefined {
  return text.startsWith(prefix) ? strictBase64(text.slice(prefix.length)) : undefined;
}
