import { describe, expect, it } from "vitest";
import type { CaseEvent } from "../../../../core/case/events.ts";
import { evolve } from "../../../../core/case/evolve.ts";
import { MessageType, type Case, type Message, type Recipient } from "../../../../core/case/state.ts";
import { timelineHeading, timelineLines } from "../../../../local/terminal/timeline.ts";
import { hour } from "../../../support/cases.ts";
import { oneOfEach } from "../../core/case/draft/one-of-each.ts";
import {
  byMail,
  inTime,
  otherwise,
  outOfOurReach,
  outOfReach,
  recorded,
  relisted,
  silentThenLate,
  warned,
  withQuestion,
} from "./recorded.ts";
import { screen } from "./screen.ts";

const linesOf = (events: readonly CaseEvent[], language: "fr" | "en" = "en", width = 100) =>
  recorded(events).flatMap((event) => timelineLines(event, screen(language, width)));

const stories = {
  inTime,
  relisted,
  silentThenLate,
  withQuestion,
  byMail,
  outOfReach,
  outOfOurReach,
  otherwise,
};
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

  it("tells of the failed attempts of a message the first, and how many there were", () => {
    const lines = linesOf(outOfReach().events).filter((line) => line.includes("✗"));
    expect(lines).toEqual([
      "Mon 03 Nov 09:00  Wish 0001              ✗ the notice: no connection; next Mon 03 Nov 09:00",
      "Mon 03 Nov 21:00  Wish 0001              ✗ the notice: given up after 20 attempts (no connection)",
      "Mon 03 Nov 21:00  Wish 0001              ✗ UNDELIVERABLE: no clock runs",
    ]);
  });

  it("tells of a notice that goes by mail from when, that it arrived, and of the late answer by its link", () => {
    const lines = linesOf(byMail().events).filter((line) => /[✉✗]/.test(line));
    expect(lines).toEqual([
      "Mon 03 Nov 09:00  Wish 0001              ✗ the notice: HTTP 503; by mail from Mon 03 Nov 10:12",
      "Mon 03 Nov 11:00  Wish 0001              · ✉ sent: the notice",
      "Mon 03 Nov 11:01  Wish 0001        both  → ✉ arrived: ACK due Mon 03 Nov 23:01, ACT Wed 05 Nov 11:01",
      "Mon 03 Nov 21:00  Wish 0001              ✗ the notice: webhook given up after 20 attempts (HTTP 503)",
      "Wed 05 Nov 17:00  Wish 0001        both  ← ✉ 1 item removed, LATE: due Wed 05 Nov 11:01",
    ]);
  });

  it("calls a reminder early that came before the due instant, and no other", () => {
    const reminded = (lines: string[]) =>
      lines.filter((line) => line.includes("reminder reached")).map((line) => line.slice(43));
    expect(reminded(linesOf(warned(hour).events))).toEqual(["early reminder reached the point of contact"]);
    expect(reminded(linesOf(warned(40 * hour).events))).toEqual(["reminder reached the point of contact"]);
    expect(reminded(linesOf(silentThenLate().events))[0]).toBe("reminder reached the second contact");
  });

  it("tells of a question what was asked, who replied, and that it is settled", () => {
    const lines = linesOf(withQuestion().events);
    const story = [
      "Mon 03 Nov 12:00  AliExpress 0001  ACK   ← asks for a clarification, in time",
      "Mon 03 Nov 14:00  AliExpress 0001        ← an officer gives the clarification asked for (agent-417)",
      "Mon 03 Nov 14:00  AliExpress 0001        → the point of contact: the clarification asked for",
      "Mon 03 Nov 14:00  AliExpress 0001        · question settled: the request for clarification",
      "Mon 03 Nov 19:00  AliExpress 0001  ACT   ← 1 item removed, in time",
    ];
    expect(lines.filter((line) => story.includes(line))).toEqual(story);
  });

  it("tells of an item that is back in which case it had been taken away, and in which it is dealt with", () => {
    const { events } = relisted();
    expect(linesOf(events).at(-1)).toMatch(/· relisted: see Shein 0002$/);
    const [opened] = events;
    expect(opened!.type).toBe("case.opened");
    const again = { ...opened!, data: { ...opened!.data, relistedFrom: "case_00000000-0000-7000-8000-00000000c471" } };
    expect(linesOf([again as CaseEvent])[0]).toMatch(/· opened: relisted, see Shein c471; act in 48 hours$/);
    expect(linesOf([again as CaseEvent], "fr")[0]).toMatch(
      /· ouvert : remise en ligne \(Shein c471\) ; EXÉ en 48 heures$/,
    );
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

  it.each(Object.values<CaseEvent>(oneOfEach).map((event) => [event.type, event] as const))(
    "has a sentence for every kind of event, in both languages and within the width: %s",
    (type, event) => {
      const { kase } = inTime();
      const before = type === "case.opened" ? undefined : kase;
      expectTold({ event, before, after: before ?? evolve(undefined, event) });
    },
  );

  it.each(MessageType.options)("has a sentence for every kind of message, on either channel: %s", (type) => {
    const to: Recipient[] = [
      { kind: "platform", id: "shein", contact: "point_of_contact" },
      { kind: "platform", id: "shein", contact: "legal_representative" },
      { kind: "authority", id: "parquet-paris" },
      { kind: "holder", role: "arcom_qualified_person" },
    ];
    for (const recipient of to) {
      for (const channel of ["webhook", "mail"] as const) {
        const before = waitingFor({ type, to: recipient, channel });
        const data = { messageId: before.outbox[0]!.messageId, attempt: 1 };
        const event = { ...oneOfEach["message.delivered"], data };
        const lines = expectTold({ event, before, after: before });
        expect(lines.fr.includes("✉")).toBe(channel === "mail");
      }
    }
  });

  it.each(["fr", "en"] as const)("tells every event within 100 columns (%s)", (language) => {
    const lines = everything.flatMap((events) => linesOf(events, language));
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });

  it.each(["fr", "en"] as const)(
    "tells every event of the campaign on one line, but for steps that lapse (%s)",
    (language) => {
      const events = [relisted(), withQuestion(), silentThenLate(), byMail(), outOfReach()].flatMap((story) =>
        recorded(story.events),
      );
      const broken = events.filter((event) => timelineLines(event, screen(language)).length > 1);
      expect(broken.filter(({ event }) => event.type !== "step.lapsed")).toEqual([]);
    },
  );

  it("breaks between words, below the sentence, where the terminal is narrower", () => {
    const lines = linesOf(inTime().events, "en", 80);
    expect(lines.slice(0, 2)).toEqual([
      "Mon 03 Nov 09:00  Shein 0001             · opened: 2 items; acknowledge in",
      "                                           12 hours, act in 48 hours",
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

/** A case in which one message has not arrived yet. */
function waitingFor(about: Pick<Message, "type" | "to" | "channel">): Case {
  const story = silentThenLate();
  const opened = story.events[0] as Extract<CaseEvent, { type: "case.opened" }>;
  const [message] = opened.data.messages ?? [];
  return { ...story.kase, outbox: [{ ...message!, ...about }] };
}

/** Told in both languages, in different words, without anything that is no word, in lines of at most 80 columns. */
function expectTold(told: Parameters<typeof timelineLines>[0]): { fr: string; en: string } {
  const [fr, en] = (["fr", "en"] as const).map((language) => timelineLines(told, screen(language, 80)));
  for (const lines of [fr!, en!]) {
    expect(lines.join(" ")).not.toMatch(/undefined|\[object/);
    expect(lines[0]!.slice(43)).toMatch(/\p{L}/u);
    expect(lines.filter(({ length }) => length > 80)).toEqual([]);
  }
  expect(fr!.map((line) => line.slice(43))).not.toEqual(en!.map((line) => line.slice(43)));
  return { fr: fr!.join("\n"), en: en!.join("\n") };
}
