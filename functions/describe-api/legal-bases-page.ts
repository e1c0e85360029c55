import type { LegalBasisView } from "../../core/contract/legal-basis-view.ts";
import type { Language } from "../../core/contract/language.ts";
import { lengthWords, sourceWords } from "./docs/clock-words.ts";
import { draftMark, draftWarning, issuerWords } from "./docs/legal-basis-facts.ts";
import { instrumentWords } from "./docs/legal-basis-words.ts";
import { voice, type Say } from "./docs/words.ts";
import { table } from "./html.ts";
import { html, type Html } from "../shared/pages/html.ts";
import { page } from "./page.ts";
import type { ShownBasis } from "./shown-bases.ts";

/** Every legal basis of the deployment: those a notice can name, and those that are kept with the reason they cannot. */
export function legalBasesPage(bases: readonly ShownBasis[], language: Language): string {
  const say = voice(language);
  const title = { fr: "Bases légales", en: "Legal bases" }[language];
  const header = html`<p class="soft"><a href="/docs">Sommation</a></p>
    <h1>${title}</h1>
    <p class="lead">
      ${say({
        fr: "Une base légale dit qui peut l'utiliser, ce que la notification doit contenir, les deux délais, et ce qui suit le silence de la plateforme. Une notification en nomme une, dans `legalBasis`.",
        en: "A legal basis says who may use it, what the notice must contain, both deadlines, and what follows the platform's silence. A notice names one of them, in `legalBasis`.",
      })}
    </p>
    ${draftWarning(say)}`;
  const views = bases.map(({ view }) => view);
  const main = html`${usableTable(views, language)} ${keptTable(views, language)}
    <p>
      ${say({ fr: "Les mêmes, pour vos outils :", en: "The same, for your tools:" })}
      <a href="/v1/legal-bases">/v1/legal-bases</a>.
    </p>`;
  return page(language, `${title} – Sommation`, header, main);
}

function usableTable(views: readonly LegalBasisView[], language: Language): Html {
  const say = voice(language);
  return table(
    { fr: "Peuvent être utilisées", en: "Can be used" }[language],
    [
      "legalBasis",
      { fr: "Titre", en: "Title" }[language],
      "Instrument",
      { fr: "Qui peut l'utiliser", en: "Who may use it" }[language],
      { fr: "Délai pour agir", en: "Time to act" }[language],
    ],
    views
      .filter(({ enabled }) => enabled)
      .map((view) => [
        linkTo(view),
        html`${say(view.title)}<br /><span class="soft">${say(view.cite)}</span>`,
        say(instrumentWords[view.instrument]),
        say(issuerWords(view.issuers ?? [])),
        timeToAct(view, say),
      ]),
  );
}

function keptTable(views: readonly LegalBasisView[], language: Language): Html {
  const say = voice(language);
  return table(
    { fr: "Ne peuvent pas être utilisées", en: "Cannot be used" }[language],
    [
      "legalBasis",
      { fr: "Titre", en: "Title" }[language],
      "Instrument",
      { fr: "Pourquoi", en: "Why" }[language],
      { fr: "Délai pour agir", en: "Time to act" }[language],
    ],
    views.flatMap((view) => {
      if (view.why === undefined) return [];
      const cited = html`${say(view.title)}<br /><span class="soft">${say(view.cite)}</span>`;
      return [[linkTo(view), cited, say(instrumentWords[view.instrument]), say(view.why), timeToAct(view, say)]];
    }),
  );
}

function linkTo({ id, links }: LegalBasisView): Html {
  return html`<a href="${links.page}"><code>${id}</code></a>`;
}

function timeToAct({ clocks }: LegalBasisView, say: Say): Html {
  if (clocks.act === undefined) return html`–`;
  const length = say(lengthWords(clocks.act));
  return html`${length}<br /><span class="soft">${say(sourceWords[clocks.act.basis])}</span><br />${draftMark(say)}`;
}
