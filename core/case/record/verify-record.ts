import { isOverdue, type ClosureRule } from "../../law/retention.ts";
import { Instant } from "../../contract/instant.ts";
import { fieldsUnlikeEvents } from "./verify-snapshot.ts";

/** What a tombstone says: when the content went, and under which rule. As it stands in the store: it may be forged. */
export type Erasure = { erasedAt: string; rule: string };

/** What the store holds of the case itself; `erased`: nothing but this is left of it. */
export type RecordedHead = {
  /** Hash of the last event. */
  head: string;
  /** Number of events. */
  version: number;
  /** As a tombstone says it; of a case that is not erased, its events tell. */
  closedAt?: string | undefined;
  erased?: Erasure | undefined;
  /** Of an erased case: how many documents it had. Absent where that was not counted. */
  documents?: number | undefined;
  /** The case as its snapshot has it, which everything but the record is answered from; absent of an erased one. */
  snapshot?: unknown;
  /** What lists show of the case, where it is not what the snapshot says: names of attributes. */
  listedOtherwise?: readonly string[];
};

/** What the store holds of an event: the event, or a tombstone in its place. Both at once is a forgery. */
export type RecordedEvent = {
  sequence: number;
  previousHash: string;
  hash: string;
  event?: Readonly<Record<string, unknown>> | undefined;
  erased?: Erasure | undefined;
};

/** What the store holds of a document, kept under the digest of what it was. */
export type RecordedDocument = {
  digest: string;
  content?: unknown;
  erased?: Erasure | undefined;
  /** Set where identifiers of sellers were replaced: `contentDigest` is that of what there is now. */
  pseudonymised?: { pseudonymisedAt: string; rule: string; contentDigest: string } | undefined;
};

/** Everything the store holds of one case. */
export type HeldRecord = {
  case: RecordedHead;
  /** In the order of their keys. */
  events: readonly RecordedEvent[];
  documents: readonly RecordedDocument[];
};

/** What can be wrong with a record. */
export type FaultCode =
  /** An event is not number so-and-so: one is missing, or in the wrong place. */
  | "out_of_sequence"
  /** An event does not name the hash of the one before it. */
  | "broken_link"
  /** An event is not what was hashed. */
  | "event_changed"
  /** There is neither an event nor a tombstone. */
  | "event_missing"
  /** The record does not end at the hash and the number that its case names. */
  | "head_differs"
  /** The snapshot of the case is not what its events make. */
  | "snapshot_differs"
  /** What lists show of the case is not what its snapshot says. */
  | "list_differs"
  /** A case is erased and has fewer documents than it had. */
  | "tombstones_missing"
  /** A document is not what its digest says, and no rule has changed it. */
  | "document_changed"
  /** An event names a document that is neither there nor erased. */
  | "document_missing"
  /** A tombstone with content beside it. */
  | "content_left"
  /** Something was erased or pseudonymised before its rule allowed it, or under a rule that does not do that. */
  | "not_due"
  /** A part is erased, the case is not. */
  | "erased_alone";

/** One fault, and where it is; `field`: of the case. */
export type RecordFault = { code: FaultCode; sequence?: number; document?: string; field?: string };

/**
 * `whole`: everything is there and is what was recorded. `pseudonymised_under_retention`: so is the chain, and documents
 * say that identifiers of sellers were replaced. `erased_in_part`: an erasure has begun and goes on at the next run; what is
 * left is whole. `erased_under_retention`: the chain is whole, its content is gone by rule. `broken`: see the faults.
 */
export type RecordVerdict =
  "whole" | "pseudonymised_under_retention" | "erased_in_part" | "erased_under_retention" | "broken";

/** What came of verifying a record. */
export type Verification = {
  verdict: RecordVerdict;
  /** Events and documents that were recomputed. */
  checked: number;
  /** Events and documents of which a tombstone is left. */
  erased: number;
  /** Documents that differ from their digest by rule. */
  pseudonymised: number;
  faults: RecordFault[];
};

/**
 * Verifies a record from what the store holds of it: each event is hashed together with its number and the hash before it
 * (SHA-256 over RFC 8785 canonical JSON), the last one is the head that the case names; each document is what its digest
 * says, or says itself by which rule it is not; the snapshot is what the events make, and lists show what it says.
 *
 * @param digestOf `sha-256:…` over the canonical JSON of a value.
 */
export function verifyRecord(record: HeldRecord, digestOf: (value: unknown) => string): Verification {
  const ofChain = faultsOfChain(record, digestOf);
  const faults = [
    ...ofChain,
    // Of a chain that is broken nothing can be made to compare with.
    ...(ofChain.length > 0 ? [] : faultsOfSnapshot(record, digestOf)),
    ...faultsOfDocuments(record, digestOf),
    ...(record.case.erased === undefined ? [] : faultsOfErasure(record.case.erased, record)),
    ...when(record.documents.length < (record.case.documents ?? 0), "tombstones_missing").map((code) => ({ code })),
  ];
  const parts = [...record.events, ...record.documents];
  const erased = parts.filter((part) => part.erased !== undefined).length;
  const pseudonymised = record.documents.filter((one) => one.pseudonymised !== undefined).length;
  const counts = { checked: parts.length - erased, erased, pseudonymised };
  return { verdict: faults.length > 0 ? "broken" : verdictOf(record, counts), ...counts, faults };
}

