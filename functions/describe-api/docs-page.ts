import type { Language } from "../../core/contract/language.ts";
import { forAuthorities } from "./docs/for-authorities.ts";
import { forPlatforms } from "./docs/for-platforms.ts";
import { reference } from "./docs/reference.ts";
import { voice } from "./docs/words.ts";
import { html } from "../shared/pages/html.ts";
import type { Addresses } from "./openapi-document.ts";
import { page } from "./page.ts";
import type { ShownBasis } from "./shown-bases.ts";

/** The readable documentation: what it is, how an authority uses it, how a platform does, and the tables. */
export function docsPage(language: Language, addresses: Addresses, bases: readonly ShownBasis[]): string {
  const say = voice(language);
  const header = html`<h1>Sommation</h1>
    <p class="lead">
      ${say({
        fr: "Sommation porte la notification d'une autorité à une plateforme en ligne et ne la lâche pas avant la réponse. Elle tient les deux délais, relance, prépare l'étape suivante, et garde la preuve de chaque échange.",
        en: "Sommation carries a regulator's notice to an online platform and does not let go until it is answered. It keeps both deadlines, reminds, prepares the next step, and keeps proof of every exchange.",
      })}
    </p>
    <nav aria-label="${{ fr: "Sommaire", en: "Contents" }[language]}">
      <ul>
        <li><a href="#authorities">${say({ fr: "Pour une autorité", en: "For an authority" })}</a></li>
        <li><a href="/docs/legal-bases">${say({ fr: "Bases légales", en: "Legal bases" })}</a></li>
        <li><a href="#platforms">${say({ fr: "Pour une plateforme", en: "For a platform" })}</a></li>
        <li><a href="#answers">${say({ fr: "Réponses", en: "Answers" })}</a></li>
        <li><a href="#reference">${say({ fr: "Référence", en: "Reference" })}</a></li>
        <li><a href="#problems">${say({ fr: "Problèmes", en: "Problems" })}</a></li>
      </ul>
    </nav>`;
  const main = html`${forAuthorities(language, addresses, bases)} ${forPlatforms(language, addresses)}
  ${reference(language)}`;
  return page(language, "Sommation", header, main);
}
