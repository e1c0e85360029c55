import { answerTable } from "../../../../core/contract/answer-table.ts";
import type { AnswerType } from "../../../../core/contract/answer-type.ts";
import { answerButton } from "../../links/answer-button.ts";
import type { ActSection } from "../act.ts";
import type { Scribe } from "./scribe.ts";

/** The answers open to a platform that has been served; `restored` comes only after a withdrawal. */
const openAnswers = [
  "acknowledged",
  "action_taken",
  "clarification_requested",
  "impossible",
  "contested",
  "refused",
  "not_addressee",
] as const satisfies readonly AnswerType[];

/** How the platform answers, what its answers must name, and what each of them does. */
export function answeringSection({ document, digest, say, line, code, row }: Scribe): ActSection {
  const { addressee, caseId, version } = document;
  return {
    heading: say({ fr: "Comment répondre", en: "How to answer" }),
    blocks: [
      {
        kind: "paragraphs",
        lines: [
          line({
            fr: "Répondez de l'une de ces deux façons, selon ce que vous avez reçu :",
            en: "Answer in one of these two ways, by what you have received:",
          }),
        ],
      },
      {
        kind: "points",
        lines: [
          line({
            fr: `Un message signé : répondez par un message signé (Standard Webhooks), par POST à l'adresse « respond.url » de ce message ; elle se termine par /v1/platforms/${addressee.id}/webhook.`,
            en: `A signed message: answer with a signed message (Standard Webhooks), by POST to the address “respond.url” of that message; it ends in /v1/platforms/${addressee.id}/webhook.`,
          }),
          line({
            fr: `Un courriel : suivez son lien « ${answerButton.fr} ». La page qu'il ouvre a un formulaire pour chaque réponse possible ; ce qui y est envoyé est enregistré comme reçu par le lien. Si le lien n'ouvre plus rien, demandez à l'autorité un nouveau courriel.`,
            en: `A mail: follow its link “${answerButton.en}”. The page that it opens has a form for each answer possible; what is sent there is recorded as received by link. Where the link opens nothing any more, ask the authority for a new mail.`,
          }),
        ],
      },
      {
        kind: "paragraphs",
        lines: [
          line({
            fr: "Chaque réponse nomme ce qui suit ; les formulaires de la page le portent déjà :",
            en: "Each answer names the following; the forms of the page hold it already:",
          }),
        ],
      },
      {
        kind: "rows",
        rows: [
          row({ fr: "Dossier (caseId)", en: "Case (caseId)" }, code(caseId)),
          row({ fr: "Version (version)", en: "Version (version)" }, code(String(version))),
          row({ fr: "Empreinte (digest)", en: "Digest (digest)" }, code(digest)),
        ],
      },
      {
        kind: "table",
        caption: say({ fr: "Les réponses possibles", en: "The answers you can give" }),
        columns: [
          { title: say({ fr: "Type", en: "Type" }), share: 0.36 },
          { title: say({ fr: "Sens", en: "Meaning" }), share: 0.27 },
          { title: say({ fr: "Effet", en: "Effect" }), share: 0.37 },
        ],
        rows: openAnswers.map((type) => {
          const { says, effect } = answerTable[type];
          return [[code(`notice.${type}`)], [{ text: plain(say(says)) }], [{ text: plain(say(effect)) }]];
        }),
      },
      {
        kind: "paragraphs",
        lines: [
          line({
            fr: "Les champs et les motifs de chaque réponse sont décrits à l'adresse « respond.documentation » du message signé ; la page du courriel les propose.",
            en: "The fields and reasons of each answer are described at the address “respond.documentation” of the signed message; the page of the mail offers them.",
          }),
        ],
      },
    ],
  };
}

/** A sentence without the backticks that mark code on a page. */
function plain(sentence: string): string {
  return sentence.replaceAll("`", "");
}
