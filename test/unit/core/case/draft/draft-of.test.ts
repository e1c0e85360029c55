import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftOf } from "../../../../../core/case/draft/draft-of.ts";
import { StepDraft } from "../../../../../core/case/draft/step-draft.ts";
import type { CaseEvent } from "../../../../../core/case/events.ts";
import type { Instant } from "../../../../../core/contract/instant.ts";
import { platformIn } from "../../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../../core/law/directory/starting-directory.ts";
import { presets } from "../../../../../core/law/legal-bases.ts";
import { deepFreeze } from "../../../../support/deep-freeze.ts";
import { correctCommand, digestNumber, hour, minute, play, second } from "../../../../support/cases.ts";
import { servedToShein } from "../../../../support/served-notices.ts";
import { oneOfEach } from "./one-of-each.ts";
import { answer, decide, draftOfStep, letItRunOut, playedRequisition, textsOf } from "./played.ts";

const court = "overdue-act-court";
const french = ({ facts }: StepDraft) => facts.map(({ fr }) => fr).join("\n");
const english = ({ facts }: StepDraft) => facts.map(({ en }) => en).join("\n");

const decisionSteps = presets.usable.flatMap((basis) =>
  basis.ladder
    .filter(({ mode }) => mode === "decision")
    .map((step) => ({ basis, step, name: `${basis.id} ${step.id}` })),
);

/** A requisition that is received, acknowledged in time, and not acted on. */
function silentAfterwards() {
  const played = playedRequisition();
  played.deliver();
  played.wait(hour);
  answer(played, "acknowledged");
  letItRunOut(played);
  return played;
}

