import type { Language } from "../../../core/contract/language.ts";
import { problems, type ProblemKey } from "../../../core/contract/problems.ts";
import { html } from "../../shared/pages/html.ts";
import { pageOf } from "./answer-page.ts";
import { problemWords } from "./problem-words.ts";
import { sayIn } from "./view.ts";

/** What a person reads whose link is not good. It says nothing of any case. */
export function problemPage(key: ProblemKey, language: Language, requestId: string): string {
  const say = sayIn(language);
  const { title, says } = problemWords[key] ?? { title: problems[key].title, says: [problems[key].detail] };
  return pageOf(
    language,
    say(title),
    html`<header>
        <div class="top"><p>Sommation</p></div>
        <h1>${say(title)}</h1>
      </header>
      <main>${says.map((sentence) => html`<p>${say(sentence)}</p>`)}</main>
      <footer>
        ${say({ fr: "Numéro de cette demande, si vous en parlez à quelqu'un :", en: "Number of this request, should you speak of it:" })}
        <code>${requestId}</code>
      </footer>`,
  );
}
