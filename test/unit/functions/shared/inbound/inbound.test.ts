import { describe, expect, it } from "vitest";
import { instantOf, plus, type Instant } from "../../../../../core/contract/instant.ts";
import type { InboundRecord, InboundStore } from "../../../../../functions/shared/dynamo/inbound-store.ts";
import { beat, inboundOf, type InboundServices } from "../../../../../functions/shared/inbound/inbound.ts";

const second = 1_000;
const minute = 60 * second;
const start = instantOf(Date.UTC(2025, 10, 3, 8));

/** Services on one item in memory, a clock that is put, and a door that opens or not. */
function door(record?: InboundRecord) {
  let now: Instant = start;
  let kept = record;
  let isOpen = true;
  const counts = { reads: 0, asked: 0 };
  const store: InboundStore = {
    read: async () => {
      counts.reads += 1;
      return kept;
    },
    replace: async (before, after) => {
      if (before?.seenAt !== kept?.seenAt) return "stale";
      kept = after;
      return "stored";
    },
  };
  const services: InboundServices = {
    store,
    reach: async () => {
      counts.asked += 1;
      return isOpen;
    },
    clock: { now: () => now },
  };
  return {
    services,
    counts,
    record: () => kept,
    at: (milliseconds: number) => (now = plus(start, milliseconds)),
    close: () => (isOpen = false),
    open: () => (isOpen = true),
  };
}

const after = (milliseconds: number) => plus(start, milliseconds);

describe("a beat", () => {
  it("puts on record when our inbound side was seen; the first of all knows of no outage", async () => {
    const { services, record } = door();
    await beat(services, minute);
    expect(record()).toEqual({ seenAt: start, beatMilliseconds: minute, outages: [] });
  });

  it.each([
    { gap: 2.5 * minute, outages: [] },
    { gap: 2.5 * minute + 1, outages: [{ from: start, to: after(2.5 * minute + 1) }] },
  ])("after $gap ms without one knows of $outages.length outages", async ({ gap, outages }) => {
    const { services, record, at } = door();
    await beat(services, minute);
    at(gap);
    await beat(services, minute);
    expect(record()).toEqual({ seenAt: after(gap), beatMilliseconds: minute, outages });
  });

  it("that reaches nobody changes nothing, so that the gap grows", async () => {
    const { services, record, at, close, open } = door();
    await beat(services, minute);
    close();
    for (const minutes of [1, 2, 3, 4]) {
      at(minutes * minute);
      expect(await beat(services, minute)).toBeUndefined();
    }
    open();
    at(5 * minute);
    await beat(services, minute);
    expect(record()?.outages).toEqual([{ from: start, to: after(5 * minute) }]);
  });

  it("keeps the last twenty outages", async () => {
    const { services, record, at } = door();
    for (let hour = 0; hour <= 25; hour += 1) {
      at(hour * 60 * minute);
      await beat(services, minute);
    }
    expect(record()?.outages).toHaveLength(20);
    expect(record()?.outages.at(-1)?.to).toBe(after(25 * 60 * minute));
  });

  it("that another has overtaken takes the other's word", async () => {
    const { services, record, at } = door();
    await beat(services, minute);
    at(10 * minute);
    const { store } = services;
    const overtaken: InboundStore = {
      ...store,
      read: async () => {
        const before = await store.read();
        if (before?.seenAt === start) await beat(services, minute);
        return before;
      },
    };
    const seen = await beat({ ...services, store: overtaken }, minute);
    expect(seen).toEqual(record());
    expect(record()?.outages).toEqual([{ from: start, to: after(10 * minute) }]);
  });
});

describe("what a decision hears of our outages", () => {
  const about = after(10 * minute);
  const seenAt = (minutes: number, ...outages: InboundRecord["outages"]): InboundRecord => ({
    seenAt: after(minutes * minute),
    beatMilliseconds: minute,
    outages,
  });
  const outage = { from: start, to: after(minute) };

  it("is nothing where nobody watches", async () => {
    const { services, counts } = door();
    const question = { about, now: after(11 * minute) };
    expect(await inboundOf(services).outages({ ...question, mustBeSure: true })).toEqual([]);
    expect(counts.asked).toBe(0);
  });

  it("is what is on record, where a beat has come since: nobody is asked, and nothing read again", async () => {
    const { services, counts } = door(seenAt(10, outage));
    const inbound = inboundOf(services);
    for (const now of [10, 11, 12].map((minutes) => after(minutes * minute))) {
      expect(await inbound.outages({ about, now, mustBeSure: true })).toEqual([outage]);
    }
    expect(counts).toEqual({ reads: 1, asked: 0 });
  });

  it("is made sure of where none has come since, once for all who ask at once, and is on record then", async () => {
    const { services, counts, record, at } = door(seenAt(9.5, outage));
    at(10.1 * minute);
    const inbound = inboundOf(services);
    const question = { about, now: after(10.1 * minute), mustBeSure: true };
    const heard = await Promise.all(Array.from({ length: 50 }, async () => inbound.outages(question)));
    expect(heard).toEqual(Array.from({ length: 50 }, () => [outage]));
    expect(counts.asked).toBe(1);
    expect(record()).toEqual(seenAt(10.1, outage));
  });

  it("is an outage up to now, where it cannot be made sure of", async () => {
    const { services, close, at, record } = door(seenAt(9.5, outage));
    close();
    const now = at(10.1 * minute);
    expect(await inboundOf(services).outages({ about, now, mustBeSure: true })).toEqual([
      outage,
      { from: after(9.5 * minute), to: now },
    ]);
    expect(record()).toEqual(seenAt(9.5, outage));
  });

  it("is the gap that ends with the question, where the beat comes back with it", async () => {
    const { services, at } = door(seenAt(0));
    const now = at(10.1 * minute);
    expect(await inboundOf(services).outages({ about, now, mustBeSure: true })).toEqual([{ from: start, to: now }]);
  });

  it.each([
    { says: "two beats and a half are no outage", minutes: 2.5, outages: 0 },
    { says: "more are one", minutes: 2.6, outages: 1 },
  ])("is supposed by what is on record where it need not be sure: $says", async ({ minutes, outages }) => {
    const { services, counts } = door(seenAt(9));
    const now = after((9 + minutes) * minute);
    expect(await inboundOf(services).outages({ about, now, mustBeSure: false })).toHaveLength(outages);
    expect(counts.asked).toBe(0);
  });

  it("is read anew once a question reaches further than what is known", async () => {
    const { services, counts, at } = door(seenAt(10));
    const inbound = inboundOf(services);
    await inbound.outages({ about, now: about, mustBeSure: true });
    at(11 * minute);
    await beat(services, minute);
    counts.reads = 0;
    await inbound.outages({ about: after(10.5 * minute), now: after(11 * minute), mustBeSure: true });
    expect(counts).toEqual({ reads: 1, asked: 1 });
  });
});
