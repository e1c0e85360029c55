import * as z from "zod";
import { CaseEvent } from "../../../core/case/events.ts";
import { Digest, type CaseId } from "../../../core/contract/ids.ts";
import { digestOf } from "../digest.ts";
import { eventKey } from "./keys.ts";

/** The hash that the first event of every case follows. */
export const chainStart: Digest = `sha-256:${"0".repeat(64)}`;

/** An event in its place in the record: hashed together with its predecessor's hash. */
export type ChainedEvent = { sequence: number; event: CaseEvent; previousHash: Digest; hash: Digest };

/** Chains events on after `head`; the first gets the number `from`. */
export function chain(events: readonly CaseEvent[], head: Digest, from: number): ChainedEvent[] {
  let previousHash = head;
  return events.map((event, index) => {
    const sequence = from + index;
    // Through JSON once, so that what is hashed is what is stored: no key without a value.
    const plain = CaseEvent.parse(JSON.parse(JSON.stringify(event)));
    const chained = { sequence, event: plain, previousHash, hash: hashOf(sequence, plain, previousHash) };
    previousHash = chained.hash;
    return chained;
  });
}

/** SHA-256 over the canonical JSON of an event, its number and its predecessor's hash. */
function hashOf(sequence: number, event: CaseEvent, previousHash: Digest): Digest {
  return digestOf({ sequence, previousHash, ...event });
}

const EventItem = z.object({
  sequence: z.int().positive(),
  event: CaseEvent,
  /** Absent in the first event, which follows the start of every chain. */
  previousHash: Digest.default(chainStart),
  hash: Digest,
});

/** The item of an event. */
export function eventItem(caseId: CaseId, chained: ChainedEvent): Record<string, unknown> {
  const { previousHash, ...rest } = chained;
  return { ...eventKey(caseId, chained.sequence), ...rest, ...(previousHash !== chainStart && { previousHash }) };
}

/** Reads an event from its item. @throws when the item is not one. */
export function eventOf(item: unknown): ChainedEvent {
  return EventItem.parse(item);
}
