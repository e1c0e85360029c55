import { answerTable } from "../../../core/contract/answer-table.ts";
import type { Bilingual, Language } from "../../../core/contract/language.ts";
import { table } from "../html.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { voice, type Say } from "./words.ts";

/** Every answer a platform can give, and what it does to the deadlines. */
export function answersTable(language: Language): Html {
  const say = voice(language);
  return table(
    { fr: "Réponses", en: "Answers" }[language],
    [
      "type",
      { fr: "Dit", en: "Says" }[language],
      "reason",
      { fr: "Effet sur les délais", en: "Effect on the deadlines" }[language],
    ],
    Object.entries(answerTable).map(([type, { says, reasons, effect }]) => [
      html`<code>notice.${type}</code>`,
      say(says),
      reasonList(say, reasons),
      say(effect),
    ]),
  );
}

function reasonList(say: Say, reasons: Readonly<Record<string, Bilingual>>): Html {
  const entries = Object.entries(reasons);
  if (entries.length === 0) return html`–`;
  return html`<ul>
    ${entries.map(([code, meaning]) => html`<li><code>${code}</code> ${say(meaning)}</li>`)}
  </ul>`;
}
