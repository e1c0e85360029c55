import { randomBytes } from "node:crypto";
import { v7 } from "uuid";

/** A new identifier: a prefix and a UUIDv7 (RFC 9562), which sorts by the moment it was made. */
export function newId<P extends string>(prefix: P): `${P}_${string}` {
  return `${prefix}_${v7()}`;
}

/** 128 random bits, base64url. */
export function newNonce(): string {
  return randomBytes(16).toString("base64url");
}
