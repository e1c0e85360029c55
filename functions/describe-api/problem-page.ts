import type { Language } from "../../core/contract/language.ts";
import { problems, type ProblemKey } from "../../core/contract/problems.ts";
import { problemPath } from "../shared/problems/render.ts";
import { voice } from "./docs/words.ts";
import { html } from "../shared/pages/html.ts";
import { namedRoutes } from "./openapi/operations.ts";
import { page } from "./page.ts";

/** What one kind of problem means and what to do about it. */
export function problemPage(key: ProblemKey, language: Language): string {
  const say = voice(language);
  const { status, title, detail } = problems[key];
  const header = html`<p class="soft"><a href="/docs">Sommation</a></p>
    <h1>${say(title)}</h1>`;
  const routes = namedRoutes().filter(([, route]) => route.problems.includes(key));
  const where =
    routes.length === 0
      ? html`${say({ fr: "toute route", en: "any route" })}`
      : html`${routes.map(([, { method, path }]) => html`<div><code>${method} ${path}</code></div>`)}`;
  const main = html`<p class="lead">${say(detail)}</p>
    <dl>
      <dt>${say({ fr: "Statut HTTP", en: "HTTP status" })}</dt>
      <dd>${status}</dd>
      <dt>type</dt>
      <dd><code>${problemPath(key)}</code></dd>
      <dt>${say({ fr: "Nouvel essai", en: "Trying again" })}</dt>
      <dd>${say(retryOf(status))}</dd>
      <dt>${say({ fr: "Peut venir de", en: "May come from" })}</dt>
      <dd>${where}</dd>
    </dl>
    <p><a href="/docs#problems">${say({ fr: "Tous les problèmes", en: "All problems" })}</a></p>`;
  return page(language, `${title[language].replaceAll("`", "")} – Sommation`, header, main);
}

function retryOf(status: number) {
  if (status === 408 || status === 429 || status >= 500) {
    return {
      fr: "la même demande, plus tard, peut réussir",
      en: "the same request, later, may succeed",
    };
  }
  return {
    fr: "inutile sans correction : la même demande aura la même réponse",
    en: "no use without a correction: the same request gets the same answer",
  };
}
