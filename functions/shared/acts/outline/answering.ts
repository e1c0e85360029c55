import { answerTable } from "../../../../core/contract/answer-table.ts";
import type { AnswerType } from "../../../../core/contract/answer-type.ts";
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
            fr: `Répondez par un message signé (Standard Webhooks), par POST à l'adresse « respond.url » du message qui porte cet acte : elle se termine par /v1/platforms/${addressee.id}/webhook. Chaque réponse nomme :`,
            en: `Answer with a signed message (Standard Webhooks), by POST to the address “respond.url” of the message that carries this act: it ends in /v1/platforms/${addressee.id}/webhook. Each answer names:`,
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
            fr: "Les champs et les motifs de chaque réponse sont décrits à l'adresse « respond.documentation » du même message.",
            en: "The fields and reasons of each answer are described at the address “respond.documentation” of the same message.",
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
