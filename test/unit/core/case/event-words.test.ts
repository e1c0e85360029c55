import { describe, expect, it } from "vitest";
import { eventSentence, eventWords } from "../../../../core/case/event-words.ts";
import { CaseEvent, type EventOf } from "../../../../core/case/events.ts";
import { ReceiptMeans } from "../../../../core/case/state.ts";
import { tellingOf } from "../../../../core/case/telling.ts";
import { AnswerType } from "../../../../core/contract/answer-type.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import { contextOf } from "../../../support/cases.ts";
import { oneOfEach } from "./draft/one-of-each.ts";

const events = Object.values<CaseEvent>(oneOfEach);
const parties = { ...contextOf("fr-conso-521-3-1"), authorities: startingDirectory.authorities };
const telling = tellingOf(parties, events);
const told = (event: CaseEvent) => eventSentence(event, telling);

describe("the words of an event", () => {
  it.each(events)("stand in both languages, as whole sentences without an address ($type)", (event) => {
    expect(CaseEvent.parse(event)).toEqual(event);
    const { fr, en } = told(event);
    for (const text of [fr, en]) {
      expect(text).toMatch(/^\p{Lu}.*\.$/u);
      expect(text).not.toMatch(/undefined|\[object|http|:\/\/|\$\{| {2}|\.\./i);
    }
    expect(fr).not.toBe(en);
  });

  it("name each event shortly, and no two alike", () => {
    const names = Object.values(eventWords).map(({ name }) => name);
    expect(new Set(names.map(({ fr }) => fr)).size).toBe(names.length);
    expect(new Set(names.map(({ en }) => en)).size).toBe(names.length);
    for (const { fr, en } of names) expect(Math.max(fr.length, en.length)).toBeLessThan(36);
  });

  it("tell by which means the act was received", () => {
    const sentences = ReceiptMeans.options.map(
      (means) => told({ ...oneOfEach["notice.delivered"], data: { ...oneOfEach["notice.delivered"].data, means } }).fr,
    );
    expect(new Set(sentences).size).toBe(ReceiptMeans.options.length);
    expect(sentences.find((sentence) => sentence.includes("lettre recommandée"))).toContain("constatée par un agent");
  });

  it("tell which officer put a receipt on record", () => {
    const { data, ...event } = oneOfEach["notice.delivered"];
    const { fr, en } = told({ ...event, data: { ...data, by: "hand", means: "bailiff", officer: "officer-7" } });
    expect(fr).toContain("officer-7");
    expect(en).toContain("officer-7");
  });

  it.each(AnswerType.options)("tell what the platform said (%s)", (answer) => {
    const { items: _items, ended: _ended, ...data } = oneOfEach["answer.received"].data;
    const { fr, en } = told({ ...oneOfEach["answer.received"], data: { ...data, answer } });
    expect(fr).toMatch(/^Réponse de la plateforme Shein \(par le lien de réponse, sans signature\) : « .+ »\.$/);
    expect(en).toMatch(/^Answer of the platform Shein \(by the answering link, not signed\): “.+”\.$/);
  });

  it("tell why, where the platform gave a reason", () => {
    const { items: _items, ...data } = oneOfEach["answer.received"].data;
    const event: EventOf<"answer.received"> = {
      ...oneOfEach["answer.received"],
      data: { ...data, answer: "impossible", reason: "force_majeure" },
    };
    expect(told(event).fr).toContain("(force majeure)");
  });

  it("tell a reason they do not know as it is", () => {
    const { items: _items, ...data } = oneOfEach["answer.received"].data;
    expect(
      told({ ...oneOfEach["answer.received"], data: { ...data, answer: "impossible", reason: "unheard_of" } }).en,
    ).toContain("(unheard_of)");
  });

  it("tell how a clock ended and why it was late", () => {
    const { fr, en } = told(oneOfEach["answer.received"]);
    expect(fr).toContain("mesure déclarée pour 1 contenu (retiré)");
    expect(fr).toContain("Accusé de réception : hors délai (reçu après l'échéance).");
    expect(en).toContain("Acknowledgement: out of time (received after the due instant).");
  });

  it("name the recipient of a message by what the directory knows of them", () => {
    expect(told(oneOfEach["step.taken"]).fr).toContain("le représentant légal de la plateforme Shein");
    expect(told(oneOfEach["step.signed"]).fr).toContain("Personnalité qualifiée de l'Arcom");
  });

  it("tell instants on the clock of the authority's State, the whole name of the day beside", () => {
    expect(told(oneOfEach["step.postponed"]).fr).toContain("samedi 8 novembre 2025 à 9 h 00 (heure de Paris)");
    expect(told(oneOfEach["step.postponed"]).en).toContain("Saturday 8 November 2025 at 09:00 (Paris time)");
  });

  it("tell a due instant of counted days as 24:00 of its last day, in the State whose days count", () => {
    const opened = oneOfEach["case.opened"];
    const act = { ...opened.data.clocks.act, rule: "eu_1182_71", within: "2WD" } as typeof opened.data.clocks.act;
    const clocks = { ...opened.data.clocks, act };
    const counted = tellingOf(parties, [
      { ...opened, data: { ...opened.data, clocks } },
      oneOfEach["notice.delivered"],
    ]);
    const missed = oneOfEach["clock.missed"];
    const event: CaseEvent = {
      ...missed,
      data: { clock: "act", dueLegal: "2025-11-06T00:00:00.000Z" as typeof missed.at },
    };
    expect(eventSentence(event, counted).fr).toContain("mercredi 5 novembre 2025 à 24 h 00 (heure de Dublin)");
    expect(eventSentence(event, counted).en).toContain("Wednesday 5 November 2025 at 24:00 (Dublin time)");
  });
});
