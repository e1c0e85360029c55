import { deflateRawSync, inflateRawSync } from "node:zlib";

/** For a kilobyte or two, not for megabytes: what is to be set up and cleared for each costs more than the packing. */
const small = { windowBits: 12, memLevel: 5, chunkSize: 2_048 };

/**
 * A value as an attribute of few bytes: JSON, deflated (RFC 1951). DynamoDB charges writes by the kilobyte, and a map is
 * charged for every name in it (docs/adr/0023).
 */
export function packed(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value), small);
}

/** Reads a packed value back. @throws when it is not one: a broken store. */
export function unpacked(bytes: Uint8Array): unknown {
  return JSON.parse(inflateRawSync(bytes, { chunkSize: 4_096 }).toString());
}
