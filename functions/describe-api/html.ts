import { html, type Html } from "../shared/pages/html.ts";

/** A sentence in which words between backticks are code. */
export function prose(text: string): Html {
  const pieces = text
    .split("`")
    .map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`));
  return html`${pieces}`;
}

/** Several commands or a document, as typed. It takes the keyboard, so that it can be scrolled on a narrow screen. */
export function listing(label: string, text: string): Html {
  return html`<pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>`;
}

/** A table with its caption; the first cell of a row is its heading. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly Html[])[]): Html {
  const headings = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map(([first, ...rest]) => {
    const cells = rest.map((cell) => html`<td>${cell}</td>`);
    return html`<tr>
      <th scope="row">${first ?? html``}</th>
      ${cells}
    </tr>`;
  });
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}
