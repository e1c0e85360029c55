import { describe, expect, it } from "vitest";
import { digestOf } from "../../../../functions/shared/digest.ts";
import { checkRecords } from "../../../../local/restore/check-records.ts";

const start = `sha-256:${"0".repeat(64)}`;

/** The items of a case with so many events. */
function itemsOf(pk: string, length: number) {
  let head: string = start;
  const events = Array.from({ length }, (_, index) => {
    const [sequence, previousHash] = [index + 1, head];
    const event = { type: "step.proposed", data: { case: pk, step: `step-${sequence}` } };
    head = digestOf({ sequence, previousHash, ...event });
    return { pk, sk: `EVENT#0000000${sequence}`, sequence, previousHash, hash: head, event };
  });
  return { kase: { pk, sk: "CASE", head, version: length }, events };
}

/** What is left of a case: of one that is there, its events have to make it. */
function erased({ kase, events }: ReturnType<typeof itemsOf>) {
  const mark = { erasedAt: "2032-01-15T10:00:00.000Z", rule: "case_record" };
  return {
    kase: { ...kase, closedAt: "2026-01-15T10:00:00.000Z", ...mark },
    events: events.map(({ event: _event, ...left }) => ({ ...left, ...mark })),
  };
}

describe("checking the records of a table", () => {
  it("finds nothing wrong with whole chains, in whatever order the items come, and tells their heads", () => {
    const [one, other] = [erased(itemsOf("CASE#1", 3)), erased(itemsOf("CASE#2", 1))];
    const items = [...one.events.toReversed(), other.kase, { pk: "NOTICE#1", sk: "V#0001" }, one.kase, ...other.events];
    const { faults, heads, hashes } = checkRecords(items);
    expect(faults).toEqual([]);
    expect(Object.fromEntries(heads)).toEqual({ "CASE#1": one.kase.head, "CASE#2": other.kase.head });
    expect(hashes.size).toBe(4);
  });

  it("names an event that was changed", () => {
    const { kase, events } = itemsOf("CASE#1", 3);
    const changed = events.with(1, {
      ...events[1]!,
      event: { type: "step.proposed", data: { case: "CASE#1", step: "another" } },
    });
    expect(checkRecords([kase, ...changed]).faults).toEqual(["CASE#1: event 2 is not what was hashed"]);
  });

  it("names the gap where an event is missing", () => {
    const { kase, events } = itemsOf("CASE#1", 3);
    expect(checkRecords([kase, events[0], events[2]]).faults).toEqual([
      "CASE#1: event 2 does not follow the one before it",
      "CASE#1: the record does not end at the head of the case",
    ]);
  });

  it("sees that the last events are missing, which no event can tell", () => {
    const { kase, events } = itemsOf("CASE#1", 3);
    const faults = ["CASE#1: the record does not end at the head of the case"];
    expect(checkRecords([kase, ...events.slice(0, 2)]).faults).toEqual(faults);
    expect(checkRecords([kase]).faults).toEqual(faults);
  });

  it("names what of a case its events do not say", () => {
    const { kase, events } = itemsOf("CASE#1", 2);
    expect(checkRecords([kase, ...events]).faults).toEqual(["CASE#1: `case` of the case is not what its events say"]);
  });

  it("names events whose case is missing", () => {
    expect(checkRecords(itemsOf("CASE#1", 2).events).faults).toEqual(["CASE#1: events without a case"]);
  });
});
