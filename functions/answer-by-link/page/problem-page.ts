import type { Language } from "../../../core/contract/language.ts";
import { problems, type ProblemKey } from "../../../core/contract/problems.ts";
import { html } from "../../shared/pages/html.ts";
import { pageOf } from "./answer-page.ts";
import { sayIn } from "./view.ts";

/** What a person reads whose link is not good. It says nothing of any case. */
export function problemPage(key: ProblemKey, language: Language, requestId: string): string {
  const say = sayIn(language);
  const { title, detail } = problems[key];
  return pageOf(
    language,
    say(title),
    html`<header>
        <div class="top"><p>Sommation</p></div>
        <h1>${say(title)}</h1>
      </header>
      <main>
        <p>${say(detail)}</p>
      </main>
      <footer><code>${requestId}</code></footer>`,
  );
}
