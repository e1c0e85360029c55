import type { Language } from "../../../core/contract/language.ts";
import { listing } from "../html.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import type { Addresses } from "../openapi-document.ts";
import type { ShownBasis } from "../shown-bases.ts";
import { actCommand, readCommands, submitCommand, tokenCommand } from "./commands.ts";
import { points, voice } from "./words.ts";

/** How an authority submits, reads and acts. */
export function forAuthorities(language: Language, addresses: Addresses, bases: readonly ShownBasis[]): Html {
  const say = voice(language);
  const command = { fr: "Commandes", en: "Commands" }[language];
  return html`<section aria-labelledby="authorities">
    <h2 id="authorities">${say({ fr: "Pour une autorité", en: "For an authority" })}</h2>
    <h3>${say({ fr: "1. Obtenir un jeton", en: "1. Get a token" })}</h3>
    <p>
      ${say({
        fr: "L'autorité est celle du jeton, jamais celle du document. Vous ne voyez que vos dossiers.",
        en: "The authority is the token's, never the document's. You see your own cases only.",
      })}
    </p>
    ${listing(command, tokenCommand(addresses))}
    <h3>${say({ fr: "2. Soumettre", en: "2. Submit" })}</h3>
    <p>
      ${say({
        fr: "Essayez avec `dryRun=true` : rien n'est écrit ni envoyé, et vous lisez les documents tels qu'ils seraient remis, ou toutes les erreurs à la fois. Sans ce paramètre, la notification part.",
        en: "Try with `dryRun=true`: nothing is written or sent, and you read the documents as they would be served, or all errors at once. Without it the notice leaves.",
      })}
    </p>
    ${listing(command, submitCommand(addresses))}
    <p>
      ${say({
        fr: "`legalBasis` nomme le pouvoir dont vous usez. Chaque page dit ce que la notification doit contenir, les délais et les étapes :",
        en: "`legalBasis` names the power you use. Each page says what the notice must contain, the deadlines and the steps:",
      })}
      ${usableBases(bases)}. <a href="/docs/legal-bases">${say({ fr: "Toutes les bases", en: "All bases" })}</a>
    </p>
    ${points(say, [
      {
        fr: "Une notification dont les éléments sont sur trois plateformes ouvre trois dossiers ; aucune ne voit les éléments des autres.",
        en: "A notice whose items are on three platforms opens three cases; none of them sees the others' items.",
      },
      {
        fr: "`Idempotency-Key` : la même clé à chaque nouvel essai, une nouvelle pour une autre notification. Votre `reference` ne sert qu'une fois.",
        en: "`Idempotency-Key`: the same key at every retry, a new one for another notice. Your `reference` serves once.",
      },
      {
        fr: "Jamais d'image, de capture ni de pièce jointe : la preuve reste chez vous, `evidence` la désigne par son empreinte.",
        en: "Never an image, a screenshot or an attachment: evidence stays with you, `evidence` names it by its digest.",
      },
      {
        fr: "Au plus 50 éléments, 4 000 caractères par texte, 64 ko par demande. Un champ inconnu est refusé.",
        en: "At most 50 items, 4,000 characters per text, 64 kB per request. An unknown field is refused.",
      },
    ])}
    <h3>${say({ fr: "3. Suivre", en: "3. Read" })}</h3>
    <p>
      ${say({
        fr: "Le plus urgent d'abord. Chaque dossier a deux délais : `acknowledge` (accuser réception) et `act` (agir). Les préréglages juridiques portent `review: draft` tant qu'un juriste ne les a pas confirmés.",
        en: "Most due first. Each case has two deadlines: `acknowledge` and `act`. Legal presets say `review: draft` until counsel has confirmed them.",
      })}
    </p>
    ${listing(command, readCommands(addresses))}
    <h3>${say({ fr: "4. Agir", en: "4. Act" })}</h3>
    <p>
      ${say({
        fr: "Retirer, clore, reprendre la remise, signer ou écarter une étape : chaque acte nomme la personne et sa raison, et `If-Match` porte la `version` du dossier que vous avez lue.",
        en: "Withdraw, close, resume delivery, sign or drop a step: each act names the person and the reason, and `If-Match` carries the case's `version` that you have read.",
      })}
    </p>
    ${listing(command, actCommand(addresses))}
  </section>`;
}

function usableBases(bases: readonly ShownBasis[]): Html {
  const links = bases
    .filter(({ view }) => view.enabled)
    .map(({ view }, position) => {
      const comma = position === 0 ? "" : ", ";
      return html`${comma}<a href="${view.links.page}"><code>${view.id}</code></a>`;
    });
  return html`${links}`;
}
