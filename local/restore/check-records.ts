import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import * as z from "zod";
import { verifyRecord, type FaultCode, type RecordFault } from "../../core/case/record/verify-record.ts";
import { heldRecordOf } from "../../functions/shared/dynamo/held-record.ts";

/** The records of a table: the head of each case's chain, and whatever is wrong with one. */
export type Records = {
  /** Hash of the last event, by case. */
  heads: ReadonlyMap<string, string>;
  /** Hash of every event. */
  hashes: ReadonlySet<string>;
  faults: readonly string[];
};

const Item = z.looseObject({ pk: z.string(), sk: z.string() });

/**
 * Verifies the record of every case from its items alone: chain, head, and the digests of its documents. The digests are made
 * here, apart from the code that makes the chain, as an auditor would.
 */
export function checkRecords(items: readonly unknown[]): Records {
  const all = items.flatMap((item) => Item.safeParse(item).data ?? []);
  const records = [...Map.groupBy(all, ({ pk }) => pk)].flatMap(([pk, parts]) => {
    const held = heldRecordOf(parts);
    return held === undefined ? [] : [{ pk, held }];
  });
  const known = new Set(records.map(({ pk }) => pk));
  const orphaned = all.filter(({ pk, sk }) => sk.startsWith("EVENT#") && !known.has(pk)).map(({ pk }) => pk);
  return {
    heads: new Map(records.map(({ pk, held }) => [pk, held.case.head])),
    hashes: new Set(records.flatMap(({ held }) => held.events.map(({ hash }) => hash))),
    faults: [
      ...records.flatMap(({ pk, held }) => linesOf(pk, verifyRecord(held, digestOf).faults)),
      ...[...new Set(orphaned)].map((pk) => `${pk}: events without a case`),
    ],
  };
}

/** What is wrong, in words. */
const words = {
  out_of_sequence: "does not follow the one before it",
  broken_link: "does not follow the one before it",
  event_changed: "is not what was hashed",
  event_missing: "is not there",
  head_differs: "the record does not end at the head of the case",
  snapshot_differs: "is not what its events say",
  list_differs: "is not what its lists show",
  tombstones_missing: "has fewer tombstones than it had documents",
  document_changed: "is not what its digest says",
  document_missing: "is not there",
  content_left: "is said to be erased, and is there",
  not_due: "is erased or changed without a rule that allows it",
  erased_alone: "is erased, its case is not",
} as const satisfies Record<FaultCode, string>;

function linesOf(pk: string, faults: readonly RecordFault[]): string[] {
  return [...new Set(faults.map((fault) => `${pk}: ${faultInWords(fault)}`))];
}

/** One fault as a sentence. */
export function faultInWords({ code, ...where }: RecordFault): string {
  return `${placeOf(code, where)}${words[code]}`;
}

function placeOf(code: FaultCode, { sequence, document, field }: Omit<RecordFault, "code">): string {
  if (document !== undefined) return `the document ${document} `;
  if (sequence !== undefined) return `event ${sequence} `;
  if (field !== undefined) return `\`${field}\` of the case `;
  return code === "head_differs" ? "" : "the case ";
}

/** `sha-256:…` over the canonical JSON (RFC 8785) of a value. */
export function digestOf(value: unknown): string {
  return `sha-256:${createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex")}`;
}
