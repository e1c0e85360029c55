import { describe, expect, it } from "vitest";
import { CaseEvent } from "../../../../core/case/events.ts";
import { timelineHeading, timelineLines } from "../../../../local/terminal/timeline.ts";
import { hour } from "../../../support/cases.ts";
import { inTime, otherwise, outOfOurReach, outOfReach, recorded, silentThenLate } from "./recorded.ts";
import { screen } from "./screen.ts";

const linesOf = (events: readonly CaseEvent[], language: "fr" | "en" = "en", width = 100) =>
  recorded(events).flatMap((event) => timelineLines(event, screen(language, width)));

const stories = { inTime, silentThenLate, outOfReach, outOfOurReach, otherwise };
const everything = Object.values(stories).flatMap((tell) => [tell().events]);

describe("the timeline", () => {
  it("tells a case that is answered in time", () => {
    expect(linesOf(inTime().events)).toEqual([
      "Mon 03 Nov 09:00  Shein 0001             · opened: 2 items; acknowledge in 12 hours, act in 48 hours",
      "Mon 03 Nov 09:00  Shein 0001             · step: Information of Arcom",
      "Mon 03 Nov 09:00  Shein 0001             ! to sign: Report (CPP art. 40)",
      "Mon 03 Nov 09:00  Shein 0001       both  → delivered: ACK due Mon 03 Nov 21:00, ACT Wed 05 Nov 09:00",
      "Mon 03 Nov 09:00  Shein 0001             → Arcom: informed",
      "Mon 03 Nov 09:00  Shein 0001             → DGCCRF: a decision is needed",
      "Mon 03 Nov 09:40  Shein 0001       ACK   ← acknowledged, in time",
      "Mon 03 Nov 14:40  Shein 0001       ACT   ← 2 items removed, in time",
      "Mon 03 Nov 14:40  Shein 0001             → DGCCRF: every item has its answer",
      "Mon 03 Nov 14:40  Shein 0001             → Arcom: told what came of it",
    ]);
  });

  it("says of a missed deadline when it was due, and how long the pause before the escalation was", () => {
    const lines = linesOf(silentThenLate().events);
    expect(lines).toContain(
      "Tue 04 Nov 08:00  Temu 0001        ACK   ✗ no acknowledgement by Mon 03 Nov 21:00 (+ pause 10 h)",
    );
    expect(lines).toContain(
      "Wed 05 Nov 20:00  Temu 0001        ACT   ✗ not acted on by Wed 05 Nov 09:00 (+ pause 10 h)",
    );
    expect(lines).toContain("Thu 06 Nov 04:00  Temu 0001        both  ← 1 item removed, LATE: due Wed 05 Nov 09:00");
  });

  it("says no pause where there was none", () => {
    const [line] = linesOf(
      silentThenLate().events.map((event) =>
        event.type === "case.opened"
          ? { ...event, data: { ...event.data, clocks: withoutPause(event.data.clocks) } }
          : event,
      ),
    ).filter((text) => text.includes("no acknowledgement by"));
    expect(line).toMatch(/by Mon 03 Nov 21:00$/);
  });

  it("tells failed attempts one per line, each with the next", () => {
    const lines = linesOf(outOfReach().events);
    expect(lines).toContain(
      "Mon 03 Nov 09:15  Wish 0001              ✗ attempt 8 failed (no connection); next Mon 03 Nov 10:15",
    );
    expect(lines).toContain("Mon 03 Nov 21:00  Wish 0001              ✗ UNDELIVERABLE: no clock runs");
  });

  it("tells of an outage of ours how long nobody is escalated for it, and of an answer that it is late for that", () => {
    const lines = linesOf(outOfOurReach().events);
    expect(lines).toContain(
      "Tue 04 Nov 08:00  Vinted 0001      ACK   · outage of ours (12 h): escalates after Tue 04 Nov 20:00",
    );
    expect(lines).toContain(
      "Tue 04 Nov 09:00  Vinted 0001      ACK   ← acknowledged, late for our outage: due Mon 03 Nov 21:00",
    );
    expect(linesOf(outOfOurReach().events, "fr").filter((line) => line.includes("notre panne (12 h)"))).toHaveLength(1);
  });

  it("has a sentence for every kind of event, and these stories have one of nearly every kind", () => {
    const kinds = new Set(everything.flat().map(({ type }) => type));
    const untold = CaseEvent.options.map(({ shape }) => shape.type.value).filter((type) => !kinds.has(type));
    expect(untold).toEqual(["step.task"]);
  });

  it.each(["fr", "en"] as const)("tells every event within 100 columns (%s)", (language) => {
    const lines = everything.flatMap((events) => linesOf(events, language));
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });

  it.each(["fr", "en"] as const)(
    "tells every event of the campaign on one line, but for steps that lapse (%s)",
    (language) => {
      const events = [inTime(), silentThenLate(), outOfReach()].flatMap((story) => recorded(story.events));
      const broken = events.filter((event) => timelineLines(event, screen(language)).length > 1);
      expect(broken.filter(({ event }) => event.type !== "step.lapsed")).toEqual([]);
    },
  );

  it("breaks between words, below the sentence, where the terminal is narrower", () => {
    const lines = linesOf(inTime().events, "en", 80);
    expect(lines.slice(0, 2)).toEqual([
      "Mon 03 Nov 09:00  Shein 0001             · opened: 2 items; acknowledge in 12",
      "                                           hours, act in 48 hours",
    ]);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it("writes its headings over its columns", () => {
    const [heading] = timelineHeading(screen());
    const [line] = linesOf(inTime().events).filter((text) => text.includes("both"));
    expect(heading!.indexOf("clock")).toBe(line!.indexOf("both"));
    expect(heading!.indexOf("what happened")).toBe(line!.indexOf("delivered"));
    expect(heading!.indexOf("case")).toBe(line!.indexOf("Shein"));
  });
});

type Clocks = Extract<CaseEvent, { type: "case.opened" }>["data"]["clocks"];

function withoutPause({ acknowledge, act }: Clocks): Clocks {
  expect(acknowledge.settleMilliseconds).toBe(10 * hour);
  return { acknowledge: { ...acknowledge, settleMilliseconds: 0 }, act: { ...act, settleMilliseconds: 0 } };
}