function verdictOf(record: HeldRecord, { checked, pseudonymised }: Pick<Verification, "checked" | "pseudonymised">) {
  if (record.case.erased !== undefined) return checked === 0 ? "erased_under_retention" : "erased_in_part";
  return pseudonymised > 0 ? "pseudonymised_under_retention" : "whole";
}

/** The hash that the first event follows. */
const chainStart = `sha-256:${"0".repeat(64)}`;

function faultsOfChain(record: HeldRecord, digestOf: (value: unknown) => string): RecordFault[] {
  let head = chainStart;
  const faults = record.events.flatMap((one, index) => {
    const codes = faultsOfEvent(one, { number: index + 1, head }, record, digestOf);
    head = one.hash;
    return codes.map((code): RecordFault => ({ code, sequence: index + 1 }));
  });
  const endsAtHead = head === record.case.head && record.events.length === record.case.version;
  return endsAtHead ? faults : [...faults, { code: "head_differs" }];
}

function faultsOfSnapshot(
  { case: { snapshot, listedOtherwise = [] }, events }: HeldRecord,
  digestOf: (value: unknown) => string,
): RecordFault[] {
  if (snapshot === undefined) return [];
  const made = events.map(({ event }) => event);
  return [
    ...fieldsUnlikeEvents(snapshot, made, digestOf).map((field): RecordFault => ({ code: "snapshot_differs", field })),
    ...listedOtherwise.map((field): RecordFault => ({ code: "list_differs", field })),
  ];
}

function faultsOfEvent(
  { sequence, previousHash, hash, event, erased }: RecordedEvent,
  place: { number: number; head: string },
  record: HeldRecord,
  digestOf: (value: unknown) => string,
): FaultCode[] {
  const isChanged = event !== undefined && digestOf({ sequence, previousHash, ...event }) !== hash;
  return [
    ...when(sequence !== place.number, "out_of_sequence"),
    ...when(previousHash !== place.head, "broken_link"),
    ...when(isChanged, "event_changed"),
    ...when(event === undefined && erased === undefined, "event_missing"),
    ...faultsOfTombstone(erased, event, record),
  ];
}

function faultsOfDocuments(record: HeldRecord, digestOf: (value: unknown) => string): RecordFault[] {
  const held = new Set(record.documents.map(({ digest }) => digest));
  const missing = record.events.flatMap(({ sequence, event }, index): RecordFault[] =>
    [...new Set(documentsNamedBy(event?.["data"]))]
      .filter((document) => !held.has(document))
      .map((document) => ({
        code: "document_missing",
        sequence: event === undefined ? index + 1 : sequence,
        document,
      })),
  );
  const faulty = record.documents.flatMap((one) =>
    faultsOfDocument(one, record, digestOf).map((code): RecordFault => ({ code, document: one.digest })),
  );
  return [...missing, ...faulty];
}

function faultsOfDocument(
  { digest, content, erased, pseudonymised }: RecordedDocument,
  record: HeldRecord,
  digestOf: (value: unknown) => string,
): FaultCode[] {
  const expected = pseudonymised?.contentDigest ?? digest;
  const isDue = (mark: NonNullable<typeof pseudonymised>) =>
    isAllowed(mark, "seller_identifiers", mark.pseudonymisedAt, record);
  return [
    ...when(content !== undefined && digestOf(content) !== expected, "document_changed"),
    ...when(content === undefined && erased === undefined, "document_missing"),
    ...when(pseudonymised !== undefined && !isDue(pseudonymised), "not_due"),
    ...faultsOfTombstone(erased, content, record),
  ];
}

/** The fields of events, and of messages in them, that name documents by their digest. */
const namingFields = ["document", "digest", "draft", "content"];

function documentsNamedBy(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === "object") return documentsNamedBy(value);
    return namingFields.includes(name) && typeof value === "string" ? [value] : [];
  });
}

function faultsOfTombstone(erased: Erasure | undefined, content: unknown, record: HeldRecord): FaultCode[] {
  if (erased === undefined) return [];
  return [
    ...when(content !== undefined, "content_left"),
    ...when(record.case.erased === undefined, "erased_alone"),
    ...faultsOfErasure(erased, record).map(({ code }) => code),
  ];
}

function faultsOfErasure(erased: Erasure, record: HeldRecord): RecordFault[] {
  return isAllowed(erased, "case_record", erased.erasedAt, record) ? [] : [{ code: "not_due" }];
}

function isAllowed(named: { rule: string }, rule: ClosureRule, at: string, record: HeldRecord): boolean {
  const [from, to] = [Instant.safeParse(closedAtOf(record)), Instant.safeParse(at)];
  return named.rule === rule && from.success && to.success && isOverdue(rule, from.data, to.data);
}

/** When the case was closed: said by the event, which is hashed, as long as it is there. */
function closedAtOf({ case: { erased, closedAt }, events }: HeldRecord): unknown {
  if (erased !== undefined) return closedAt;
  return events.findLast(({ event }) => event?.["type"] === "case.closed")?.event?.["at"];
}

function when(isSo: boolean, code: FaultCode): FaultCode[] {
  return isSo ? [code] : [];
}
