import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Digest } from "../../core/contract/ids.ts";

/** The canonical text of a JSON value (RFC 8785). */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("only JSON values have a canonical form");
  return text;
}

/** `sha-256:…` over the canonical text of a JSON value. */
export function digestOf(value: unknown): Digest {
  return `sha-256:${sha256(canonicalJson(value))}`;
}

/** SHA-256 of a text or of bytes, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
