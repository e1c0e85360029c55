/** A piece of a page, safe to send: its text has been escaped, its markup is our own. */
export type Html = { readonly markup: string };

type Part = string | number | Html | readonly Html[];

/** Writes markup; every text put into it is escaped. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = literals.map((literal, index) => literal + markupOf(parts[index] ?? "")).join("");
  return { markup };
}

function markupOf(part: Part): string {
  if (typeof part === "string") return escaped(part);
  if (typeof part === "number") return String(part);
  if ("markup" in part) return part.markup;
  return part.map(({ markup }) => markup).join("");
}

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" } as const;

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character as keyof typeof entities]);
}
