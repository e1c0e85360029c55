import type { Bilingual, Language } from "../../core/contract/language.ts";
import { html, type Html } from "../../functions/shared/pages/html.ts";
import type { CaughtMail } from "./caught-mail.ts";
import { inboxSize } from "./inbox.ts";
import type { MailPlace } from "./inbox-routes.ts";
import { momentOf, page, type Page, subjectOf } from "./page.ts";

const words = {
  title: { fr: "Courriels", en: "Mail" },
  empty: { fr: "Aucun courriel pour le moment.", en: "No mail yet." },
  from: { fr: "De", en: "From" },
  to: { fr: "À", en: "To" },
  missing: { fr: "Ce courriel n'est pas ici", en: "This mail is not here" },
  forgotten: {
    fr: `Les ${inboxSize} plus récents sont gardés.`,
    en: `The newest ${inboxSize} are kept.`,
  },
  back: { fr: "Tous les courriels", en: "All mail" },
} as const satisfies Record<string, Bilingual>;

/** The list of mails, newest first. */
export function inboxPage(language: Language, mails: readonly CaughtMail[], place: MailPlace): Page {
  const list =
    mails.length === 0
      ? html`<p>${words.empty[language]}</p>`
      : html`<ol>
          ${mails.map((mail) => entryOf(mail, language))}
        </ol>`;
  const main = html`<h1>${words.title[language]}</h1>
    <p class="soft">${whereOf(place, language)}</p>
    ${list}`;
  return page(language, words.title[language], main);
}

/** What stands in the place of a mail that is not kept, or never was. */
export function missingPage(language: Language): Page {
  const main = html`<h1>${words.missing[language]}</h1>
    <p>${words.forgotten[language]}</p>
    <p><a href="/mail">${words.back[language]}</a></p>`;
  return page(language, words.missing[language], main);
}

function entryOf(mail: CaughtMail, language: Language): Html {
  return html`<li>
    <a href="/mail/${mail.id}">${subjectOf(mail, language)}</a>
    <p><span>${words.to[language]} ${mail.recipients.join(", ")}</span> ${momentOf(mail.receivedAt, language)}</p>
    <p class="soft"><span>${words.from[language]} ${mail.from === "" ? mail.returnPath : mail.from}</span></p>
  </li>`;
}

function whereOf(place: MailPlace, language: Language): string {
  const sentences: Bilingual =
    place.kind === "inbox"
      ? {
          fr: `Tout ce que Sommation envoie par courriel sur cette machine arrive ici, et rien n'en sort. Serveur SMTP : 127.0.0.1:${place.port}. Ce qui va à bounce@… est refusé, ce qui va à late-bounce@… l'est après coup.`,
          en: `All that Sommation sends by mail on this machine comes here, and nothing leaves. SMTP server: 127.0.0.1:${place.port}. Mail to bounce@… is refused, mail to late-bounce@… is refused afterwards.`,
        }
      : {
          fr: `Les courriels partent vers votre serveur SMTP, ${place.server}. Ceux d'avant restent ici.`,
          en: `Mail goes to your SMTP server, ${place.server}. What came before stays here.`,
        };
  return sentences[language];
}
