/** The text a reader of a page sees, in one line. */
export function textOf(page: string): string {
  return page
    .replace(/<style>[^]*<\/style>/, "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ");
}

/** A sentence as a page shows it: its code has a look of its own, and no backticks. */
export function shown(words: string): string {
  return words.replaceAll("`", "");
}
