import { html, type Html } from "../pages/html.ts";
import { frameWords } from "./frame-words.ts";
import type { Letter, WrittenBlock } from "./write.ts";

const ink = "color:#1b1b1f";
const soft = "color:#55565e";
const face = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
const styles = {
  body: `margin:0;padding:0;background:#ffffff;${ink};${face};font-size:16px;line-height:1.5`,
  sheet: "max-width:600px;margin:0 auto;padding:24px 20px",
  authority: "margin:0 0 24px;padding-bottom:12px;border-bottom:2px solid #1b1b1f;font-weight:600",
  title: "margin:0 0 4px;font-size:23px;line-height:1.25;font-weight:700",
  reference: `margin:0 0 16px;${soft};font-size:17px;overflow-wrap:anywhere;word-break:break-word`,
  greeting: `margin:0 0 20px;${soft};font-size:14px`,
  paragraph: "margin:0 0 14px;overflow-wrap:anywhere",
  heading: "margin:24px 0 8px;font-size:18px;line-height:1.3;font-weight:600",
  rows: "margin:16px 0;padding:14px 16px;background:#f3f4f7",
  term: `margin:0;${soft};font-size:14px`,
  value: "margin:0 0 10px;overflow-wrap:anywhere;word-break:break-word",
  list: "margin:0 0 14px;padding-left:20px",
  item: "margin:0 0 6px;overflow-wrap:anywhere",
  button:
    "display:inline-block;padding:13px 22px;border:2px solid #1d3f8f;border-radius:4px;background:#1d3f8f;color:#ffffff;font-weight:600;text-decoration:none",
  address: `margin:12px 0 0;${soft};font-size:13px;overflow-wrap:anywhere;word-break:break-all`,
  foot: `margin-top:28px;padding-top:12px;border-top:1px solid #c9cbd3;${soft};font-size:14px`,
  note: "margin:0 0 8px;overflow-wrap:anywhere",
} as const;

/**
 * A letter as HTML: readable on a phone and with pictures off, for it has none; styles inline, since mail programs drop
 * the others; nothing is loaded, and the one link is the button.
 */
export function htmlOf(letter: Letter, reference: string): string {
  const { language, authority, title, greeting, blocks, button, facts, notes } = letter;
  const foot = [...notes, frameWords.verify[language], frameWords.noReply[language]];
  const { markup } = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>${title}</title>
      </head>
      <body style="${styles.body}">
        <div style="${styles.sheet}">
          <p style="${styles.authority}">${authority}</p>
          <h1 style="${styles.title}">${title}</h1>
          <p style="${styles.reference}">${reference}</p>
          <p style="${styles.greeting}">${greeting}</p>
          ${blocks.map(blockMarkup)}
          <p style="margin:24px 0 0"><a href="${button.url}" style="${styles.button}">${button.label}</a></p>
          <p style="${styles.address}">${frameWords.copy[language]}<br />${button.url}</p>
          ${blockMarkup({ kind: "rows", rows: facts })}
          <div style="${styles.foot}">${foot.map((note) => html`<p style="${styles.note}">${note}</p>`)}</div>
        </div>
      </body>
    </html>`;
  return markup;
}

function blockMarkup(block: WrittenBlock): Html {
  switch (block.kind) {
    case "paragraph":
      return html`<p style="${styles.paragraph}">${block.text}</p>`;
    case "heading":
      return html`<h2 style="${styles.heading}">${block.text}</h2>`;
    case "rows":
      return html`<div style="${styles.rows}">
        ${block.rows.map(
          ({ term, value }) =>
            html`<p style="${styles.term}">${term}</p>
              <p style="${styles.value}">${value}</p>`,
        )}
      </div>`;
    case "list":
      return html`<ul style="${styles.list}">
        ${block.lines.map((line) => html`<li style="${styles.item}">${line}</li>`)}
      </ul>`;
  }
}
