import { both, same } from "../../../core/case/bilingual.ts";
import type { StepDraft } from "../../../core/case/draft/step-draft.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import { spokenInstant } from "../../../core/law/time/spoken-instant.ts";
import type { LetterAbout } from "./about.ts";
import { clockNames, clockSentence, draftDeadline } from "./clock-words.ts";
import { factsOf, standingOf } from "./facts.ts";
import { type LetterBlock, type LetterOutline, paragraph } from "./outline.ts";

type OfEscalation = Extract<OutgoingWebhook, { type: `escalation.${string}` }>;

/** A letter to somebody else whom a step of the ladder concerns. */
export function letterOfEscalation(body: OfEscalation, about: LetterAbout): LetterOutline {
  const { acknowledge, act } = about.kase.clocks;
  const { what, blocks } = saidOf(body, about);
  return {
    what,
    blocks: [
      ...blocks,
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
    button: { label: { fr: "Lire l'acte", en: "Read the act" }, url: about.link.url },
    facts: factsOf(about),
    notes: notesOnLink(about),
  };
}

function saidOf(body: OfEscalation, { authority, platform }: LetterAbout): { what: Bilingual; blocks: LetterBlock[] } {
  const { fr: autorite, en: office } = authority.name;
  switch (body.type) {
    case "escalation.copy": {
      const subject = body.data.step?.subject;
      return {
        what: { fr: "Copie pour information", en: "Copy for information" },
        blocks: [
          paragraph({
            fr: `${autorite} vous communique, pour information, l'acte adressé à ${platform.name} et l'état du dossier. Aucune réponse n'est attendue de vous.`,
            en: `${office} sends you, for information, the act addressed to ${platform.name} and the state of the case. No answer is expected of you.`,
          }),
          ...(subject === undefined ? [] : [paragraph(objectOf(subject))]),
        ],
      };
    }
    case "escalation.follow_up":
      return {
        what: { fr: "Suite donnée", en: "Effect given" },
        blocks: [
          paragraph({
            fr: `${autorite} vous fait connaître la suite d'une affaire dont vous avez été saisi ou informé : ${platform.name} a répondu depuis.`,
            en: `${office} lets you know what has come of a matter that was referred to you, or of which you were told: ${platform.name} has answered since.`,
          }),
        ],
      };
    case "escalation.referral": {
      const { draft, signedBy, step } = body.data;
      const subject = draft?.subject ?? step?.subject;
      return {
        what: { fr: "Saisine", en: "Referral" },
        blocks: [
          paragraph({
            fr: `${autorite} vous saisit au sujet de l'acte adressé à ${platform.name}.`,
            en: `${office} refers to you the matter of the act addressed to ${platform.name}.`,
          }),
          ...(subject === undefined ? [] : [paragraph(objectOf(subject))]),
          ...(draft === undefined ? [] : draftBlocks(draft, authority)),
          ...(signedBy === undefined
            ? []
            : [
                paragraph({
                  fr: `Signé, pour l'autorité, par l'agent ${signedBy}.`,
                  en: `Signed, for the authority, by officer ${signedBy}.`,
                }),
              ]),
        ],
      };
    }
  }
}

function objectOf({ fr, en }: Bilingual): Bilingual {
  return { fr: `Objet : ${fr}`, en: `Subject: ${en}` };
}

/** What the officer has signed, as it was signed: by its schema it holds no web address. */
function draftBlocks(draft: StepDraft, { state }: LetterAbout["authority"]): LetterBlock[] {
  return [
    { kind: "heading", text: { fr: "Faits", en: "Facts" } },
    { kind: "list", lines: draft.facts },
    { kind: "heading", text: { fr: "Chronologie", en: "Timeline" } },
    {
      kind: "list",
      lines: draft.timeline.map(({ at, text }) => {
        const when = spokenInstant(at, state);
        return { fr: `${when.fr} : ${text.fr}`, en: `${when.en}: ${text.en}` };
      }),
    },
    { kind: "heading", text: same("Annexes") },
    {
      kind: "list",
      lines: draft.annexes.map(({ title, digest }) =>
        both((language) => `${title[language]}${digest === undefined ? "" : ` (${digest})`}`),
      ),
    },
    paragraph(draft.closing),
  ];
}

function notesOnLink({ link, authority }: LetterAbout): Bilingual[] {
  const end = link.expiresAt === undefined ? undefined : spokenInstant(link.expiresAt, authority.state);
  return [
    {
      fr: `Qui a ce lien peut lire l'acte : ne le transmettez qu'à qui doit en connaître.${end === undefined ? "" : ` Il expire le ${end.fr} ; l'autorité peut le révoquer plus tôt.`}`,
      en: `Whoever has this link can read the act: pass it on only to those who need to know.${end === undefined ? "" : ` It expires on ${end.en}; the authority can revoke it earlier.`}`,
    },
  ];
}
