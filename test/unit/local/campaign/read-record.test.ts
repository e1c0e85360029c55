import { describe, expect, it } from "vitest";
import type * as z from "zod";
import type { EventPage } from "../../../../core/contract/api.ts";
import type { ApiClient, Reply } from "../../../../local/campaign/api-client.ts";
import { isTold } from "../../../../local/campaign/is-told.ts";
import { legalOrder } from "../../../../local/campaign/legal-order.ts";
import { readRecord, type RecordedEvent } from "../../../../local/campaign/read-record.ts";
import { digestNumber, hour, idOf, minute } from "../../../support/cases.ts";
import { byMail, inTime, outOfReach, recorded, silentThenLate, withQuestion } from "../terminal/recorded.ts";
import type { CaseEvent } from "../../../../core/case/events.ts";
import { plus } from "../../../../core/contract/instant.ts";

/** An API that serves a record in pages, and can be told to be down or to know only its beginning. */
function api(events: readonly CaseEvent[], pageSize: number) {
  const state = { known: events.length, isDown: false };
  const get = <T>(path: string, shape: z.ZodType<T>): Promise<Reply<T>> => {
    if (state.isDown) return Promise.resolve({ kind: "failed" });
    const from = Number(new URLSearchParams(path.split("?")[1]).get("cursor") ?? 0);
    const page: z.input<typeof EventPage> = {
      events: events.slice(from, Math.min(from + pageSize, state.known)).map((event, index) => ({
        eventId: `${idOf("case", 1)}/${from + index + 1}`,
        sequence: from + index + 1,
        type: event.type,
        at: event.at,
        actor: event.actor,
        data: { ...event.data },
        previousHash: digestNumber(0),
        hash: digestNumber(1),
      })),
      ...(from + pageSize < state.known && { next: String(from + pageSize) }),
    };
    return Promise.resolve({ kind: "ok", body: shape.parse(page) });
  };
  const client: ApiClient = { get, post: () => Promise.resolve({ kind: "failed" }) };
  return { client, state };
}

describe("reading a record", () => {
  it.each([1, 3, 100])("gives every event once, in pages of %d, however the record grows", async (pageSize) => {
    const { events, kase } = silentThenLate();
    const { client, state } = api(events, pageSize);
    const reader = readRecord(client, kase.caseId);
    const read = [];
    for (let known = 1; known <= events.length; known += 2) {
      state.known = known;
      read.push(...(await reader.news()));
    }
    state.known = events.length;
    read.push(...(await reader.news()));
    expect(read.map(({ event }) => event)).toEqual(events);
    expect(reader.soFar()).toEqual(kase);
  });

  it("has no news while the API does not answer, and all of it afterwards", async () => {
    const { events, kase } = inTime();
    const { client, state } = api(events, 100);
    const reader = readRecord(client, kase.caseId);
    state.isDown = true;
    expect(await reader.news()).toEqual([]);
    state.isDown = false;
    expect(await reader.news()).toHaveLength(events.length);
  });

  it.each([
    ["once where it was received at once", inTime, 1],
    ["as often as it was tried where it never was", outOfReach, 20],
    ["on both channels where it went by mail as well", byMail, 21],
  ])("counts the sending of the served notice: %s", async (_, story, attempts) => {
    const { events, kase } = story();
    const reader = readRecord(api(events, 100).client, kase.caseId);
    await reader.news();
    expect(reader.attempts()).toBe(attempts);
  });
});

describe("the legal order", () => {
  it("keeps back what is later than the instant up to which every record has been read", () => {
    const events = recorded(inTime().events);
    const order = legalOrder();
    order.add(events.slice(0, 6));
    order.add(events.slice(6));
    const early = order.release(plus(events[0]!.event.at, hour - 20 * minute));
    expect(early).toEqual(events.slice(0, 7));
    expect(order.release()).toEqual(events.slice(7));
    expect(order.release()).toEqual([]);
  });

  it("puts the events of several cases into the order of the clock, and those of one instant into that of their record", () => {
    const order = legalOrder();
    order.add(recorded(silentThenLate().events));
    order.add(ofAnotherCase(recorded(outOfReach().events)));
    const instants = order.release().map(({ event }) => event.at);
    expect(instants).toEqual([...instants].sort());
  });

  it("keeps the order of a record whose event names an instant before the one above it", () => {
    const events = recorded(inTime().events);
    const [last] = events.slice(-1);
    const earlier = { ...last!, event: { ...last!.event, at: plus(last!.event.at, -minute) } };
    const told = [...events.slice(0, -1), earlier];
    const order = legalOrder();
    order.add(told);
    order.add(ofAnotherCase(recorded(silentThenLate().events)));
    expect(order.release().filter((event) => told.includes(event))).toEqual(told);
  });
});

function ofAnotherCase(events: readonly RecordedEvent[]): RecordedEvent[] {
  return events.map((event) => ({ ...event, after: { ...event.after, caseId: idOf("case", 2) } }));
}

describe("a case of the campaign", () => {
  it.each([
    ["answered", inTime],
    ["answered late, its step signed", silentThenLate],
    ["asked about, replied to and answered", withQuestion],
    ["out of reach, its authority told", outOfReach],
  ])("has been told when it is %s", (_, story) => {
    expect(isTold(story().kase)).toBe(true);
  });

  it("has not been told before", () => {
    const stages = recorded(silentThenLate().events).map(({ after }) => isTold(after));
    expect(stages.indexOf(true)).toBe(stages.length - 1);
    expect(isTold(undefined)).toBe(false);
  });
});
