import type { LegalBasisView } from "../../core/contract/legal-basis-view.ts";
import type { Bilingual, Language } from "../../core/contract/language.ts";
import type { LocalDate } from "../../core/contract/local-date.ts";
import { spokenDate } from "../../core/law/time/spoken.ts";
import { answersTable } from "./docs/answers-table.ts";
import { deadlines, disclosureLimit, priorInformation } from "./docs/deadlines.ts";
import { ladderTable } from "./docs/ladder-table.ts";
import { draftWarning, issuerWords, measuresAllowed, requirementTable } from "./docs/legal-basis-facts.ts";
import { instrumentWords } from "./docs/legal-basis-words.ts";
import { voice, type Say } from "./docs/words.ts";
import { html, type Html } from "../shared/pages/html.ts";
import { page } from "./page.ts";
import type { ShownBasis } from "./shown-bases.ts";

/** One legal basis: who may use it, what it asks for, its deadlines, its ladder; or why it cannot be used. */
export function legalBasisPage({ view, versions }: ShownBasis, language: Language): string {
  const say = voice(language);
  const header = html`<p class="soft">
      <a href="/docs">Sommation</a> · <a href="/docs/legal-bases">${say({ fr: "Bases légales", en: "Legal bases" })}</a>
    </p>
    <h1>${say(view.title)}</h1>
    <p class="lead">${say(view.cite)}</p>
    ${draftWarning(say)} ${view.why === undefined ? html`` : refusal(view.why, say)}`;
  const main = html`${facts(view, say)} ${view.enabled ? usable(view, language) : kept(view, say)}
  ${versionsInForce(versions, say)}`;
  return page(language, `${view.title[language]} – Sommation`, header, main);
}

function refusal(why: Bilingual, say: Say): Html {
  return html`<p class="warning" role="note">
    ${say({ fr: "Cette base ne peut pas être utilisée.", en: "This basis cannot be used." })} ${say(why)}
    ${say({
      fr: "Une notification qui la nomme est refusée (`legal_basis_disabled`) : choisissez-en",
      en: "A notice that names it is refused (`legal_basis_disabled`): choose",
    })}
    <a href="/docs/legal-bases">${say({ fr: "une autre", en: "another" })}</a>.
  </p>`;
}

function facts({ id, instrument, issuers, links }: LegalBasisView, say: Say): Html {
  const who = issuers === undefined ? undefined : whoMayUse(issuers, instrument);
  return html`<dl>
    <dt>legalBasis</dt>
    <dd>
      <code>${id}</code> ·
      <a href="${links.self}">${say({ fr: "la même, pour vos outils", en: "the same, for your tools" })}</a>
    </dd>
    <dt>Instrument</dt>
    <dd>${say(instrumentWords[instrument])} (<code>${instrument}</code>)</dd>
    ${
      who === undefined
        ? html``
        : html`<dt>${say({ fr: "Qui peut l'utiliser", en: "Who may use it" })}</dt>
            <dd>${say(who)}</dd>`
    }
  </dl>`;
}

function whoMayUse(
  issuers: NonNullable<LegalBasisView["issuers"]>,
  instrument: LegalBasisView["instrument"],
): Bilingual {
  const { fr, en } = issuerWords(issuers);
  if (issuers === "any") return { fr, en };
  const power = instrumentWords[instrument];
  return { fr: `${fr} ; avec ce pouvoir : ${power.fr}`, en: `${en}; with this power: ${power.en}` };
}

function usable(view: LegalBasisView, language: Language): Html {
  const say = voice(language);
  return html`<h2>${say({ fr: "Ce que la notification doit contenir", en: "What the notice must contain" })}</h2>
    <p>
      ${say({
        fr: "Tout ce qui manque est nommé d'un coup, avant tout envoi. Essayez avec `dryRun=true` :",
        en: "All that is missing is named at once, before anything is sent. Try with `dryRun=true`:",
      })}
      <a href="/docs#authorities">${say({ fr: "comment soumettre", en: "how to submit" })}</a>.
    </p>
    ${requirementTable(view, language)}
    <h2>${say({ fr: "Mesures qui peuvent être ordonnées", en: "Measures that may be ordered" })}</h2>
    ${measuresAllowed(view, say)}
    <h2>${say({ fr: "Délais", en: "Deadlines" })}</h2>
    ${deadlines(view, say)} ${priorInformation(view, say)} ${disclosureLimit(view, say)}
    <h2>${say({ fr: "Sans réponse : les étapes", en: "Without an answer: the steps" })}</h2>
    <p>
      ${say({
        fr: "Une étape automatique ne fait que rappeler ou informer. Celle qui emporte une conséquence juridique est préparée ; une personne de l'autorité la décide et la signe. Un destinataire sans adresse devient une tâche de l'agent.",
        en: "An automatic step only reminds or informs. One with a legal consequence is prepared; a person of the authority decides and signs it. A recipient without an address becomes a task of the officer.",
      })}
    </p>
    ${ladderTable(view.ladder ?? [], language)}
    <h2>${say({ fr: "Ce que la plateforme peut répondre", en: "What the platform may answer" })}</h2>
    ${answersTable(language)}`;
}

function kept(view: LegalBasisView, say: Say): Html {
  const clocks = Object.keys(view.clocks).length;
  const heading = html`<h2>${say({ fr: "Délais", en: "Deadlines" })}</h2>`;
  const none = html`<p>${say({ fr: "Ce préréglage n'en porte aucun.", en: "This preset holds none." })}</p>`;
  return html`${heading} ${clocks === 0 ? none : deadlines(view, say)} ${priorInformation(view, say)}
  ${disclosureLimit(view, say)}`;
}

function versionsInForce(versions: ShownBasis["versions"], say: Say): Html {
  return html`<h2>Versions</h2>
    <p>
      ${say({
        fr: "Un dossier garde la version sous laquelle il a été ouvert.",
        en: "A case keeps the version it was opened under.",
      })}
    </p>
    <ul>
      ${versions.map(({ version, inForce }) => html`<li>${say(versionWords(version, inForce.from, inForce.to))}</li>`)}
    </ul>`;
}

function versionWords(version: number, first: LocalDate, last: LocalDate | undefined): Bilingual {
  const from = spokenDate(first);
  if (last === undefined)
    return { fr: `Version ${version}, à partir du ${from.fr}`, en: `Version ${version}, from ${from.en}` };
  const to = spokenDate(last);
  return {
    fr: `Version ${version}, du ${from.fr} au ${to.fr}`,
    en: `Version ${version}, from ${from.en} to ${to.en}`,
  };
}
