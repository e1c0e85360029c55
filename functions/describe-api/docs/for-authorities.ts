import type { Bilingual, Language } from "../../../core/contract/language.ts";
import { trackingParameters, trackingPrefixes } from "../../../core/law/platform-of.ts";
import { listing } from "../html.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import type { Addresses } from "../openapi-document.ts";
import type { ShownBasis } from "../shown-bases.ts";
import { actCommand, readCommands, submitCommand, tokenCommand } from "./commands.ts";
import { points, voice } from "./words.ts";

const tracking = [...trackingPrefixes.map((prefix) => `${prefix}*`), ...trackingParameters]
  .map((name) => `\`${name}\``)
  .join(", ");

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
        fr: "`POST /v1/notices/batch` prend jusqu'à 100 notifications (512 ko), chacune jugée seule : 200, et un résultat par notification, dans l'ordre. Renvoyé avec la même clé, le lot répond de même et reprend ce qui restait à faire.",
        en: "`POST /v1/notices/batch` takes up to 100 notices (512 kB), each judged alone: 200, and a result for each, in order. Sent again under the same key, it answers the same and does what was left undone.",
      },
      {
        fr: "`alreadyUnderOrder` nomme les éléments déjà visés par un acte en vigueur, le vôtre ou celui d'une autre autorité : pour chaque élément, les dix derniers de chaque sorte ; rien n'est refusé pour autant. `relistedFrom` mène au dossier où le même élément avait été retiré.",
        en: "`alreadyUnderOrder` names the items that stand under an order in force, yours or another authority's: for each item the ten newest of either kind; nothing is refused for it. `relistedFrom` leads to the case in which the same item had been taken away.",
      },
      {
        fr: "Jamais d'image, de capture ni de pièce jointe : la preuve reste chez vous, `evidence` la désigne par son empreinte.",
        en: "Never an image, a screenshot or an attachment: evidence stays with you, `evidence` names it by its digest.",
      },
      {
        fr: "Au plus 50 éléments, 4 000 caractères par texte, 64 ko par notification. Un champ inconnu est refusé.",
        en: "At most 50 items, 4,000 characters per text, 64 kB per notice. An unknown field is refused.",
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
    ${points(say, [
      {
        fr: "`GET /v1/cases` cherche aussi vos dossiers, ouverts et clos, par un seul de ces critères exacts : `url`, `locator` ou `sellerId` (avec `platform`), `reference`.",
        en: "`GET /v1/cases` also finds your cases, open and closed, by one of these exactly: `url`, `locator` or `sellerId` (with `platform`), `reference`.",
      },
      {
        fr: `Deux adresses sont égales à leur fragment et à ces paramètres de suivi près : ${tracking}.`,
        en: `Two addresses are equal but for their fragment and these tracking parameters: ${tracking}.`,
      },
      {
        fr: "`GET /v1/reports/relistings?platform=…` compte les éléments revenus en ligne dans vos dossiers, avec `sellerId` ceux d'un vendeur, avec `since` depuis un instant. Une notification que vous avez retirée n'y compte plus.",
        en: "`GET /v1/reports/relistings?platform=…` counts the items that came back in your cases, with `sellerId` those of a seller, with `since` from an instant. A notice that you withdrew counts no more.",
      },
    ])}
    <h3>${say({ fr: "4. Agir", en: "4. Act" })}</h3>
    <p>
      ${say({
        fr: "Chaque acte nomme la personne et sa raison, et `If-Match` porte la `version` du dossier que vous avez lue.",
        en: "Each act names the person and the reason, and `If-Match` carries the case's `version` that you have read.",
      })}
    </p>
    ${listing(command, actCommand(addresses))} ${points(say, acts)}
  </section>`;
}

const acts: readonly Bilingual[] = [
  {
    fr: "`…/clarification` répond à une demande de précision ; `…/verdict` accepte ou conteste ce que la plateforme déclare (impossibilité, contestation, refus, « pas chez nous »), ou met fin à une impossibilité acceptée.",
    en: "`…/clarification` replies to a request for clarification; `…/verdict` accepts or disputes what the platform declares (impossibility, contest, refusal, “not ours”), or ends an impossibility that was accepted.",
  },
  {
    fr: "`…/extension` accorde plus de temps ; `…/receipt` inscrit une remise par lettre recommandée, commissaire de justice ou en main propre ; `…/redelivery` reprend la remise.",
    en: "`…/extension` gives more time; `…/receipt` records a receipt by registered letter, bailiff or by hand; `…/redelivery` resumes delivery.",
  },
  {
    fr: "`…/steps/{step}/draft` est le projet d'une étape à décider : sujet, faits, chronologie, annexes. `…/steps/{step}/decision` le signe tel quel (avec, dans `If-Match`, l'`ETag` du projet lu), le reporte ou l'écarte. Sans adresse connue du destinataire, ou si l'envoi ne peut être remis, l'étape signée devient une tâche (`task`) : remettez le document, puis signez-la.",
    en: "`…/steps/{step}/draft` is the draft of a step to decide: subject, facts, timeline, annexes. `…/steps/{step}/decision` signs it as it stands (with the `ETag` of the draft that was read in `If-Match`), postpones or drops it. Where no address of the recipient is known, or what was sent cannot be delivered, the signed step becomes a `task`: send the document yourself, then sign the task.",
  },
  {
    fr: "`…/withdrawal` retire la notification, `…/closure` clôt ; un dossier répondu ou retiré se clôt de lui-même au bout de trente jours. Ce qui attend alors encore votre décision devient caduc, et vous en êtes averti.",
    en: "`…/withdrawal` withdraws the notice, `…/closure` closes; a case that is answered or withdrawn closes by itself after thirty days. What still waits for your decision then lapses, and you are told.",
  },
  {
    fr: "`…/hold` empêche tout effacement du dossier ; `…/links/revocation` rend sans effet les liens déjà envoyés.",
    en: "`…/hold` keeps any part of the record from being erased; `…/links/revocation` makes the links sent so far lead nowhere.",
  },
  {
    fr: "`POST /v1/notices/{id}/versions` corrige une notification, entière : seules les plateformes pour qui quelque chose change en sont informées, et le délai d'exécution ne repart que si l'on demande davantage. Un dossier retiré ou clos n'est plus corrigé, et rien ne s'ajoute à un délai expiré : soumettez alors une autre notification.",
    en: "`POST /v1/notices/{id}/versions` corrects a notice, whole: only platforms for which something changes are told, and the clock to act starts anew only where more is asked. A case that is withdrawn or closed is corrected no more, and nothing is added once the time to act has passed: submit another notice then.",
  },
];

function usableBases(bases: readonly ShownBasis[]): Html {
  const links = bases
    .filter(({ view }) => view.enabled)
    .map(({ view }, position) => {
      const comma = position === 0 ? "" : ", ";
      return html`${comma}<a href="${view.links.page}"><code>${view.id}</code></a>`;
    });
  return html`${links}`;
}
