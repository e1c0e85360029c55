import type { Bilingual, Language } from "../../core/contract/language.ts";
import { html, type Html } from "../../functions/shared/pages/html.ts";
import type { CaughtMail } from "./caught-mail.ts";
import { momentOf, page, type Page, subjectOf } from "./page.ts";

const words = {
  back: { fr: "Tous les courriels", en: "All mail" },
  from: { fr: "De", en: "From" },
  to: { fr: "À", en: "To" },
  deliveredTo: { fr: "Remis à", en: "Delivered to" },
  received: { fr: "Reçu", en: "Received" },
  attached: { fr: "Pièces jointes", en: "Attachments" },
  text: { fr: "Texte", en: "Text" },
  asPage: { fr: "HTML", en: "HTML" },
  headers: { fr: "En-têtes", en: "Headers" },
  empty: { fr: "Ce courriel n'a pas de contenu.", en: "This mail has no content." },
} as const satisfies Record<string, Bilingual>;

/** One mail: its envelope, its text with links that work, and its HTML in a frame where nothing runs or loads. */
export function mailPage(language: Language, mail: CaughtMail): Page {
  const subject = subjectOf(mail, language);
  const say = (word: keyof typeof words) => words[word][language];
  const facts: [keyof typeof words, string | Html][] = [
    ["from", mail.from === "" ? mail.returnPath : mail.from],
    ["to", mail.to.join(", ")],
    ["deliveredTo", mail.recipients.join(", ")],
    ["received", momentOf(mail.receivedAt, language)],
    ["attached", mail.attachments.join(", ")],
  ];
  const main = html`<p><a href="/mail">${say("back")}</a></p>
    <h1>${subject}</h1>
    <dl>
      ${facts
        .filter(([, value]) => value !== "")
        .map(
          ([word, value]) =>
            html`<dt>${say(word)}</dt>
              <dd>${value}</dd>`,
        )}
    </dl>
    ${
      mail.text === undefined
        ? []
        : [
            html`<h2>${say("text")}</h2>
              <pre>${linked(mail.text.trim())}</pre>`,
          ]
    }
    ${
      mail.html === undefined
        ? []
        : [
            html`<h2>${say("asPage")}</h2>
              <iframe title="${say("asPage")}" sandbox="${sandbox}" srcdoc="${framed(mail.html)}"></iframe>`,
          ]
    }
    ${mail.text === undefined && mail.html === undefined ? [html`<p>${say("empty")}</p>`] : []}
    <details>
      <summary>${say("headers")}</summary>
      <pre>${mail.headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}</pre>
    </details>`;
  return page(language, subject, main, { showsMail: true });
}

/** No script, no form, no way to the page around it; a link opens a window of its own, which is free of all that. */
const sandbox = "allow-popups allow-popups-to-escape-sandbox";

/** Links open beside the inbox: the first `base` of a document is the one that counts (HTML §4.2.3). */
function framed(markup: string): string {
  return `<!doctype html><base target="_blank">${markup}`;
}

const webAddress = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

/** A text whose web addresses are links. */
function linked(text: string): Html[] {
  const addresses = [...text.matchAll(webAddress)];
  const ends = [0, ...addresses.map(({ index, 0: address }) => index + address.length)];
  const pieces = addresses.map(
    ({ index, 0: address }, place) =>
      html`${text.slice(ends[place], index)}<a href="${address}" target="_blank" rel="noreferrer">${address}</a>`,
  );
  return [...pieces, html`${text.slice(ends.at(-1))}`];
}
