import { describe, expect, it } from "vitest";
import { messageBody } from "../../../../../core/case/message-body.ts";
import { type Case, type Clock, type Message, MessageType, type Recipient } from "../../../../../core/case/state.ts";
import type { Duration } from "../../../../../core/contract/duration.ts";
import { type Instant, plus } from "../../../../../core/contract/instant.ts";
import type { Language } from "../../../../../core/contract/language.ts";
import type { LetterAbout } from "../../../../../functions/shared/letters/about.ts";
import { languageOfPlatform, languageOfState } from "../../../../../functions/shared/letters/letter-language.ts";
import { letterText } from "../../../../../functions/shared/letters/letter-text.ts";
import { idOf } from "../../../../support/cases.ts";
import { openLinkWorld, publicUrl } from "../../../../support/link-world.ts";

const world = await openLinkWorld({ items: 3 });
const { kase } = world.played;
const scene = world.played.context();
const link = { url: `${publicUrl}/v1/answers/x?signature=y`, expiresAt: "2025-12-03T08:00:00.000Z" as Instant };
const reply = {
  nonce: "n",
  at: kase.openedAt,
  text: "SECRET WORDS https://www.wish.com/x",
  language: "en",
  decision: "disputed",
};
const draft = {
  step: "a-step",
  caseVersion: 1,
  recipient: { role: "authority" },
  subject: { fr: "Objet du projet", en: "Subject of the draft" },
  facts: [{ fr: "Premier fait.", en: "First fact." }],
  timeline: [{ at: kase.openedAt, text: { fr: "Ouvert.", en: "Opened." } }],
  annexes: [{ n: 1, title: { fr: "L'acte", en: "The act" }, digest: kase.digest }],
  closing: { fr: "Fin.", en: "End." },
  review: "draft",
};

function messageOf(type: MessageType, more: Partial<Message> = {}): Message {
  const to: Recipient = { kind: "platform", id: "wish", contact: "second_contact" };
  return {
    messageId: idOf("msg", 1),
    type,
    to,
    channel: "mail",
    sequence: 2,
    queuedAt: kase.openedAt,
    attempt: 1,
    nextAttemptAt: kase.openedAt,
    windowEndsAt: kase.openedAt,
    ...more,
  };
}

function letter(type: MessageType, language: Language, more: Partial<Message> = {}, of: Case = kase) {
  const content = type === "escalation.referral" ? draft : reply;
  const body = messageBody(of, messageOf(type, more), {
    ...scene,
    document: world.document,
    act: { html: `${publicUrl}/a`, pdf: `${publicUrl}/b`, expiresAt: link.expiresAt },
    content,
    publicUrl,
  });
  const about: LetterAbout = {
    kase: of,
    authority: scene.authority,
    platform: scene.platform,
    basis: scene.basis,
    calendar: { state: "FR", assumed: true },
    recipient: { fr: "Wish, le second contact", en: "Wish, the second contact" },
    language,
    link,
  };
  return letterText(body, about);
}

const every = MessageType.options.flatMap((type) =>
  (["fr", "en"] as const).map((language) => [type, language] as const),
);

