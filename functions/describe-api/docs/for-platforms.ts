import type { Bilingual, Language } from "../../../core/contract/language.ts";
import { measures } from "../../../core/contract/measures.ts";
import { listing, table } from "../html.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import type { Addresses } from "../openapi-document.ts";
import { answersTable } from "./answers-table.ts";
import { answerCommand, openCasesCommand } from "./commands.ts";
import { points, voice } from "./words.ts";

/** How a platform receives, verifies and answers. */
export function forPlatforms(language: Language, addresses: Addresses): Html {
  const say = voice(language);
  const command = { fr: "Commandes", en: "Commands" }[language];
  return html`<section aria-labelledby="platforms">
    <h2 id="platforms">${say({ fr: "Pour une plateforme", en: "For a platform" })}</h2>
    <h3>${say({ fr: "1. Recevoir", en: "1. Receive" })}</h3>
    <p>
      ${say({
        fr: "Nous appelons l'adresse que vous avez enregistrée, en `https`, par un message signé selon Standard Webhooks. Enregistrez-le, répondez 2xx, puis agissez. Un 2xx dit « remis », rien de plus : seule une réponse signée accuse réception.",
        en: "We call the address you registered, over `https`, with a message signed as Standard Webhooks says. Store it, answer 2xx, then act. A 2xx says “delivered”, nothing more: only a signed answer acknowledges.",
      })}
    </p>
    <p>
      ${say({
        fr: "Si votre adresse échoue, nous réessayons après 10 s, 30 s, 1, 2, 4, 8 et 15 min, puis chaque heure ; passé une minute ou un dixième du délai de remise, le plus long des deux, le même message part aussi par courriel à votre point de contact, avec un lien vers une page où répondre. Ouvrir ce lien n'est pas une réception et ne change rien ; une réponse par ce lien est enregistrée comme telle, et prouve moins qu'un message signé.",
        en: "If your address fails we try again after 10 s, 30 s, 1, 2, 4, 8 and 15 min, then hourly; after a minute or a tenth of the delivery window, whichever is longer, the same message also goes by mail to your point of contact, with a link to a page on which to answer. Opening that link is no receipt and changes nothing; an answer by it is recorded as such, and proves less than a signed message.",
      })}
    </p>
    <h3>${say({ fr: "2. Vérifier", en: "2. Verify" })}</h3>
    <p>
      ${say({
        fr: "La signature porte sur `{webhook-id}.{webhook-timestamp}.{corps}`. `v1` : HMAC-SHA256 avec le secret partagé ; `v1a` : ed25519.",
        en: "The signature covers `{webhook-id}.{webhook-timestamp}.{body}`. `v1`: HMAC-SHA256 with the shared secret; `v1a`: ed25519.",
      })}
    </p>
    ${points(say, verification)}
    <h3 id="answers">${say({ fr: "3. Répondre", en: "3. Answer" })}</h3>
    <p>
      ${say({
        fr: "Envoyez un message signé de la même façon, avec votre propre secret. `caseId`, `version` et `digest` sont ceux de la notification : ils disent quel texte vous avez lu. Toute réponse valide accuse réception ; agir, c'est accuser réception.",
        en: "Send a message signed the same way, with your own secret. `caseId`, `version` and `digest` are those of the notice: they say which text you have read. Any valid answer acknowledges: acting is acknowledging.",
      })}
    </p>
    ${listing(command, answerCommand(addresses))} ${answersTable(language)}
    <p>${say({ fr: "Mesures, par élément :", en: "Measures, per item:" })} ${measureList(language)}.</p>
    ${table(
      { fr: "Ce que nous répondons", en: "What we answer" }[language],
      [{ fr: "Statut", en: "Status" }[language], { fr: "Sens", en: "Meaning" }[language]],
      statuses.map(([status, meaning]) => [html`${status}`, say(meaning)]),
    )}
    <h3>${say({ fr: "Un message s'est perdu ?", en: "Lost a message?" })}</h3>
    <p>
      ${say({
        fr: "Avec un jeton de plateforme, cette route rend tout ce qui est ouvert, documents compris.",
        en: "With a platform's token, this route returns everything open, documents included.",
      })}
    </p>
    ${listing(command, openCasesCommand(addresses))}
  </section>`;
}

const verification: readonly Bilingual[] = [
  {
    fr: "Vérifiez les octets du corps tels qu'ils sont arrivés, avant toute lecture du JSON.",
    en: "Verify the bytes of the body as they arrived, before the JSON is read.",
  },
  {
    fr: "Acceptez le message si une de ses signatures convient à un de vos secrets.",
    en: "Accept the message if any of its signatures fits any of your secrets.",
  },
  {
    fr: "Refusez un horodatage éloigné de plus de 5 minutes.",
    en: "Refuse a timestamp more than 5 minutes away.",
  },
  {
    fr: "Retenez chaque `webhook-id` 7 jours ; n'agissez qu'une fois, mais répondez 2xx à chaque fois.",
    en: "Remember each `webhook-id` for 7 days; act once, but answer 2xx every time.",
  },
];

const statuses: readonly (readonly [string, Bilingual])[] = [
  [
    "200",
    {
      fr: "enregistré ; la même réponse pour un `webhook-id` répété",
      en: "on record; the same answer for a repeated `webhook-id`",
    },
  ],
  [
    "401",
    {
      fr: "signature non vérifiée : contrôlez le secret, le corps et l'heure, puis signez de nouveau",
      en: "signature not verified: check the secret, the body and the time, then sign again",
    },
  ],
  [
    "409",
    {
      fr: "sans objet dans l'état du dossier ; `possibleAnswers` dit ce qui est possible ; n'insistez pas",
      en: "makes no sense in the state of the case; `possibleAnswers` says what does; do not retry",
    },
  ],
  [
    "422",
    {
      fr: "chaque erreur est désignée ; corrigez et envoyez un nouveau message",
      en: "every error is named; correct and send a new message",
    },
  ],
  [
    "429, 5xx",
    {
      fr: "plus tard : le même message, même `webhook-id`, nouvelle heure et nouvelle signature",
      en: "later: the same message, same `webhook-id`, new time and new signature",
    },
  ],
];

function measureList(language: Language): Html {
  const entries = Object.entries(measures);
  const words = entries.map(([code, { name }], index) => {
    const comma = index === 0 ? "" : ", ";
    return html`${comma}<code>${code}</code> (${name[language]})`;
  });
  return html`${words}`;
}
