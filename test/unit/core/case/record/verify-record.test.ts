import { describe, expect, it } from "vitest";
import {
  verifyRecord,
  type FaultCode,
  type HeldRecord,
  type RecordedDocument,
  type RecordedEvent,
} from "../../../../../core/case/record/verify-record.ts";
import { digestOf } from "../../../../../functions/shared/digest.ts";

const closedAt = "2026-01-15T10:00:00.000Z";
const erased = { erasedAt: "2032-01-15T10:00:00.000Z", rule: "case_record" };
const pseudonymisedAt = "2027-01-15T10:00:00.000Z";
const served = { nonce: "AAAAAAAAAAAAAAAAAAAAAA", items: [{ url: "https://shop.example/1", kind: "product_listing" }] };
const reason = { nonce: "BBBBBBBBBBBBBBBBBBBBBB", reason: "A reason made up for a test." };

/** A record of four events and two documents, closed. */
function whole(): HeldRecord {
  const events = chained([
    { type: "case.opened", at: "2025-11-03T08:00:00.000Z", data: { digest: digestOf(served) } },
    { type: "notice.delivered", at: "2025-11-03T08:00:01.000Z", data: { attempt: 1 } },
    { type: "answer.received", at: "2025-11-03T09:00:00.000Z", data: { late: false } },
    { type: "case.closed", at: closedAt, data: { document: digestOf(reason) } },
  ]);
  return {
    case: { head: events.at(-1)!.hash, version: 4 },
    events,
    documents: [served, reason].map((content) => ({ digest: digestOf(content), content })),
  };
}

function chained(events: readonly Record<string, unknown>[]): RecordedEvent[] {
  let previousHash = `sha-256:${"0".repeat(64)}`;
  return events.map((event, index) => {
    const sequence = index + 1;
    const one = { sequence, previousHash, hash: digestOf({ sequence, previousHash, ...event }), event };
    previousHash = one.hash;
    return one;
  });
}

/** The same record, erased under retention. */
function buried(): HeldRecord {
  const { case: head, events, documents } = whole();
  return {
    case: { ...head, closedAt, erased },
    events: events.map(({ sequence, previousHash, hash }) => ({ sequence, previousHash, hash, erased })),
    documents: documents.map(({ digest }) => ({ digest, erased })),
  };
}

/** The same record, its served notice without sellers. */
function pseudonymised(mark: Partial<NonNullable<RecordedDocument["pseudonymised"]>> = {}): HeldRecord {
  const { documents, ...rest } = whole();
  const content = { ...served, items: [] };
  const now = { pseudonymisedAt, rule: "seller_identifiers", contentDigest: digestOf(content), ...mark };
  return { ...rest, documents: [{ ...documents[0]!, content, pseudonymised: now }, documents[1]!] };
}

const verify = (record: HeldRecord) => verifyRecord(record, digestOf);
const withEvents = (record: HeldRecord, events: RecordedEvent[]): HeldRecord => ({ ...record, events });
const withEvent = (record: HeldRecord, index: number, change: Partial<RecordedEvent>) =>
  withEvents(record, record.events.with(index, { ...record.events[index]!, ...change }));
const withDocument = (record: HeldRecord, index: number, change: Partial<RecordedDocument>): HeldRecord => ({
  ...record,
  documents: record.documents.with(index, { ...record.documents[index]!, ...change }),
});