describe.each(every)("the letter for %s in %s", (type, language) => {
  const { subject, text, html } = letter(type, language, { clock: "act", step: scene.basis.ladder[0]!.id });

  it("says who writes, which case and reference, and where to act", () => {
    expect(subject).toContain(kase.reference);
    for (const form of [text.replaceAll(/\s+/g, " "), html]) {
      expect(form).toContain(scene.authority.name[language]);
      expect(form).toContain(kase.caseId);
      expect(form).toContain(kase.reference);
      expect(form).toContain(link.url.replaceAll("&", form === html ? "&amp;" : "&"));
      expect(form).toContain(language === "fr" ? "Ne répondez pas à ce courriel" : "Do not reply to this mail");
    }
  });

  it("holds no address of an item, no locator, no seller and no words of the notice", () => {
    for (const form of [subject, text, html]) {
      expect(form).not.toMatch(/wish\.com|wish\[\.\]com|L-1|seller-77|SECRET WORDS/);
      expect(form).not.toContain(world.document.statementOfReasons!.slice(0, 40));
      expect(form).not.toContain(world.items[0]);
    }
  });

  it("loads nothing, follows nobody, and links once", () => {
    expect(html).not.toMatch(/<(?:img|script|link|style|iframe|object)\b|url\(|@import/i);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html.match(/(?:src|href|background)="/g)).toHaveLength(1);
  });

  it("says where a deadline stands that counsel has not confirmed the basis", () => {
    const deadline = language === "fr" ? /à compter de la réception|Au plus tard/i : /from receipt|By \w+day/;
    const plain = text.replaceAll(/\s+/g, " ");
    expect(plain.includes(language === "fr" ? "Projet : aucun conseil" : "Draft: counsel")).toBe(deadline.test(plain));
  });

  it("has every sentence in its language", () => {
    expect(text).not.toMatch(/undefined|\[object|null/);
    expect(html).toContain(`<html lang="${language}">`);
  });
});

describe("a letter", () => {
  it("to a platform names both time limits and what follows from each, no more", () => {
    const { text } = letter("notice.issued", "en");
    expect(text).toMatch(/By Monday 3 November 2025 at 21:00 \(Paris time\)/);
    expect(text.replaceAll(/\s+/g, " ")).toContain("A service level, not set by law");
    expect(text.replaceAll(/\s+/g, " ")).toContain("can take the steps that the legal basis provides for");
    expect(text).toContain("3 items");
  });

  it("with prior information names no item, not even how many, and no act", () => {
    const { text } = letter("notice.prior_information", "en");
    expect(text).not.toMatch(/\d items?|sha-256/);
  });

  it("of a referral carries what the officer has signed", () => {
    const { text } = letter("escalation.referral", "fr");
    for (const part of ["Objet du projet", "Premier fait.", "Ouvert.", kase.digest, "Fin."])
      expect(text).toContain(part);
  });

  it("to the authority of an answered case names what still waits for its decision, if anything does", () => {
    const [step] = scene.basis.ladder;
    const of = { ...kase, ladder: [{ step: step!.id, state: "proposed" as const, at: kase.openedAt }] };
    const plain = (language: Language, from: Case) =>
      letter("case.settled", language, {}, from).text.replaceAll(/\s+/g, " ");
    expect(plain("fr", of)).toContain(`Une décision de votre part reste attendue : « ${step!.subject.fr} ».`);
    expect(plain("en", of)).toContain(`A decision of yours is still awaited: “${step!.subject.en}”.`);
    expect(plain("en", { ...kase, ladder: [] })).not.toContain("A decision of yours");
  });

  it.each([
    ["no_address", "Aucune adresse du destinataire n'est connue", "No address of the recipient is known"],
    ["undelivered", "L'envoi n'a pas pu être remis", "What was sent could not be delivered"],
  ] as const)("of a step that is the officer's task says which, why, and what to do (%s)", (task, fr, en) => {
    const [step] = scene.basis.ladder;
    const said = (language: Language, of: Case = kase) => {
      const { subject, text } = letter("case.decision_needed", language, { step: step!.id, task }, of);
      return `${subject} ${text.replaceAll(/\s+/g, " ")}`;
    };
    for (const part of ["Une étape vous revient", fr, step!.subject.fr, "puis signez-la dans le dossier"])
      expect(said("fr")).toContain(part);
    for (const part of ["A step is left to you", en, step!.subject.en, "then sign it in the case"])
      expect(said("en")).toContain(part);
    const closed = said("en", { ...kase, closedAt: kase.openedAt });
    expect(closed).toContain("take it yourself: the closed case can still be read");
    expect(closed).not.toContain("then sign it in the case");
  });

  it("of a decision that lapsed says which, that nothing was sent, and what can still be done", () => {
    const [step] = scene.basis.ladder;
    const said = (language: Language) =>
      letter("case.decision_lapsed", language, { step: step!.id }).text.replaceAll(/\s+/g, " ");
    expect(said("fr")).toContain(`rien n'a été envoyé : ${step!.subject.fr}. Si elle reste nécessaire,`);
    expect(said("en")).toContain(`nothing was sent: ${step!.subject.en}. If it is still needed,`);
  });

  it.each([
    ["line ends", "REF\r\nBcc: a@b.example"],
    ["a very long one", "R".repeat(200)],
    ["characters that are not seen", "REF\u202e\u0000\u2028X"],
    ["characters outside the first plane", "😀".repeat(100)],
  ])("has one line of at most 120 characters for subject, whatever the reference: %s", (_title, reference) => {
    for (const language of ["fr", "en"] as const) {
      for (const type of MessageType.options) {
        const { subject } = letter(type, language, {}, { ...kase, reference });
        expect(subject.length).toBeLessThanOrEqual(120);
        expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        expect(subject.isWellFormed()).toBe(true);
      }
    }
  });

  it("writes markup in a reference as text", () => {
    const { html } = letter("notice.issued", "en", {}, { ...kase, reference: "<script>alert(1)</script>" });
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;");
  });

  it("is in French for platforms that declared it and for French authorities, else in English", () => {
    expect(languageOfPlatform({ languages: ["de", "fr"] })).toBe("fr");
    expect(languageOfPlatform({ languages: ["de", "nl"] })).toBe("en");
    expect(languageOfState("FR")).toBe("fr");
    expect(languageOfState("IE")).toBe("en");
    expect(languageOfState(undefined)).toBe("en");
  });
});

describe("a reminder that is sent later than it was meant", () => {
  const acknowledge = kase.clocks.acknowledge;
  const dueLegal = plus(scene.now, -1_000);
  const of = (clock: Partial<Clock>): Case => ({
    ...kase,
    clocks: { ...kase.clocks, acknowledge: { ...acknowledge, state: "running", dueLegal, ...clock } },
  });
  const said = (language: Language, clock: Partial<Clock>) =>
    letter("notice.reminder", language, { clock: "acknowledge" }, of(clock)).text.replaceAll(/\s+/g, " ");

  it("says until when time is given back, and promises no step before", () => {
    const serviceInterrupted = { from: plus(dueLegal, -1_000), to: scene.now, until: plus(scene.now, 3_600_000) };
    const clock = { within: "PT12H" as Duration, serviceInterrupted };
    expect(said("fr", clock)).toMatch(
      /était fixé au .+ ; du temps vous est rendu : aucune suite n'est engagée avant le/,
    );
    expect(said("en", clock)).toMatch(/was to end on .+; time is given back to you: no step is taken before/);
  });

  it("does not say that the end is near when it is past", () => {
    expect(said("fr", {})).toContain("avait pour terme le");
    expect(said("en", {})).not.toContain("ends soon");
    expect(said("en", { dueLegal: plus(scene.now, 1_000) })).toContain("ends soon");
    expect(said("en", { state: "missed", missedAt: scene.now })).toContain("has passed");
  });
});
