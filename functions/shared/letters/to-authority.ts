import { questionWords } from "../../../core/case/event-words/answers.ts";
import type { ClockName } from "../../../core/case/state.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import type { LetterAbout } from "./about.ts";
import { clockNames, clockSentence, draftDeadline } from "./clock-words.ts";
import { decisionLapsed, decisionNeeded, stillUndecided } from "./decision-words.ts";
import { factsOf, standingOf } from "./facts.ts";
import { type LetterOutline, paragraph } from "./outline.ts";

type ToAuthority = Extract<OutgoingWebhook, { type: `case.${string}` }>;

/** A letter to the authority that issued the notice. */
export function letterToAuthority(body: ToAuthority, about: LetterAbout): LetterOutline {
  const { what, says } = saidOf(body, about);
  const { acknowledge, act } = about.kase.clocks;
  return {
    what,
    blocks: [
      ...says.map(paragraph),
      {
        kind: "rows",
        rows: [
          ...standingOf(about),
          { term: clockNames.acknowledge, value: clockSentence(acknowledge, about) },
          { term: clockNames.act, value: clockSentence(act, about) },
        ],
      },
      paragraph(draftDeadline),
    ],
    button: { label: { fr: "Lire le dossier", en: "Read the case" }, url: about.link.url },
    facts: factsOf(about),
    notes: [
      {
        fr: "Le dossier ne s'ouvre qu'avec un jeton de votre autorité.",
        en: "The case opens only with a token of your authority.",
      },
    ],
  };
}

function saidOf(body: ToAuthority, about: LetterAbout): { what: Bilingual; says: Bilingual[] } {
  const { name } = about.platform;
  switch (body.type) {
    case "case.undeliverable":
      return {
        what: { fr: `${name} n'a pas pu être jointe`, en: `${name} could not be reached` },
        says: [
          {
            fr: `Aucun canal n'a permis de joindre ${name}. Aucun délai ne court. Vous pouvez reprendre la remise, ou remettre l'acte par un autre moyen et inscrire sa réception au dossier.`,
            en: `No channel has reached ${name}. No clock runs. You can resume delivery, or serve the act by other means and record its receipt.`,
          },
        ],
      };
    case "case.receipt_taken_back":
      return {
        what: { fr: "Réception infirmée", en: "Receipt taken back" },
        says: [
          {
            fr: `Le courriel par lequel ${name} avait reçu l'acte, ou ce qui s'y ajoute, est revenu après coup : aucun délai ne court de cette réception. Vous pouvez remettre l'acte par un autre moyen et inscrire sa réception au dossier.`,
            en: `The mail by which ${name} had received the act, or what was added to it, came back afterwards: no clock runs from that receipt. You can serve the act by other means and record its receipt.`,
          },
        ],
      };
    case "case.disclosure_ended":
      return {
        what: { fr: "Le vendeur peut être informé", en: "The seller may be told" },
        says: [
          {
            fr: `Le temps pendant lequel le vendeur ne devait pas être informé a pris fin ; ${name} en est avertie.`,
            en: `The time during which the seller was not to be told has ended; ${name} is told so.`,
          },
        ],
      };
    case "case.answer_received":
      return {
        what: { fr: `Réponse de ${name}`, en: `Answer from ${name}` },
        says: [
          {
            fr: `${name} a répondu. Ce que la réponse dit de chaque contenu est dans le dossier.`,
            en: `${name} has answered. What the answer says of each item is in the case.`,
          },
          ...(body.data.question === undefined ? [] : [waitsFor(questionWords[body.data.question])]),
        ],
      };
    case "case.overdue": {
      const late = overdueWords[body.data.clock ?? "act"];
      return {
        what: { fr: `Échéance dépassée : ${late.fr}`, en: `Past due: ${late.en}` },
        says: [
          {
            fr: `${name} n'a pas répondu dans le délai (${late.fr}).`,
            en: `${name} has not answered in time (${late.en}).`,
          },
        ],
      };
    }
    case "case.decision_needed":
      return decisionNeeded(body, about);
    case "case.decision_lapsed":
      return decisionLapsed(body);
    case "case.settled":
      return {
        what: { fr: "Chaque contenu a sa réponse", en: "Every item has its answer" },
        says: [
          {
            fr: `${name} a répondu pour chacun des contenus. Sans contestation de votre part, le dossier se clôt de lui-même trente jours après.`,
            en: `${name} has answered for every item. Unless you dispute it, the case closes by itself thirty days later.`,
          },
          ...(body.data.undecided === undefined ? [] : [stillUndecided(body.data.undecided)]),
        ],
      };
  }
}

function waitsFor({ fr, en }: Bilingual): Bilingual {
  return { fr: `Elle attend votre réponse : ${fr}.`, en: `It waits for your reply: ${en}.` };
}

const overdueWords = {
  acknowledge: { fr: "accusé de réception", en: "acknowledgement" },
  act: { fr: "action et compte rendu", en: "action and report" },
} as const satisfies Record<ClockName, Bilingual>;
