import { createHash } from "node:crypto";
import type { Language } from "../../../core/contract/language.ts";
import { html, type Html } from "../pages/html.ts";
import type { ActBlock, ActColumn, ActLine, ActOutline, ActRow, ActSection } from "./act.ts";

const style = `
:root { color-scheme: light; --ink: #1b1b1f; --soft: #55565e; --rule: #c9cbd3; --band: #f3f4f7; --mark: #8a5a00; --markband: #fdf6e7 }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: var(--ink); font: 1.0625rem/1.55 "Source Sans 3", system-ui, sans-serif }
header, main, footer { max-width: 52rem; margin: 0 auto; padding: 0 1.5rem }
header { padding-top: 3rem }
footer::before { content: ""; display: block; margin-bottom: 1rem; border-top: 1px solid var(--rule) }
footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--soft); font-size: .875rem }
.authority { margin: 0 0 2.5rem; font-weight: 600 }
h1 { margin: 0 0 .25rem; font-size: 2rem; line-height: 1.2; text-wrap: balance }
.reference { margin: 0 0 2rem; color: var(--soft); font-size: 1.1875rem }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.3125rem; line-height: 1.3; break-after: avoid }
p { margin: .5rem 0; max-width: 44rem; text-wrap: pretty; overflow-wrap: anywhere }
ul { margin: .5rem 0; padding-left: 1.25rem }
.soft { color: var(--soft) }
code { font: .875em/1.5 "Source Code Pro", ui-monospace, "Liberation Mono", monospace; word-break: break-all }
dl { margin: 1rem 0; display: grid; grid-template-columns: 12rem 1fr; gap: .375rem 1.5rem }
dt { color: var(--soft); overflow-wrap: anywhere }
dd { margin: 0; overflow-wrap: anywhere }
dd > div + div { margin-top: .125rem }
.framed { padding: 1rem 1.25rem; border-left: 4px solid var(--ink); background: var(--band) }
.framed dt { color: var(--ink); font-weight: 600 }
.warning { max-width: none; margin: 1rem 0; padding: .75rem 1.25rem; border-left: 4px solid var(--mark); background: var(--markband) }
.wide { margin: 1rem 0; overflow-x: auto }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: .9375rem; line-height: 1.45 }
caption { padding-bottom: .5rem; text-align: left; color: var(--soft) }
th, td { padding: .5rem 1rem .5rem 0; border-top: 1px solid var(--rule); text-align: left; vertical-align: top; font-weight: 400; overflow-wrap: anywhere }
thead th { border-top: 0; font-weight: 600; overflow-wrap: normal }
tr { break-inside: avoid }
.closing { margin-top: 3rem; break-inside: avoid }
.closing p:last-child { font-weight: 600 }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0 }
  dd { margin-bottom: .625rem }
  table, caption, tbody, tr, th, td { display: block; width: auto }
  thead { display: none }
  th, td { padding: .125rem 0; border-top: 0 }
  tr { padding: .5rem 0; border-top: 1px solid var(--rule) }
  td::before { content: attr(data-title); display: block; color: var(--soft); font-size: .875rem }
}
@page {
  size: A4; margin: 20mm 18mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; color: #55565e }
}
@media print {
  body { font-size: 10.5pt }
  header, main, footer { max-width: none; padding-inline: 0 }
  header { padding-top: 0 }
  .framed, .warning { print-color-adjust: exact }
}
`;

// Written in one piece: its digest covers every space between the tags.
const styleElement: Html = { markup: `<style>${style}</style>` };
const styleDigest = createHash("sha256").update(style).digest("base64");

/** Headers the page of an act is served with: nothing may run or load but its own style, and nobody keeps a copy. */
export function actPageHeaders(language: Language): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-language": language,
    "content-security-policy": `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, noarchive",
    "referrer-policy": "no-referrer",
  };
}

/** An act as a page: complete, printable on A4, without a script, an image or a link. */
export function actPage(outline: ActOutline): string {
  const { language, title, authority, reference, digest, opening, sections, closing } = outline;
  const { markup } = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>${title} – ${reference}</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <p class="authority">${authority}</p>
          <h1>${title}</h1>
          <p class="reference">${reference}</p>
        </header>
        <main>
          ${opening.map(blockMarkup)} ${sections.map(sectionMarkup)}
          <div class="closing">${closing.map(blockMarkup)}</div>
        </main>
        <footer>
          <div>${reference}</div>
          <code>${digest}</code>
        </footer>
      </body>
    </html>`;
  return markup;
}

function sectionMarkup({ heading, blocks, language }: ActSection): Html {
  return html`<section${languageMarkup(language)}>
    <h2>${heading}</h2>
    ${blocks.map(blockMarkup)}
  </section>`;
}

function blockMarkup(block: ActBlock): Html {
  switch (block.kind) {
    case "paragraphs":
      return html`${block.lines.map((line) => html`<p${languageMarkup(line.language)}>${textMarkup(line)}</p>`)}`;
    case "warning":
      return html`<p class="warning">${textMarkup(block.line)}</p>`;
    case "points":
      return html`<ul>
        ${block.lines.map((line) => html`<li${languageMarkup(line.language)}>${textMarkup(line)}</li>`)}
      </ul>`;
    case "rows":
      return html`<dl${block.framed === true ? html` class="framed"` : html``}>
        ${block.rows.map(rowMarkup)}
      </dl>`;
    case "table":
      return tableMarkup(block);
  }
}

function rowMarkup({ term, lines }: ActRow): Html {
  return html`<dt>${term}</dt>
    <dd>${lines.map(lineMarkup)}</dd>`;
}

function tableMarkup({ caption, columns, rows }: Extract<ActBlock, { kind: "table" }>): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <colgroup>
        ${columns.map(columnMarkup)}
      </colgroup>
      <thead>
        <tr>
          ${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => tableRowMarkup(row, columns))}
      </tbody>
    </table>
  </div>`;
}

function columnMarkup({ share }: ActColumn): Html {
  return html`<col width="${Math.round(share * 100)}%" />`;
}

/** A row; where the screen is narrow its cells stand below one another, each under the title of its column. */
function tableRowMarkup([first = [], ...rest]: readonly ActLine[][], [, ...titles]: readonly ActColumn[]): Html {
  return html`<tr>
    <th scope="row">${first.map(lineMarkup)}</th>
    ${rest.map((cell, index) => html`<td data-title="${titles[index]?.title ?? ""}">${cell.map(lineMarkup)}</td>`)}
  </tr>`;
}

function lineMarkup(line: ActLine): Html {
  return html`<div${languageMarkup(line.language)}>${textMarkup(line)}</div>`;
}

function textMarkup({ text, look }: ActLine): Html {
  switch (look) {
    case "code":
      return html`<code>${text}</code>`;
    case "soft":
      return html`<span class="soft">${text}</span>`;
    case undefined:
      return html`${text}`;
  }
}

/** A text in another language may be written from right to left. */
function languageMarkup(language: string | undefined): Html {
  return language === undefined ? html`` : html` lang="${language}" dir="auto"`;
}
