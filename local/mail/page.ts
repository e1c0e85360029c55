import { createHash } from "node:crypto";
import type { Bilingual, Language } from "../../core/contract/language.ts";
import { html, type Html } from "../../functions/shared/pages/html.ts";

/** A page as it is sent. */
export type Page = { headers: Record<string, string>; body: string };

const style = `
:root { color-scheme: light dark; --ink: #1b1b1f; --soft: #55565e; --paper: #fff; --band: #f3f4f7; --rule: #c9cbd3; --link: #0b4fa8 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececf1; --soft: #b3b5c0; --paper: #16171b; --band: #22242a; --rule: #454853; --link: #8fbcff }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif }
main { max-width: 50rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.625rem; line-height: 1.2; text-wrap: balance }
h2 { margin: 2rem 0 .5rem; font-size: 1.125rem }
p { margin: .5rem 0; text-wrap: pretty }
.soft { color: var(--soft) }
a { color: var(--link); text-underline-offset: .2em }
a:focus-visible, iframe:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
code { font: .9em/1.5 ui-monospace, "Liberation Mono", monospace }
ol { margin: 1.5rem 0 0; padding: 0; list-style: none }
li { padding: .875rem 0; border-top: 1px solid var(--rule) }
li a { display: block; font-size: 1.125rem; font-weight: 600; text-decoration: none }
li a:hover { text-decoration: underline }
li p { margin: .125rem 0 0; font-size: .9375rem; display: flex; flex-wrap: wrap; gap: 0 .75rem; justify-content: space-between }
dl { margin: 1.25rem 0; display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; font-size: .9375rem }
dt { color: var(--soft) }
dd { margin: 0 }
pre { margin: 0; padding: 1rem; border-radius: 6px; background: var(--band); font: .9375rem/1.5 ui-monospace, "Liberation Mono", monospace; white-space: pre-wrap }
iframe { display: block; width: 100%; height: min(42rem, 75vh); border: 1px solid var(--rule); border-radius: 6px; background: #fff; color-scheme: light; resize: vertical }
details { margin-top: 2rem }
summary { cursor: pointer }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem } }
`;

// Written in one piece: its digest covers every space between the tags.
const styleElement: Html = { markup: `<style>${style}</style>` };
const ownStyle = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;

/**
 * A whole page; it runs nothing and loads nothing, pictures included.
 *
 * @param showsMail Whether a mail's own HTML stands in it: what a page may do, a frame in it may at most, and mails are
 *   written with styles of their own.
 */
export function page(language: Language, title: string, main: Html, { showsMail = false } = {}): Page {
  const { markup } = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <main>${main}</main>
      </body>
    </html>`;
  const styles = showsMail ? "'unsafe-inline'" : ownStyle;
  return {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-language": language,
      vary: "Accept-Language",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; style-src ${styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
    body: markup,
  };
}

const noSubject: Bilingual = { fr: "(sans objet)", en: "(no subject)" };

/** A mail's subject, or that it has none. */
export function subjectOf({ subject }: { subject: string }, language: Language): string {
  return subject.trim() === "" ? noSubject[language] : subject;
}

/** Whose way of writing dates is followed: in English, that of Europe. */
const locales = { fr: "fr-FR", en: "en-GB" } as const satisfies Record<Language, string>;

/** When something was, by the clock and in the zone of this machine. */
export function momentOf(instant: string, language: Language): Html {
  const shown = new Intl.DateTimeFormat(locales[language], { dateStyle: "medium", timeStyle: "medium" });
  return html`<time datetime="${instant}">${shown.format(new Date(instant))}</time>`;
}
