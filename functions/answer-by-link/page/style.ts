import { createHash } from "node:crypto";
import type { Language } from "../../../core/contract/language.ts";
import type { Html } from "../../shared/pages/html.ts";

const style = `
:root { color-scheme: light; --ink: #1b1b1f; --soft: #55565e; --rule: #c9cbd3; --edge: #6b6d78; --band: #f3f4f7; --act: #1d3f8f; --wrong: #a3131a; --wrongband: #fdf1f1; --well: #17603a; --wellband: #eef7f1; --mark: #8a5a00; --markband: #fdf6e7 }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: var(--ink); font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem }
header { padding-top: 1.5rem }
footer { margin-top: 3rem; padding-bottom: 2.5rem; color: var(--soft); font-size: .9375rem }
footer::before { content: ""; display: block; margin-bottom: 1rem; border-top: 1px solid var(--rule) }
a { color: var(--act); text-underline-offset: .15em }
:focus-visible { outline: 3px solid #c2410c; outline-offset: 2px }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; align-items: baseline; margin-bottom: 2rem; padding-bottom: .75rem; border-bottom: 2px solid var(--ink) }
.top p { margin: 0; font-weight: 600 }
h1 { margin: 0 0 .25rem; font-size: 1.875rem; line-height: 1.2; text-wrap: balance }
.reference { margin: 0 0 1.5rem; color: var(--soft); font-size: 1.125rem; overflow-wrap: anywhere }
h2 { margin: 2.75rem 0 .75rem; font-size: 1.375rem; line-height: 1.3 }
h3 { margin: 0 0 .25rem; font-size: 1.0625rem }
p { margin: .5rem 0; overflow-wrap: anywhere; text-wrap: pretty }
ul { margin: .5rem 0; padding-left: 1.25rem }
.soft, .hint { color: var(--soft) }
.hint { margin: 0 0 .375rem; font-size: .9375rem }
code { font: .875em/1.5 ui-monospace, "Liberation Mono", monospace; word-break: break-all }
dl { margin: 1rem 0; display: grid; grid-template-columns: 11rem 1fr; gap: .375rem 1.25rem }
dt { color: var(--soft) }
dd { margin: 0; overflow-wrap: anywhere }
.framed { padding: 1rem 1.25rem; border-left: 4px solid var(--ink); background: var(--band) }
.framed dt { color: var(--ink); font-weight: 600 }
.banner { margin: 1rem 0 1.5rem; padding: .875rem 1.25rem; border-left: 4px solid var(--mark); background: var(--markband) }
.banner h2 { margin: 0 0 .25rem; font-size: 1.125rem }
.banner p, .banner ul { margin: .25rem 0 }
.well { border-color: var(--well); background: var(--wellband) }
.wrong { border-color: var(--wrong); background: var(--wrongband) }
.wrong a { color: var(--wrong) }
.item, .box { margin: 1rem 0; padding: 1rem 1.25rem; border: 1px solid var(--rule); border-radius: 4px }
fieldset { min-width: 0; margin: 1rem 0 0; padding: 0; border: 0 }
legend { padding: 0; font-weight: 600 }
.box > h2 { margin-top: 0 }
fieldset.item, fieldset.box { margin: 1rem 0; padding: 1rem 1.25rem; border: 1px solid var(--rule) }
fieldset.item > legend, fieldset.box > legend { float: left; width: 100%; margin-bottom: .25rem }
fieldset.item > legend + *, fieldset.box > legend + * { clear: both }
.item > p { margin: .25rem 0 }
.state { font-weight: 600 }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: .875rem 1.25rem; align-items: end; margin-top: .875rem }
.field { margin-top: .875rem }
.fields .field { margin-top: 0 }
label { display: block; font-weight: 600 }
.choice { display: flex; gap: .625rem; align-items: baseline; padding: .3rem 0; font-weight: 400; overflow-wrap: anywhere }
.choice input { flex: none; width: 1.125rem; height: 1.125rem; margin: 0; transform: translateY(.15rem) }
input:not([type=radio]):not([type=checkbox]), select, textarea { width: 100%; min-height: 2.75rem; padding: .5rem .625rem; border: 1px solid var(--edge); border-radius: 4px; background: #fff; color: var(--ink); font: inherit }
textarea { min-height: 7rem; resize: vertical }
[aria-invalid=true] { border: 2px solid var(--wrong) !important }
.fault { margin: .25rem 0; color: var(--wrong); font-weight: 600 }
button { min-height: 2.75rem; margin-top: 1.25rem; padding: .625rem 1.25rem; border: 2px solid var(--act); border-radius: 4px; background: var(--act); color: #fff; font: inherit; font-weight: 600; cursor: pointer }
button:hover { background: #142e6b }
details { margin: .75rem 0; border: 1px solid var(--rule); border-radius: 4px }
summary { padding: .75rem 1.25rem; font-weight: 600; cursor: pointer }
.again { padding: 0 1.25rem }
details > form { padding: 0 1.25rem 1.25rem }
blockquote { margin: .5rem 0; padding: .5rem 0 .5rem 1rem; border-left: 3px solid var(--rule) }
@media (max-width: 36rem) {
  h1 { font-size: 1.5rem }
  dl { grid-template-columns: 1fr; gap: 0 }
  dd { margin-bottom: .625rem }
  .item, .box { padding: .875rem 1rem }
  button { width: 100% }
}
@media (min-width: 46rem) { .fields { grid-template-columns: 1fr 1.2fr .8fr } }
@media print { form button, .top a { display: none } }
`;

/** Written in one piece: its digest covers every space between the tags. */
export const styleElement: Html = { markup: `<style>${style}</style>` };
const styleDigest = createHash("sha256").update(style).digest("base64");

/** Nothing may run or load but the page's own style; its forms go nowhere but here; nobody keeps it or learns its address. */
export function pageHeaders(language: Language): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-language": language,
    "content-security-policy": `default-src 'none'; style-src 'sha256-${styleDigest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    vary: "Accept, Accept-Language",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow, noarchive",
  };
}
