import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type * as z from "zod";
import type { EventView } from "../../core/contract/api.ts";

/** `sha-256:…` over the canonical text (RFC 8785) of a JSON value, worked out apart from the product's own code. */
export function digestOfJson(value: unknown): string {
  return `sha-256:${createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex")}`;
}

/** What is wrong with a record: a gap in its numbers, or an event that does not follow the one before it. */
export function faultsOfChain(record: readonly z.infer<typeof EventView>[]): string[] {
  let head = `sha-256:${"0".repeat(64)}`;
  return record.flatMap(({ eventId, hash, ...hashed }, index) => {
    const faults = [
      ...(hashed.sequence === index + 1 ? [] : [`${eventId} is number ${index + 1}`]),
      ...(hashed.previousHash === head ? [] : [`${eventId} does not follow the one before it`]),
      ...(digestOfJson(hashed) === hash ? [] : [`${eventId} is not what was hashed`]),
    ];
    head = hash;
    return faults;
  });
}
