import * as z from "zod";
import type { Erasure, HeldRecord, RecordedDocument, RecordedEvent } from "../../../core/case/record/verify-record.ts";
import { listedOtherwise, snapshotIn } from "./beside-snapshot.ts";
import { unpacked } from "./packed.ts";
import { isTombstone } from "./tombstones.ts";

/** The hash that the first event follows, which does not say so itself. */
const chainStart = `sha-256:${"0".repeat(64)}`;

const Item = z.looseObject({ sk: z.string() });
type Item = z.infer<typeof Item>;

// What is not as it should be is read as something that no record can hold: the verifier says what is wrong, not the parser.
const Head = z.object({
  head: z.string().catch(""),
  version: z.int().catch(0),
  closedAt: z.string().optional().catch(undefined),
  documents: z.int().optional().catch(-1),
});

const EventItem = z.object({
  sequence: z.int().catch(0),
  previousHash: z.string().default(chainStart).catch(""),
  hash: z.string().catch(""),
  event: z.record(z.string(), z.unknown()).optional().catch({}),
});

const Erased = z.object({ erasedAt: z.string().catch(""), rule: z.string().catch("") });

const Pseudonymised = z.object({
  pseudonymisedAt: z.string().catch(""),
  rule: z.string().catch(""),
  contentDigest: z.string().catch(""),
});

/**
 * A record as the items of one case hold it, to be verified: nothing is taken for what it says it is. Undefined when there
 * is no case among them.
 */
export function heldRecordOf(items: readonly unknown[]): HeldRecord | undefined {
  const all = items.flatMap((item) => Item.safeParse(item).data ?? []);
  const kase = all.find(({ sk }) => sk === "CASE");
  if (kase === undefined) return undefined;
  const under = (prefix: string) =>
    all.filter(({ sk }) => sk.startsWith(prefix)).toSorted((one, other) => (one.sk < other.sk ? -1 : 1));
  const erased = erasedIn(kase);
  const snapshot = erased === undefined ? { snapshot: snapshotIn(kase), listedOtherwise: listedOtherwise(kase) } : {};
  return {
    case: { ...Head.parse(kase), erased, ...snapshot },
    events: under("EVENT#").map(eventOf),
    documents: under("DOC#").map(documentOf),
  };
}

function eventOf(item: Item): RecordedEvent {
  return { ...EventItem.parse(item), erased: erasedIn(item) };
}

function documentOf(item: Item): RecordedDocument {
  const { sk, content } = item;
  return {
    digest: sk.slice("DOC#".length),
    content: content === undefined ? undefined : readable(content),
    erased: erasedIn(item),
    pseudonymised: item["pseudonymisedAt"] === undefined ? undefined : Pseudonymised.parse(item),
  };
}

/** What cannot be unpacked is not what its digest says. */
function readable(content: unknown): unknown {
  try {
    return unpacked(z.instanceof(Uint8Array).parse(content));
  } catch {
    return null;
  }
}

function erasedIn(item: Item): Erasure | undefined {
  return isTombstone(item) ? Erased.parse(item) : undefined;
}
