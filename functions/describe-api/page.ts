import { createHash } from "node:crypto";
import type { Language } from "../../core/contract/language.ts";
import { html, type Html } from "../shared/pages/html.ts";

const style = `
:root { color-scheme: light dark; --ink: #1b1b1f; --soft: #55565e; --paper: #fff; --band: #f3f4f7; --rule: #c9cbd3; --link: #0b4fa8; --warn: #b35900 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececf1; --soft: #b3b5c0; --paper: #16171b; --band: #22242a; --rule: #454853; --link: #8fbcff; --warn: #ffb066 }
}
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem }
header { padding-top: 2.5rem }
footer { margin-top: 4rem; padding-block: 1.25rem 2.5rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: .9375rem }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; text-wrap: balance }
h2 { margin: 3rem 0 .75rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); font-size: 1.5rem; line-height: 1.25 }
h3 { margin: 2rem 0 .5rem; font-size: 1.125rem; line-height: 1.3 }
p, li { max-width: 44rem; text-wrap: pretty }
p { margin: .5rem 0 }
li + li { margin-top: .25rem }
.lead { margin-top: 1rem; font-size: 1.1875rem }
.warning { margin: 1rem 0; padding: .75rem 1rem; border-left: 4px solid var(--warn); border-radius: 0 6px 6px 0; background: var(--band) }
.warning code { background: none; padding: 0 }
.mark { padding: .1em .45em; border: 1px solid var(--warn); border-radius: 3px; font-size: .8125rem; font-weight: 400; white-space: nowrap }
.soft, caption { color: var(--soft) }
nav ul { margin: 1.5rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem }
nav li { margin: 0 }
a { color: var(--link); text-underline-offset: .2em }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
code { font: .9em/1.5 ui-monospace, "Liberation Mono", monospace; overflow-wrap: break-word }
:not(pre) > code { padding: .1em .3em; border-radius: 3px; background: var(--band) }
pre { margin: .75rem 0; padding: 1rem; border-radius: 6px; background: var(--band); overflow-x: auto }
pre code { overflow-wrap: normal }
.wide { margin: 1.75rem 0; overflow-x: auto }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.45 }
caption { padding-bottom: .5rem; text-align: left }
th a code { white-space: nowrap }
th, td { padding: .5rem 1rem .5rem 0; border-top: 1px solid var(--rule); text-align: left; vertical-align: top; font-weight: 400 }
thead th { border-top: 0; font-weight: 600; white-space: nowrap }
td ul { margin: 0; padding-left: 1.1rem }
dl { margin: 1.5rem 0; display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.5rem }
dt { color: var(--soft) }
dd { margin: 0 }
@media (max-width: 40rem) {
  td + td { min-width: 10rem }
  th a code { white-space: normal }
  dl { grid-template-columns: 1fr; gap: 0 }
  dd { margin-bottom: .75rem }
}
`;

// Written in one piece: its digest covers every space between the tags.
const styleElement: Html = { markup: `<style>${style}</style>` };
const styleDigest = createHash("sha256").update(style).digest("base64");

const otherLanguage = {
  fr: html`<p lang="en">This page is also in English: ask for it with <code>Accept-Language: en</code>.</p>`,
  en: html`<p lang="fr">Cette page existe en français : demandez-la par <code>Accept-Language: fr</code>.</p>`,
} as const satisfies Record<Language, Html>;

/** Headers a page is served with: nothing may run or load but its own style. */
export function pageHeaders(language: Language): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-language": language,
    vary: "Accept-Language",
    "content-security-policy": `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  };
}

/** A whole page; it loads nothing and runs nothing. */
export function page(language: Language, title: string, header: Html, main: Html): string {
  const { markup } = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <header>${header}</header>
        <main>${main}</main>
        <footer>${otherLanguage[language]}</footer>
      </body>
    </html>`;
  return markup;
}