describe("verifying a record", () => {
  it("finds one whole that is", () => {
    expect(verify(whole())).toEqual({ verdict: "whole", checked: 6, erased: 0, pseudonymised: 0, faults: [] });
  });

  it("tells one that was pseudonymised under retention from one whose digest differs", () => {
    const { verdict, faults, pseudonymised: count } = verify(pseudonymised());
    expect({ verdict, faults, count }).toEqual({ verdict: "pseudonymised_under_retention", faults: [], count: 1 });
  });

  it("tells one that was erased under retention, whole or in part", () => {
    expect(verify(buried())).toEqual({
      verdict: "erased_under_retention",
      checked: 0,
      erased: 6,
      pseudonymised: 0,
      faults: [],
    });
    const begun: HeldRecord = { ...whole(), case: buried().case };
    expect(verify(begun)).toMatchObject({ verdict: "erased_in_part", checked: 6, erased: 0, faults: [] });
    const half = withEvents(begun, [...buried().events.slice(0, 2), ...begun.events.slice(2)]);
    expect(verify(half)).toMatchObject({ verdict: "erased_in_part", checked: 4, erased: 2, faults: [] });
  });

  it("counts a document that no event names, and does not miss it", () => {
    const record = whole();
    const orphan = { digest: digestOf({ number: 1 }), content: { number: 1 } };
    expect(verify({ ...record, documents: [...record.documents, orphan] })).toMatchObject({
      verdict: "whole",
      checked: 7,
    });
  });

  const tampered: [string, HeldRecord, FaultCode[]][] = [
    ["an event's data", withEvent(whole(), 2, { event: eventWith({ data: { late: true } }) }), ["event_changed"]],
    [
      "an event's instant",
      withEvent(whole(), 2, { event: eventWith({ at: "2025-11-03T09:00:00.001Z" }) }),
      ["event_changed"],
    ],
    ["a field put into an event", withEvent(whole(), 2, { event: eventWith({ note: "" }) }), ["event_changed"]],
    ["an event hashed anew", withEvent(whole(), 2, rehashed()), ["broken_link"]],
    [
      "an event dropped",
      withEvents(whole(), whole().events.toSpliced(1, 1)),
      ["out_of_sequence", "broken_link", "out_of_sequence", "head_differs"],
    ],
    ["the last event dropped", withEvents(whole(), whole().events.slice(0, 3)), ["head_differs"]],
    ["all events dropped", withEvents(whole(), []), ["head_differs"]],
    [
      "two events swapped",
      withEvents(whole(), swapped(whole().events)),
      ["out_of_sequence", "broken_link", "out_of_sequence", "broken_link", "broken_link"],
    ],
    [
      "an event inserted",
      withEvents(whole(), inserted(whole().events)),
      ["out_of_sequence", "broken_link", "out_of_sequence", "head_differs"],
    ],
    ["an event appended", withEvents(whole(), appended(whole().events)), ["head_differs"]],
    ["another head", { ...whole(), case: { ...whole().case, head: digestOf(1) } }, ["head_differs"]],
    ["another number of events", { ...whole(), case: { ...whole().case, version: 5 } }, ["head_differs"]],
    ["a document changed", withDocument(whole(), 0, { content: { ...served, nonce: "C" } }), ["document_changed"]],
    ["a document dropped", { ...whole(), documents: whole().documents.slice(1) }, ["document_missing"]],
    ["a document emptied", withDocument(whole(), 0, { content: undefined }), ["document_missing"]],
    [
      "a document under another digest",
      withDocument(whole(), 0, { digest: digestOf(2) }),
      ["document_missing", "document_changed"],
    ],
    ["an event emptied", withEvent(whole(), 2, { event: undefined }), ["event_missing"]],
    [
      "a tombstone for an event of a case that is there",
      withEvent(whole(), 2, { event: undefined, erased }),
      ["erased_alone"],
    ],
    [
      "a tombstone for a document of a case that is there",
      withDocument(whole(), 1, { content: undefined, erased }),
      ["erased_alone"],
    ],
    [
      "a tombstone with the event beside it",
      withEvent(buried(), 2, { event: whole().events[2]!.event }),
      ["content_left"],
    ],
    ["a tombstone with the document beside it", withDocument(buried(), 1, { content: reason }), ["content_left"]],
    ["a tombstone with another hash", withEvent(buried(), 1, { hash: digestOf(3) }), ["broken_link"]],
    [
      "a tombstone dropped",
      withEvents(buried(), buried().events.toSpliced(1, 1)),
      ["out_of_sequence", "broken_link", "out_of_sequence", "head_differs"],
    ],
    ["a case erased a millisecond early", erasedAs({ ...erased, erasedAt: "2032-01-15T09:59:59.999Z" }), ["not_due"]],
    ["a case erased under another rule", erasedAs({ ...erased, rule: "seller_identifiers" }), ["not_due"]],
    [
      "a case erased that was never closed",
      { ...buried(), case: { ...buried().case, closedAt: undefined } },
      Array.from({ length: 7 }, () => "not_due"),
    ],
    [
      "a tombstone with an instant of its own",
      withEvent(buried(), 1, { erased: { ...erased, erasedAt: "long ago" } }),
      ["not_due"],
    ],
    ["a pseudonymised document changed since", pseudonymised({ contentDigest: digestOf(4) }), ["document_changed"]],
    [
      "a document pseudonymised a millisecond early",
      pseudonymised({ pseudonymisedAt: "2027-01-15T09:59:59.999Z" }),
      ["not_due"],
    ],
    ["a document pseudonymised under another rule", pseudonymised({ rule: "case_record" }), ["not_due"]],
  ];

  it.each(tampered)("finds %s", (_, record, codes) => {
    const { verdict, faults } = verify(record);
    expect(verdict).toBe("broken");
    expect(faults.map(({ code }) => code)).toEqual(codes);
  });

  it("says where a fault is", () => {
    expect(verify(withEvent(whole(), 2, { event: eventWith({ note: "" }) })).faults).toEqual([
      { code: "event_changed", sequence: 3 },
    ]);
    const document = digestOf(served);
    expect(verify({ ...whole(), documents: whole().documents.slice(1) }).faults).toEqual([
      { code: "document_missing", sequence: 1, document },
    ]);
  });

  it("finds every single character of an event's canonical text changed", () => {
    const record = whole();
    const { event } = record.events[1]!;
    const text = JSON.stringify(event);
    for (let place = 0; place < text.length; place += 1) {
      const other = jsonOr(`${text.slice(0, place)}${text[place] === "1" ? "2" : "1"}${text.slice(place + 1)}`);
      if (other === undefined) continue;
      expect(verify(withEvent(record, 1, { event: other })).faults).toContainEqual({
        code: "event_changed",
        sequence: 2,
      });
    }
  });

  it("follows documents that messages in an event name", () => {
    const draft = { nonce: "DDDDDDDDDDDDDDDDDDDDDD", text: "A draft made up for a test." };
    const data = { draft: digestOf(draft), messages: [{ content: digestOf(reason) }] };
    const events = chained([{ type: "step.signed", at: closedAt, data }]);
    const record = { case: { head: events[0]!.hash, version: 1 }, events, documents: [] };
    expect(verify(record).faults.map(({ document }) => document)).toEqual([digestOf(draft), digestOf(reason)]);
  });

  function erasedAs(mark: { erasedAt: string; rule: string }): HeldRecord {
    return { ...buried(), case: { ...buried().case, erased: mark } };
  }

  function eventWith(change: object): Record<string, unknown> {
    return { ...whole().events[2]!.event, ...change };
  }

  function rehashed(): Partial<RecordedEvent> {
    const { sequence, previousHash } = whole().events[2]!;
    const event = eventWith({ data: { late: true } });
    return { event, hash: digestOf({ sequence, previousHash, ...event }) };
  }

  function swapped(events: readonly RecordedEvent[]): RecordedEvent[] {
    return [events[0]!, events[2]!, events[1]!, events[3]!];
  }

  function inserted(events: readonly RecordedEvent[]): RecordedEvent[] {
    const event = { type: "step.taken", at: closedAt, data: {} };
    const { sequence, previousHash } = events[2]!;
    const forged = { sequence, previousHash, hash: digestOf({ sequence, previousHash, ...event }), event };
    return events.toSpliced(2, 0, forged);
  }

  function appended(events: readonly RecordedEvent[]): RecordedEvent[] {
    const event = { type: "step.taken", at: closedAt, data: {} };
    const [sequence, previousHash] = [5, events[3]!.hash];
    return [...events, { sequence, previousHash, hash: digestOf({ sequence, previousHash, ...event }), event }];
  }

  function jsonOr(text: string): Record<string, unknown> | undefined {
    try {
      return JSON.parse(text) as Record<string, unknown>;
    } catch {
      return undefined;
    }
  }
});
