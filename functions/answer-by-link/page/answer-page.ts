import type { Language } from "../../../core/contract/language.ts";
import { legible } from "../../../core/contract/legible.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { declaredMarkup } from "./declared.ts";
import { answering } from "./forms.ts";
import { banners, facts, repliesMarkup } from "./opening.ts";
import { styleElement } from "./style.ts";
import { sayIn, type AnswerView } from "./view.ts";

/** The page behind the link of a mail: what is asked, what has been answered, and a form for each answer possible now. */
export function answerPage(view: AnswerView): string {
  const { kase, authority, language, address, refused, platform, publicUrl } = view;
  const say = sayIn(language);
  const other: Language = language === "fr" ? "en" : "fr";
  const title = say({ fr: "Répondre à l'autorité", en: "Answer the authority" });
  const reference = legible(kase.reference);
  const webhook = `${publicUrl}/v1/platforms/${platform.id}/webhook`;
  return pageOf(
    language,
    `${refused === undefined ? "" : say({ fr: "Erreur : ", en: "Error: " })}${title} – ${reference}`,
    html`<header>
        <div class="top">
          <p>${say(authority.name)}</p>
          <a href="${address(other)}" lang="${other}" hreflang="${other}"
            >${{ fr: "Français", en: "English" }[other]}</a
          >
        </div>
        <h1>${title}</h1>
        <p class="reference">${reference}</p>
      </header>
      <main>${banners(view)} ${facts(view)} ${declaredMarkup(view)} ${repliesMarkup(view)} ${answering(view)}</main>
      <footer>
        <p>
          ${say({
            fr: "Ouvrir cette page ne vaut pas accusé de réception et ne change rien : seule une réponse envoyée compte.",
            en: "Opening this page is no acknowledgement and changes nothing: only an answer that is sent counts.",
          })}
        </p>
        <p>
          ${say({
            fr: "Ce qui vient par cette page est enregistré comme reçu par le lien. Un message signé (Standard Webhooks) prouve mieux qui a répondu ; il s'envoie à :",
            en: "What comes by this page is recorded as received by link. A signed message (Standard Webhooks) proves better who has answered; it is sent to:",
          })}
          <code>${webhook}</code>
        </p>
        <p>
          ${say({
            fr: "Sommation transmet ces messages pour le compte de l'autorité, qui seule en est l'auteur.",
            en: "Sommation carries these messages for the authority, which alone is their author.",
          })}
        </p>
      </footer>`,
  );
}

/** A page in the dress of this one. */
export function pageOf(language: Language, title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        ${body}
      </body>
    </html>`.markup;
}
