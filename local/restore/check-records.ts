import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import * as z from "zod";

/** The records of a table: the head of each case's chain, and whatever is wrong with one. */
export type Records = {
  /** Hash of the last event, by case. */
  heads: ReadonlyMap<string, string>;
  /** Hash of every event. */
  hashes: ReadonlySet<string>;
  faults: readonly string[];
};

const CaseItem = z.object({
  pk: z.string(),
  sk: z.literal("CASE"),
  head: z.string(),
  version: z.int(),
});

/** What the first event of every record follows; it does not say so itself. */
const chainStart = `sha-256:${"0".repeat(64)}`;

const EventItem = z.object({
  pk: z.string(),
  sk: z.string().startsWith("EVENT#"),
  sequence: z.int(),
  previousHash: z.string().default(chainStart),
  hash: z.string(),
  event: z.record(z.string(), z.unknown()),
});
type EventItem = z.infer<typeof EventItem>;

/**
 * Verifies the record of every case from its items alone: events numbered without a gap, each hashed together with the
 * one before it (SHA-256 over RFC 8785 canonical JSON), the last one the head that its case names. Written apart from
 * the code that makes the chain, as an auditor would.
 */
export function checkRecords(items: readonly unknown[]): Records {
  const cases = items.flatMap((item) => CaseItem.safeParse(item).data ?? []);
  const events = Map.groupBy(
    items.flatMap((item) => EventItem.safeParse(item).data ?? []),
    ({ pk }) => pk,
  );
  const known = new Set(cases.map(({ pk }) => pk));
  const orphans = [...events.keys()].filter((pk) => !known.has(pk)).map((pk) => `${pk}: events without a case`);
  const faults = cases.flatMap(({ pk, head, version }) => {
    const record = (events.get(pk) ?? []).toSorted((one, other) => (one.sk < other.sk ? -1 : 1));
    const endsAtHead = (record.at(-1)?.hash ?? chainStart) === head && record.length === version;
    return [...faultsOf(pk, record), ...(endsAtHead ? [] : [`${pk}: the record does not end at the head of the case`])];
  });
  return {
    heads: new Map(cases.map(({ pk, head }) => [pk, head])),
    hashes: new Set([...events.values()].flat().map(({ hash }) => hash)),
    faults: [...faults, ...orphans],
  };
}

function faultsOf(pk: string, record: readonly EventItem[]): string[] {
  let head = chainStart;
  return record.flatMap(({ sequence, previousHash, hash, event }, index) => {
    const follows = sequence === index + 1 && previousHash === head;
    const isWhatWasHashed = digestOf({ sequence, previousHash, ...event }) === hash;
    head = hash;
    return [
      ...(follows ? [] : [`${pk}: event ${index + 1} does not follow the one before it`]),
      ...(isWhatWasHashed ? [] : [`${pk}: event ${index + 1} is not what was hashed`]),
    ];
  });
}

function digestOf(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("an object has a canonical text");
  return `sha-256:${createHash("sha256").update(text).digest("hex")}`;
}