describe("the draft of a step", () => {
  it.each(decisionSteps)("is whole for every decision of every usable basis ($name)", ({ basis, step }) => {
    const played = play(basis.id, { authorityIsTold: ["webhook"] });
    letItRunOut(played);
    const draft = draftOfStep(played, step.id);
    expect(StepDraft.parse(draft)).toEqual(draft);
    expect(draft.step).toBe(step.id);
    expect(draft.caseVersion).toBe(played.kase.version);
    expect(draft.recipient.role).toBe(step.to);
    expect(draft.subject.fr).toContain(step.subject.fr);
    expect(draft.subject.en).toContain(step.subject.en);
    expect(draft.closing.fr).toContain(step.subject.fr);
    expect(draft.closing.fr).toContain(`Le modèle ${basis.id}, version ${basis.version}, n'a pas encore été confirmé`);
    const cite = typeof basis.cite === "string" ? { fr: basis.cite, en: basis.cite } : basis.cite;
    expect(draft.facts[0]?.fr).toContain(cite.fr);
    expect(draft.facts[0]?.en).toContain(cite.en);
    expect(french(draft)).toContain(played.kase.items[0]!.itemId);
    for (const text of textsOf(draft)) expect(text).not.toMatch(/undefined|\[object|NaN|http| {2}|\.\.(?!\.)/i);
  });

  it("says who ordered whom what, under which provisions, as the served notice has them", () => {
    const draft = draftOfStep(silentAfterwards(), court, servedToShein);
    expect(draft.facts[0]?.fr).toContain("lundi 3 novembre 2025 à 9 h 00 (heure de Paris)");
    expect(draft.facts[0]?.fr).toContain("DGCCRF, Service national des enquêtes");
    expect(draft.facts[0]?.fr).toContain(
      `la plateforme Shein, sous la référence ${servedToShein.reference}, une réquisition`,
    );
    expect(french(draft)).toContain("Disposition enfreinte, selon l'acte : « Code pénal, art. 227-23 »");
    expect(english(draft)).toContain("“French Criminal Code, art. 227-23”");
    expect(french(draft)).toContain("Mesures ordonnées : retirer le contenu et suspendre le vendeur.");
  });

  it("names items by identifiers and locators, and says where their addresses stand", () => {
    const draft = draftOfStep(silentAfterwards(), court, servedToShein);
    for (const { itemId, locators } of servedToShein.items) {
      expect(french(draft)).toContain(itemId);
      for (const locator of Object.values(locators ?? {})) expect(french(draft)).toContain(locator);
    }
    expect(french(draft)).toContain("L'acte vise 2 contenus chez Shein");
    expect(french(draft)).toContain("les adresses exactes figurent à l'annexe 1");
    for (const { url } of servedToShein.items) {
      const { host, pathname } = new URL(url);
      for (const text of textsOf(draft)) expect(text.includes(host) || text.includes(pathname)).toBe(false);
    }
  });

  it("says which items lack a measure, and which measure was another than those ordered", () => {
    const played = silentAfterwards();
    const [first] = played.kase.items;
    answer(played, "action_taken", {
      items: [{ itemId: first!.itemId, outcome: "demoted", measuredAt: played.now }],
      document: digestNumber(77),
    });
    const draft = draftOfStep(played, court, servedToShein);
    expect(french(draft)).toContain("Mesure déclarée : rétrogradé");
    expect(french(draft)).toContain("Cette mesure n'est pas de celles de l'acte.");
    expect(french(draft)).toContain("il manque une mesure déclarée pour 1 contenu sur 2 : nº 2.");
    expect(english(draft)).toContain("1 of 2 items lacks a reported measure: no. 2.");
  });

  it("says that nothing is missing once every item has its measure", () => {
    const played = silentAfterwards();
    answer(played, "action_taken");
    expect(french(draftOfStep(played, court))).toContain("il ne manque de mesure déclarée pour aucun contenu");
  });

  it("says how and when the act was served, at which attempt it was received, and what failed before", () => {
    const played = playedRequisition();
    played.attempt(played.pending("notice.issued"), { kind: "failed", code: "timeout" });
    played.wait(10 * minute);
    const { messageId } = played.pending("notice.issued");
    played.deliver();
    const draft = draftOfStep(played, "issued-public-prosecutor", servedToShein);
    expect(french(draft)).toContain("expédié par message signé (webhook)");
    expect(french(draft)).toContain("1 tentative sans succès");
    expect(french(draft)).toContain(`Remise constatée à la tentative nº 2 (${messageId}).`);
    expect(french(draft)).toContain(
      "Le lundi 3 novembre 2025 à 9 h 10 (heure de Paris), acte reçu par la plateforme Shein",
    );
  });

  it("says that no time limit runs while the act has not been received", () => {
    const draft = draftOfStep(playedRequisition(), "issued-public-prosecutor");
    expect(french(draft)).toContain("Aucune réception de l'acte ne figure au dossier : aucun délai ne court.");
    expect(french(draft)).toContain("Il n'a pas couru.");
  });

  it("gives both clocks their length, their origin, their due instants and the rule", () => {
    const draft = draftOfStep(silentAfterwards(), court, servedToShein);
    expect(french(draft)).toContain(
      "Le délai pour accuser réception est de 12 heures, niveau de service que la loi n'impose pas.",
    );
    expect(french(draft)).toContain("Le délai d'exécution est de 48 heures, fixé par l'acte.");
    expect(french(draft)).toContain(
      "Échéance : le mercredi 5 novembre 2025 à 9 h 00 (heure de Paris), soit 2025-11-05T08:00:00.000Z en temps universel. Décompte : 48 heures, sans interruption ni arrondi.",
    );
    expect(english(draft)).toContain("Due: Wednesday 5 November 2025 at 09:00 (Paris time)");
    expect(french(draft)).toMatch(/Dépassement constaté le .+ novembre 2025/);
  });

  it("counts days by the calendar of the State of the platform, to 24:00 there", () => {
    const platform = platformIn(startingDirectory, "temu")!;
    const played = play("eu-gpsr-22-order", {
      authorityIsTold: ["webhook"],
      platform,
      state: "IE",
      stateIsAssumed: false,
    });
    played.deliver();
    const draft = draftOfStep(played, "overdue-act-sanctioning-authority");
    expect(french(draft)).toContain("Échéance : le mercredi 5 novembre 2025 à 24 h 00 (heure de Dublin)");
    expect(french(draft)).toContain("Décompte selon le calendrier de l'Irlande :");
    expect(english(draft)).toContain("Wednesday 5 November 2025 at 24:00 (Dublin time)");
  });

  it("tells every answer with its date, how the platform made itself known, its clock and its annex", () => {
    const played = silentAfterwards();
    answer(played, "refused", { reason: "not_illegal", identified: "link", document: digestNumber(78) });
    const draft = draftOfStep(played, court, servedToShein);
    const annex = draft.annexes.find(({ digest }) => digest === digestNumber(78));
    expect(french(draft)).toContain(
      "Le lundi 3 novembre 2025 à 10 h 00 (heure de Paris), réponse de la plateforme Shein (message signé) : « pris en charge ». Accusé de réception : dans le délai.",
    );
    expect(french(draft)).toContain("par le lien de réponse, sans signature");
    expect(french(draft)).toContain("le contenu n'est pas illicite");
    expect(french(draft)).toContain(`Réponse reçue hors délai. (Annexe ${annex!.n}.)`);
    expect(french(draft)).toContain("Attend encore la décision de l'autorité : le refus d'agir.");
  });

  it("says that the platform never answered", () => {
    const played = playedRequisition();
    played.deliver();
    letItRunOut(played);
    expect(french(draftOfStep(played, court))).toContain("Aucune réponse de la plateforme Shein ne figure au dossier.");
  });

  it("tells an outage of ours across a due instant, and until when nothing was done for it", () => {
    const played = playedRequisition();
    played.deliver();
    answer(played, "acknowledged");
    played.outage({ from: "2025-11-05T07:30:00.000Z" as Instant, to: "2025-11-05T09:30:00.000Z" as Instant });
    played.until("2025-11-05T09:31:00.000Z" as Instant);
    played.takeDueSteps();
    const draft = draftOfStep(played, court);
    expect(french(draft)).toContain(
      "interruption de notre service à l'échéance (le délai d'exécution), du mercredi 5 novembre 2025 à 8 h 30 (heure de Paris) au mercredi 5 novembre 2025 à 10 h 30 (heure de Paris) ; aucune suite n'est engagée avant le mercredi 5 novembre 2025 à 12 h 30 (heure de Paris).",
    );
    expect(english(draft)).toContain("interruption of our service");
  });

  it("tells the reminders and the steps taken, and nothing of what the authority only considered", () => {
    const played = silentAfterwards();
    const draft = draftOfStep(played, court, servedToShein);
    expect(french(draft)).toContain(
      "« Rappel : délai d'exécution dépassé » (destinataire : le représentant légal de la plateforme Shein)",
    );
    expect(french(draft)).toContain("Remise constatée le");
    decide(played, "issued-public-prosecutor", { kind: "drop" });
    const later = draftOfStep(played, court, servedToShein);
    expect(later.facts.length).toBe(draft.facts.length);
    for (const text of textsOf(later))
      expect(text).not.toMatch(/Signalement \(CPP art\. 40\)|écarté|soumise à la décision/);
  });

  it("names the channel of each sending of a step, the mail that took the place of a webhook as well", () => {
    const reminded = (webhookIsContactPoint: boolean) => {
      const platform = { ...platformIn(startingDirectory, "shein")!, webhookIsContactPoint };
      const played = playedRequisition({ hasMail: true, platform });
      played.deliver("notice.issued", "webhook");
      answer(played, "acknowledged");
      played.until("2025-11-05T08:05:00.000Z" as Instant);
      played.takeDueSteps();
      return played;
    };
    const both = reminded(false);
    const representative = both.kase.outbox.find(
      ({ step, channel }) => step === "overdue-act-platform-legal-representative" && channel === "mail",
    )!;
    both.attempt(representative, { kind: "handed_over" });
    both.mailEvent(representative, { kind: "delivered", at: both.now });
    expect(french(draftOfStep(both, court))).toContain(
      "Remise par message signé (webhook) non constatée. Remise constatée le mercredi 5 novembre 2025 à 9 h 05 (heure de Paris), par courriel.",
    );

    const sent = playedRequisition({ hasMail: true });
    sent.takeDueSteps();
    const copy = sent.pending("escalation.copy");
    sent.attempt(copy, { kind: "failed", code: "timeout" });
    expect(french(draftOfStep(sent, court))).not.toContain("par courriel");
    const mail = sent.kase.outbox.find(({ insteadOf }) => insteadOf === copy.messageId)!;
    sent.attempt(mail, { kind: "handed_over" });
    sent.mailEvent(mail, { kind: "delivered", at: sent.now });
    expect(english(draftOfStep(sent, court))).toContain(
      "Delivery by signed message (webhook) not on record. Delivered on Monday 3 November 2025 at 09:00 (Paris time), by e-mail.",
    );
  });

  it("tells a step that was signed, with its documents among the annexes", () => {
    const played = silentAfterwards();
    decide(played, "issued-public-prosecutor", { kind: "sign", draft: digestNumber(60) });
    const draft = draftOfStep(played, court, servedToShein);
    expect(french(draft)).toContain(
      "l'agent officer-1 a signé la suite « Signalement (CPP art. 40) » (destinataire : Parquet de Paris)",
    );
    expect(draft.annexes.map(({ digest }) => digest)).toEqual(
      expect.arrayContaining([digestNumber(61), digestNumber(60)]),
    );
  });

  it("numbers its annexes: the served notice first, the record last, each document with its digest", () => {
    const played = silentAfterwards();
    const { annexes } = draftOfStep(played, court, servedToShein);
    expect(annexes.map(({ n }) => n)).toEqual(annexes.map((_, index) => index + 1));
    expect(annexes[0]).toMatchObject({ title: { fr: "Acte notifié, version 1" }, digest: played.kase.digest });
    expect(annexes[1]?.title.fr).toMatch(/^Relevé des envois et des remises/);
    expect(annexes[2]?.digest).toBe(digestNumber(2));
    expect(annexes.at(-1)?.title.fr).toContain(`(${played.events.length} événements)`);
  });

  it("keeps the digest of every version of a corrected notice", () => {
    const played = silentAfterwards();
    const events = [...played.events, oneOfEach["notice.corrected"]];
    const kase = { ...played.kase, digest: oneOfEach["notice.corrected"].data.digest, noticeVersion: 2 };
    const context = played.context();
    const step = context.basis.ladder.find(({ id }) => id === court)!;
    const { authorities } = startingDirectory;
    const { annexes, facts } = draftOf({ ...context, case: kase, step, events, served: undefined, authorities });
    expect(annexes.slice(0, 2).map(({ title, digest }) => [title.fr, digest])).toEqual([
      ["Acte notifié, version 2", kase.digest],
      ["Acte notifié, version 1", digestNumber(1)],
    ]);
    expect(facts.map(({ fr }) => fr).join()).toContain(
      "a rectifié l'acte : version 2, 2 contenus ; une obligation est ajoutée",
    );
    expect(facts.map(({ fr }) => fr).join()).toContain("Le contenu de l'acte notifié n'est plus conservé");
  });

  it("says which version is in force since when, how many items it is about, and which are no longer meant", () => {
    const played = silentAfterwards();
    expect(french(draftOfStep(played, court))).not.toMatch(/plus visé|en vigueur depuis/);
    const [first, second] = played.kase.items.map(({ itemId }) => itemId);
    played.must(correctCommand(played.kase, { items: [first!] }));
    const draft = draftOfStep(played, court);
    const at = "3 décembre 2025 à 10 h 00 (heure de Paris)";
    expect(french(draft)).toMatch(
      new RegExp(
        `L'acte, dans sa version 2, en vigueur depuis le \\S+ ${at.replace(/[()]/g, "\\$&")}, vise 1 contenu chez`,
      ),
    );
    expect(french(draft)).toContain(`1 contenu d'une version antérieure n'est plus visé : ${second!}.`);
    expect(english(draft)).toContain(`1 item of an earlier version is no longer meant: ${second!}.`);
    expect(StepDraft.parse(draft)).toEqual(draft);
  });

  it("orders its timeline by time, and of failed attempts tells the first", () => {
    const played = playedRequisition();
    for (let tries = 0; tries < 4; tries += 1) {
      played.attempt(played.pending("notice.issued"), { kind: "failed", code: "timeout" });
      played.wait(30 * second);
    }
    played.deliver();
    answer(played, "acknowledged");
    letItRunOut(played);
    const { timeline } = draftOfStep(played, court);
    const instants = timeline.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted());
    expect(timeline.filter(({ text }) => text.fr.includes("sans succès"))).toHaveLength(1);
    expect(timeline[0]?.text.fr).toMatch(/^Dossier ouvert/);
  });

  it("says who receives it, by name where the directory knows one", () => {
    const draft = draftOfStep(silentAfterwards(), court, servedToShein);
    expect(draft.recipient.name).toEqual({ fr: "Tribunal judiciaire de Paris", en: "Tribunal judiciaire de Paris" });
    expect(draft.closing.fr).toContain("(juridiction, Tribunal judiciaire de Paris)");
    const commission = draftOfStep(silentAfterwards(), "manual-european-commission");
    expect(commission.recipient).toEqual({ role: "european_commission", byHand: true });
    expect(commission.closing.fr).toContain("(Commission européenne)");
  });

  it("says that the officer sends it where no address is on file, or none is of use, and only then", () => {
    const commission = draftOfStep(silentAfterwards(), "manual-european-commission");
    expect(commission.closing.fr).toContain("Aucune adresse du destinataire n'est connue : rien n'est envoyé");
    expect(commission.closing.en).toContain("No address of the recipient is on file: nothing is sent on signature");
    const prosecutor = "overdue-act-public-prosecutor";
    const played = silentAfterwards();
    const before = draftOfStep(played, prosecutor);
    expect(before.recipient).not.toHaveProperty("byHand");
    expect(before.closing.fr).not.toMatch(/envoyé|Aucune adresse/);
    decide(played, prosecutor, { kind: "sign" });
    played.attempt(played.pending("escalation.referral"), { kind: "hopeless", code: "gone" });
    const left = draftOfStep(played, prosecutor);
    expect(left.recipient.byHand).toBe(true);
    expect(left.closing.fr).toContain("Ce document n'est pas envoyé à la signature : l'agent le remet lui-même");
  });

  it("says of a step signed for nobody that it is to be served, and once it has been that it has", () => {
    const played = silentAfterwards();
    decide(played, "manual-european-commission", { kind: "sign" });
    expect(french(draftOfStep(played, court))).toContain(
      "(destinataire : sans adresse connue, à remettre par l'agent)",
    );
    decide(played, "manual-european-commission", { kind: "sign" });
    expect(french(draftOfStep(played, court))).toContain("(destinataire : remise par l'agent)");
  });

  it("is the same each time, and changes nothing it is given", () => {
    const played = silentAfterwards();
    const make = () => draftOfStep(played, court, deepFreeze(structuredClone(servedToShein)));
    expect(make()).toEqual(make());
    expect(JSON.stringify(make())).toBe(JSON.stringify(make()));
  });

  it("holds no web address, whatever the authority wrote and in whatever order things happened", () => {
    const played = silentAfterwards();
    const context = played.context();
    const step = context.basis.ladder.find(({ id }) => id === court)!;
    const { authorities } = startingDirectory;
    const written = fc.oneof(
      fc.webUrl({ withQueryParameters: true }),
      fc.constantFrom(
        "HTTPS://M.SHEIN.COM/x",
        "(voir www.shein.com/p-1)",
        "hxxps[:]//a[.]com/x",
        "shein.com/goods-p-12.html",
        "a\u202eb",
      ),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    );
    const others = fc.shuffledSubarray(Object.values<CaseEvent>(oneOfEach).slice(1));
    fc.assert(
      fc.property(written, written, others, (provision, reference, more) => {
        const served = { ...servedToShein, provision: `Voir ${provision}.` };
        const events = [...played.events, ...more];
        const kase = { ...played.kase, reference };
        const draft = draftOf({ ...context, case: kase, step, events, served, authorities });
        expect(() => StepDraft.parse(draft)).not.toThrow();
        for (const text of textsOf(draft)) expect(text).not.toMatch(/https?|hxxps?|:\/\/|www\.|\u202e/i);
      }),
      { numRuns: 100 },
    );
  });

  it("is refused as a document with a web address in it, or a field nobody knows", () => {
    const draft = draftOfStep(silentAfterwards(), court);
    const leaking = { ...draft, closing: { ...draft.closing, en: "See https://m.shein.example/p-1.html" } };
    expect(StepDraft.safeParse(leaking).success).toBe(false);
    expect(StepDraft.safeParse({ ...draft, items: [] }).success).toBe(false);
  });
});
